"""How many guesses are checked at a time, against simulated machines and texts."""

import pytest

from pa_cli.core.draft_length import DraftLength

WAITS_FOR_MEMORY = {0: 0.010, 3: 0.011, 7: 0.012, 15: 0.014}
PAYS_FOR_EACH = {length: 0.020 * (length + 1) for length in (0, 3, 7, 15)}


def write(lengths, seconds_by_length, *, tokens, wrong_every):
    """Write so many tokens, each n-th guess wrong; seconds taken, and the lengths that were chosen."""
    seconds, chosen, written, run = 0.0, [], 0, 0
    while written < tokens:
        length = lengths.choose(15, run)
        chosen.append(length)
        took = seconds_by_length[length]
        seconds += took
        lengths.observe_time(length, took)
        for _ in range(length + 1):
            written += 1
            hit = written % wrong_every != 0
            lengths.observe_guess(run, hit=hit)
            run = run + 1 if hit else 0
            if not hit:
                break
    return seconds, chosen


def test_a_copy_is_checked_in_long_drafts_where_these_cost_little():
    lengths = DraftLength()
    seconds, chosen = write(lengths, WAITS_FOR_MEMORY, tokens=400, wrong_every=100)
    assert set(chosen[-5:]) == {15}
    assert seconds < 0.25 * 400 * WAITS_FOR_MEMORY[0]


@pytest.mark.parametrize("wrong_every", [5, 10, 100])
def test_little_is_lost_where_every_token_costs_as_much_as_the_first(wrong_every):
    lengths = DraftLength()
    seconds, _ = write(lengths, PAYS_FOR_EACH, tokens=600, wrong_every=wrong_every)
    assert seconds < 1.1 * 600 * PAYS_FOR_EACH[0]


@pytest.mark.parametrize("wrong_every", [1, 2])
def test_wrong_guesses_are_soon_left_alone(wrong_every):
    lengths = DraftLength()
    seconds, chosen = write(
        lengths, {0: 0.02, 3: 0.04, 7: 0.06, 15: 0.1}, tokens=300, wrong_every=wrong_every
    )
    assert sum(length > 0 for length in chosen[-100:]) < 10
    assert seconds < 1.1 * 300 * 0.02


def test_what_a_busy_moment_made_dear_is_tried_again():
    lengths = DraftLength()
    write(lengths, PAYS_FOR_EACH, tokens=100, wrong_every=100)
    seconds, chosen = write(lengths, WAITS_FOR_MEMORY, tokens=3000, wrong_every=100)
    assert set(chosen[-5:]) == {15}
    assert seconds < 0.6 * 3000 * WAITS_FOR_MEMORY[0]


def test_a_short_guess_gets_a_short_draft():
    lengths = DraftLength()
    write(lengths, WAITS_FOR_MEMORY, tokens=100, wrong_every=100)
    assert lengths.choose(10, 20) == 7
    assert lengths.choose(2, 20) == 0
