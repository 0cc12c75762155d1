"""The thread count against a simulated machine: seconds per token by thread count."""

import pytest

from pa_cli.core.thread_pace import ThreadPace

IDLE = {1: 0.030, 2: 0.018, 3: 0.013, 4: 0.010}


def run(pace, seconds_by_threads, tokens):
    """Feed `tokens` token times; returns the mean seconds of a token."""
    total = 0.0
    for _ in range(tokens):
        seconds = seconds_by_threads[pace.threads]
        total += seconds
        pace.observe(seconds)
    return total / tokens


def test_an_idle_machine_keeps_all_threads():
    pace = ThreadPace(4)
    run(pace, IDLE, 400)
    assert pace.threads == 4


def test_a_busy_core_brings_the_count_down_to_the_fastest():
    pace = ThreadPace(2)
    run(pace, IDLE, 50)
    busy = {1: 0.028, 2: 0.090}
    run(pace, busy, 60)
    assert pace.threads == 1
    assert run(pace, busy, 300) < 1.11 * busy[1]


def test_when_the_other_process_ends_the_count_goes_up_again():
    pace = ThreadPace(2)
    run(pace, IDLE, 50)
    run(pace, {1: 0.028, 2: 0.090}, 60)
    run(pace, IDLE, 1200)
    assert pace.threads == 2


def test_slower_tokens_that_are_not_the_threads_fault_change_nothing():
    pace = ThreadPace(2)
    run(pace, IDLE, 50)
    run(pace, {1: 0.090, 2: 0.060}, 100)
    assert pace.threads == 2


def test_fixed_threads_stay():
    pace = ThreadPace(2, fixed=True)
    run(pace, IDLE, 50)
    run(pace, {1: 0.001, 2: 0.5}, 100)
    assert pace.threads == 2


def test_threads_that_starve_from_the_start_are_fewer_after_a_few_tokens():
    pace = ThreadPace(2)
    busy = {1: 0.028, 2: 0.090}
    for _ in range(20):
        seconds = busy[pace.threads]
        pace.observe(
            seconds, cpu_seconds=seconds * pace.threads * (0.6 if pace.threads == 2 else 1)
        )
    assert pace.threads == 1


def test_a_core_that_is_known_to_be_busy_is_left_alone_from_the_start():
    pace = ThreadPace(2, foreign_cores=lambda: 0.9)
    assert pace.begin() == 1
    busy = {1: 0.028, 2: 0.090}
    assert run(pace, busy, 200) == pytest.approx(busy[1])


def test_all_threads_come_back_soon_after_the_others_have_gone():
    others = [0.9]
    pace = ThreadPace(2, foreign_cores=lambda: others[0])
    pace.begin()
    run(pace, {1: 0.028, 2: 0.090}, 60)
    others[0] = 0.1
    run(pace, IDLE, 40)
    assert pace.threads == 2


def test_an_answer_on_a_free_machine_begins_with_all_threads_again():
    others = [0.9]
    pace = ThreadPace(4, foreign_cores=lambda: others[0])
    assert pace.begin() == 3
    others[0] = 0.2
    assert pace.begin() == 4
