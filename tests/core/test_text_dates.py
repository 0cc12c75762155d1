import json

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

LETTER = "Minutes of Tuesday 10 November 2025\nThe shed was broken into on {}."


def day_in(text, words, monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-11-22T10:00:00")
    engine = ScriptedEngine([json.dumps({"day": words})])
    result = pa("extract", "--fields", "day date", stdin=text, wire=wire_with(engine))
    return json.loads(result.stdout)["day"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2 November", "2025-11-02"),
        ("20 November", "2025-11-20"),
        ("5 January", "2026-01-05"),
        ("Friday 14 November", "2025-11-14"),
        ("13 March 2027", "2027-03-13"),
        ("tomorrow", "2025-11-11"),
    ],
)
def test_days_of_a_dated_text_are_read_as_of_its_date(words, day, monkeypatch):
    assert day_in(LETTER.format(words), words, monkeypatch) == day


@pytest.mark.parametrize(
    "date", ["2025-11-10", "10.11.2025", "2025年11月10日", "November 10th, 2025"]
)
def test_the_date_of_a_text_is_written_in_many_ways(date, monkeypatch):
    assert day_in(f"{date}\nThe 12 November suits us.", "12 November", monkeypatch) == "2025-11-12"


def test_without_a_date_of_its_own_a_text_is_of_today(monkeypatch):
    assert day_in("We meet tomorrow.", "tomorrow", monkeypatch) == "2026-11-23"


@pytest.mark.parametrize(
    ("words", "day"),
    [("10月3日", "2026-10-03"), ("3 January", "2027-01-03"), ("1 December", "2026-12-01")],
)
def test_days_of_a_text_without_a_date_are_the_nearest_to_today(words, day, monkeypatch):
    assert day_in(f"They came {words}.", words, monkeypatch) == day
