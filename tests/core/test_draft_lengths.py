"""How many guesses are checked at a time, against simulated machines and texts."""

import pytest

from pa_cli.core.draft_lengths import DraftLengths


def waits_for_memory(tokens):
    """Seconds of a step on a machine that checks further tokens nearly for nothing."""
    return 0.010 + 0.0003 * tokens


def pays_for_each(tokens):
    """Seconds of a step where every token costs as much as the first."""
    return 0.020 * tokens


def halfway(tokens):
    """Seconds of a step where a further token costs a third of the first."""
    return 0.010 + 0.005 * tokens


def write(lengths, seconds_of, *, tokens, wrong_every, answers=1, available=15):
    """Write so many tokens of each answer, each n-th guess wrong; seconds, and what was chosen."""
    seconds, chosen = 0.0, []
    written, runs = [0] * answers, [0] * answers
    while min(written) < tokens:
        drafts = lengths.choose([(available, run) for run in runs])
        chosen.append(max(drafts))
        evaluated = answers + sum(drafts)
        seconds += seconds_of(evaluated)
        lengths.observe_step(evaluated, seconds_of(evaluated))
        for answer, draft in enumerate(drafts):
            for _ in range(draft + 1):
                written[answer] += 1
                hit = written[answer] % wrong_every != 0
                lengths.observe_guess(runs[answer], hit=hit)
                runs[answer] = runs[answer] + 1 if hit else 0
                if not hit:
                    break
    return seconds, chosen


@pytest.mark.parametrize("answers", [1, 4])
def test_a_copy_is_checked_in_long_drafts_where_these_cost_little(answers):
    lengths = DraftLengths()
    seconds, chosen = write(lengths, waits_for_memory, tokens=400, wrong_every=100, answers=answers)
    assert min(chosen[-3:]) > 10
    assert seconds < 0.4 * 400 * waits_for_memory(answers)


@pytest.mark.parametrize("answers", [1, 4])
@pytest.mark.parametrize("wrong_every", [1, 2, 5, 10, 100])
def test_little_is_lost_where_every_token_costs_as_much_as_the_first(wrong_every, answers):
    lengths = DraftLengths()
    seconds, _ = write(lengths, pays_for_each, tokens=600, wrong_every=wrong_every, answers=answers)
    assert seconds < 1.1 * 600 * pays_for_each(answers)


@pytest.mark.parametrize("wrong_every", [1, 2])
def test_wrong_guesses_are_soon_left_alone(wrong_every):
    lengths = DraftLengths()
    seconds, chosen = write(lengths, halfway, tokens=300, wrong_every=wrong_every)
    assert sum(length > 1 for length in chosen[-100:]) < 10
    assert seconds < 1.05 * 300 * halfway(1)


def test_of_two_answers_the_one_that_copies_is_guessed_further():
    lengths = DraftLengths()
    write(lengths, halfway, tokens=200, wrong_every=100)
    sure, unsure = lengths.choose([(15, 40), (15, 0)])
    assert sure > unsure


def test_what_a_busy_moment_made_dear_is_tried_again():
    lengths = DraftLengths()
    write(lengths, pays_for_each, tokens=100, wrong_every=100)
    seconds, chosen = write(lengths, waits_for_memory, tokens=3000, wrong_every=100)
    assert min(chosen[-3:]) > 4
    assert seconds < 0.6 * 3000 * waits_for_memory(1)


def test_no_more_is_checked_than_is_guessed():
    lengths = DraftLengths()
    assert lengths.choose([(15, 40)]) == [0]  # what a token costs is measured first
    write(lengths, waits_for_memory, tokens=100, wrong_every=100)
    assert lengths.choose([(3, 40), (0, 0)]) == [3, 0]
