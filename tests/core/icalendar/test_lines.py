from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.icalendar.lines import make_line, parse, read_line
from pa_cli.core.icalendar.values import (
    duration_text,
    escape,
    moment_line,
    read_duration,
    read_moment,
    split_texts,
    unescape,
)
from pa_cli.core.icalendar.zones import find_zone, zone_component

FILE = (
    'BEGIN:VCALENDAR\r\nX-A;P="a:b;c":v\r\nBEGIN:VEVENT\nSUMMARY:over\r\n  two lines\r\n'
    "nonsense without a colon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_file_that_is_not_changed_is_written_as_it_was():
    assert parse(FILE).text() == FILE


def test_folded_lines_and_quoted_parameters_are_read():
    event = parse(FILE).components("VCALENDAR")[0].components("VEVENT")[0]
    assert event.line("SUMMARY").value == "over two lines"
    line = read_line('ATTENDEE;CN="Li; Wei: boss";ROLE=CHAIR:mailto:li@example.org\r\n')
    assert line.parameters == {"CN": "Li; Wei: boss", "ROLE": "CHAIR"}
    assert line.value == "mailto:li@example.org"


def test_a_changed_line_takes_the_place_of_the_old_one_and_the_rest_stays():
    root = parse(FILE)
    event = root.components()[0].components()[0]
    event.put(make_line("SUMMARY", "new"))
    assert root.text() == FILE.replace("SUMMARY:over\r\n  two lines", "SUMMARY:new")


@pytest.mark.parametrize("text", ["", "hello", "BEGIN:VCALENDAR\r\n", "END:VEVENT\r\n"])
def test_what_is_no_calendar_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$|cut off"):
        parse(text)


@given(st.text())
def test_any_text_survives_escaping_folding_and_reading(text):
    kept = unescape(escape(text))
    line = make_line("X", escape(text))
    assert all(len(part.encode()) <= 77 for part in line.raw.splitlines(keepends=True))
    assert unescape(read_line(line.raw).value) == kept
    if text.isprintable():
        assert kept == text


@given(st.text(), st.text(max_size=30))
def test_parsing_never_raises_anything_but_its_sentence(text, more):
    for whole in (
        text,
        f"BEGIN:VCALENDAR\n{text}\nBEGIN:VEVENT\n{more}\nEND:VEVENT\nEND:VCALENDAR",
    ):
        try:
            parse(whole)
        except ValueError:
            continue


@given(st.integers(-(10**6), 10**6).map(lambda seconds: timedelta(seconds=seconds)))
def test_durations_are_read_as_they_are_written(length):
    assert read_duration(duration_text(length)) == length


def test_moments_keep_their_kind():
    assert moment_line("DUE", date(2026, 3, 11)).raw == "DUE;VALUE=DATE:20260311\r\n"
    madrid = datetime(2026, 3, 11, 9, tzinfo=ZoneInfo("Europe/Madrid"))
    assert moment_line("DTSTART", madrid).raw == "DTSTART;TZID=Europe/Madrid:20260311T090000\r\n"
    assert moment_line("DTSTART", madrid.astimezone(UTC)).raw == "DTSTART:20260311T080000Z\r\n"
    assert read_moment("20260311T080000Z") == madrid
    assert read_moment("20260311T080000").tzinfo is None
    for wrong in ("2026-03-11", "20261301", "20260311T256000", ""):
        with pytest.raises(ValueError, match=r"date|month|hour|minute|must be"):
            read_moment(wrong)


def test_lists_of_texts_are_cut_at_commas_that_are_not_escaped():
    assert split_texts(r"a,b\, c,,d\\") == ["a", "b, c", "d\\"]


def test_zones_of_other_programs_are_found():
    assert find_zone("W. Europe Standard Time") == ZoneInfo("Europe/Berlin")
    assert find_zone("/citadel.org/20190914_1/America/New_York") == ZoneInfo("America/New_York")
    assert find_zone("Nowhere/At All") is None
    assert find_zone("../../etc/passwd") is None


@pytest.mark.parametrize(
    "name", ["Europe/Madrid", "America/New_York", "Asia/Shanghai", "Australia/Sydney"]
)
def test_a_zone_that_we_write_has_the_offsets_of_the_zone(name):
    icalendar = pytest.importorskip("icalendar")
    zone = ZoneInfo(name)
    written = icalendar.Timezone.from_ical(zone_component(zone, 2025).text()).to_tz()
    for month in range(1, 13):
        for year in (2026, 2030):
            moment = datetime(year, month, 15, 12)  # noqa: DTZ001 - both zones are put on it
            ours = written.utcoffset(moment)
            assert ours == zone.utcoffset(moment.replace(tzinfo=zone))
