"""Several generations at once: order, and how many."""

from pa_cli.core.batch_width import BatchWidth
from pa_cli.core.batching import common_length, in_order
from pa_cli.core.events import Finished, TextDelta, Timings, Usage

DONE = Finished("stop", Usage(), Timings())


def test_later_events_wait_for_their_turn():
    came = iter(
        [
            (1, TextDelta("b")),
            (0, TextDelta("a")),
            (2, TextDelta("c")),
            (2, DONE),
            (1, DONE),
            (0, DONE),
            (3, TextDelta("d")),
            (3, DONE),
        ]
    )
    assert [index for index, _ in in_order(came)] == [0, 0, 1, 1, 2, 2, 3, 3]


def test_what_is_first_is_not_held_back():
    def endless():
        while True:
            yield 0, TextDelta("a")

    assert next(in_order(endless())) == (0, TextDelta("a"))


def test_nothing_is_lost_when_an_earlier_one_never_finishes():
    came = [(0, TextDelta("a")), (2, TextDelta("c")), (1, TextDelta("b")), (2, DONE)]
    assert sorted(i for i, _ in in_order(iter(came))) == [0, 1, 2, 2]


def test_common_length():
    assert common_length([1, 2, 3], [1, 2, 4]) == 2
    assert common_length([1, 2], [1, 2, 4]) == 2
    assert common_length([], [1]) == 0


def observe(width, seconds_for):
    for _ in range(40):
        width.observe(width.width, width.width, seconds_for(width.width))


def test_more_at_once_as_long_as_it_is_faster():
    width = BatchWidth(32)
    observe(width, lambda _: 0.1)  # a step costs the same for any number
    assert width.width == 32


def test_no_more_at_once_than_gains():
    width = BatchWidth(32)
    observe(width, lambda active: 0.1 if active <= 8 else 0.1 * active / 8)
    assert width.width == 8
    few = BatchWidth(3)
    observe(few, lambda _: 0.1)
    assert few.width == 3
