"""Every phrase of the tables is read as a sensible user means it."""

from pathlib import Path

import pytest

from pa_cli.core.dates.parse import parse
from tests.support.dates import NOW, Phrase, read_phrases, shown

HERE = Path(__file__).parent
PHRASES = [*read_phrases(HERE / "english.txt"), *read_phrases(HERE / "chinese.txt")]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_a_phrase_is_read_as_it_is_meant(phrase: Phrase):
    reading = parse(phrase.text, NOW)
    assert shown(reading.start) == phrase.start
    assert (reading.rrule or "") == (phrase.rule or "")
    if phrase.end:
        assert shown(reading.end) == phrase.end
    if phrase.title is not None:
        assert reading.title == phrase.title
    if phrase.other:
        assert phrase.other in [shown(other.start) for other in reading.alternatives]
        assert reading.ambiguous
