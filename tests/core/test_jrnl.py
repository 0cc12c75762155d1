from datetime import datetime

import pytest

from pa_cli.core.jrnl import parse_jrnl


def test_entries_of_a_jrnl_file_with_times_tags_and_stars():
    entries = parse_jrnl(
        "[2026-03-11 10:20] Met Ana. * We spoke of @budget and @q3/plan.\n\nSecond paragraph.\n"
        "[2026-03-12 06:05:00 PM] Ran. *\n\n[2026-03-13] All day.\n"
    )
    assert [entry.created for entry in entries] == [
        datetime(2026, 3, 11, 10, 20),  # noqa: DTZ001
        datetime(2026, 3, 12, 18, 5),  # noqa: DTZ001
        datetime(2026, 3, 13),  # noqa: DTZ001
    ]
    assert entries[0].text.endswith("Second paragraph.")
    assert entries[0].tags == ("budget", "q3/plan")
    assert (entries[1].text, entries[1].tags) == ("Ran.", ("starred",))


def test_the_json_export_of_jrnl():
    entries = parse_jrnl(
        '{"tags": {}, "entries": [{"title": "T", "body": "B @x", "date": "2026-03-11",'
        ' "time": "09:00", "starred": true}]}'
    )
    assert [(e.text, e.tags) for e in entries] == [("T\nB @x", ("x", "starred"))]


@pytest.mark.parametrize("text", ["", "just text", "[x] a task", "{}", '{"a": 1}', "{", "[1]"])
def test_other_texts_are_no_journal(text):
    assert parse_jrnl(text) is None
