"""What stands before a question is not repeated to the user."""

import pytest

from pa_cli.core.events import Finished, TextDelta, Timings, Usage
from pa_cli.core.leading_context import without_leading_context

NOTE = "[Now: Sunday 2026-11-22 08:14]\nmore of the context"


def shown(pieces, context=NOTE):
    """The deltas that come out, before the end of the answer."""

    def events():
        yield from map(TextDelta, pieces)
        yield Finished("stop", Usage(), Timings())

    *deltas, last = without_leading_context(events(), context)
    assert isinstance(last, Finished)
    return [delta.text for delta in deltas]


@pytest.mark.parametrize(
    "pieces",
    [
        ["[Now: Sunday 2026-11-22 08:14]\n", "# Title"],
        ["[Now: Sun", "day 2026-11-22 08:14]", "\n", "\n# Title"],
        ["\n[Now: Sunday 2026-11-22 08:14] # Title"],
    ],
)
def test_a_repeated_line_is_left_out(pieces):
    assert shown(pieces) == ["# Title"]


def test_other_answers_come_as_they_come():
    assert shown(["It", " is", " late."]) == ["It", " is", " late."]
    assert shown(["[Note: ", "yes]"]) == ["[Note: ", "yes]"]
    assert shown(["[Now: ", "and then]"]) == ["[Now: and then]"]
    assert shown(["[Now"]) == ["[Now"]
    assert shown(["a", "b"], context="") == ["a", "b"]


def test_a_line_within_an_answer_stays():
    assert "".join(shown(["Look: ", NOTE])) == "Look: " + NOTE
