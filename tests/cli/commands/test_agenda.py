import os
from datetime import date
from pathlib import Path

import pytest

from tests.support.runner import pa

NOW = "2026-03-11T10:20"  # a Wednesday


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", NOW)


def add(*argv):
    done = pa("agenda", "add", *argv, "--json")
    assert done.exit_code == 0, done.stderr
    return done.json


def listed(*argv):
    return [
        (event["title"], event["start"][:16])
        for event in pa("agenda", "list", *argv, "--json").json
    ]


def write(folder: Path, name: str, *lines: str) -> Path:
    """A file of another program, a calendar with `lines` in it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *lines, "END:VCALENDAR"]
    path.write_bytes("".join(f"{line}\r\n" for line in whole).encode())
    return path


def test_plain_words_become_an_event_with_place_tags_and_a_rule():
    event = add(
        "lunch with Ana tomorrow at noon for 45 minutes at Joe's every week until June #friends"
    )
    assert event["title"] == "lunch with Ana"
    assert (event["start"], event["end"]) == (
        "2026-03-12T12:00:00+01:00",
        "2026-03-12T12:45:00+01:00",
    )
    assert (event["where"], event["tags"], event["tz"]) == ("Joe's", ["friends"], "Europe/Madrid")
    assert event["rrule"].startswith("FREQ=WEEKLY;UNTIL=2026053")
    assert event["recurring"] is True
    assert event["all_day"] is False
    assert event["overlaps"] == []
    assert event["dry_run"] is False


def test_chinese_words_do_too():
    event = add("明天下午三点和王总开会")
    assert (event["title"], event["start"]) == ("和王总开会", "2026-03-12T15:00:00+01:00")


def test_the_end_of_whole_days_is_included_in_json_and_exclusive_in_the_file():
    event = add("holiday 3 to 9 April")
    assert (event["start"], event["end"], event["all_day"]) == ("2026-04-03", "2026-04-09", True)
    text = Path(event["path"]).read_text()
    assert "DTSTART;VALUE=DATE:20260403\n" in text
    assert "DTEND;VALUE=DATE:20260410\n" in text
    assert listed("2026-04-09") == [("holiday", "2026-04-03")]
    assert listed("2026-04-10") == []


def test_fields_say_the_same_without_words():
    event = add(
        "Standup",
        *("--start", "2026-03-12 12:30", "--end", "30m", "--tz", "Europe/London"),
        *("--rrule", "FREQ=DAILY;COUNT=3", "--where", "Room 1", "--tag", "work"),
        *("--remind", "10m", "--remind", "1h", "--note", "long, text; here\nand there"),
    )
    assert event["start"] == "2026-03-12T13:30:00+01:00"  # an hour later in Madrid
    assert event["end"] == "2026-03-12T14:00:00+01:00"
    assert (event["where"], event["tags"], event["reminders"]) == ("Room 1", ["work"], [10, 60])
    assert event["note"] == "long, text; here\nand there"
    assert listed("next 30 days") == [("Standup", f"2026-03-{d}T13:30") for d in (12, 13, 14)]


def test_an_event_at_nine_stays_at_nine_when_the_clocks_change():
    add("Standup every day at 9 from 28 March for 3 days")
    assert [start for _, start in listed("2026-03-28")] == ["2026-03-28T09:00"]
    events = pa("agenda", "list", "2026-03", "--json").json
    assert [e["start"] for e in events] == [
        "2026-03-28T09:00:00+01:00",
        "2026-03-29T09:00:00+02:00",
        "2026-03-30T09:00:00+02:00",
    ]


def test_a_text_without_a_date_or_without_a_title_adds_nothing(fresh_home):
    for argv, word in (
        (["read more books"], "date"),
        (["tomorrow at 9"], "what"),
        (["x", "--start", "whenever"], "whenever"),
        (["x", "--start", "tomorrow", "--rrule", "FREQ=SOMETIMES"], "FREQ=SOMETIMES"),
        (["x", "--start", "tomorrow 9:00", "--tz", "Mars/Base"], "Mars/Base"),
        (["x tomorrow", "--remind", "soon"], "soon"),
        (["x tomorrow", "--calendar", "../../up"], "../../up"),
    ):
        done = pa("agenda", "add", *argv)
        assert done.exit_code == 2, argv
        assert word in done.stderr
        assert len(done.stderr.splitlines()) <= 3
    assert not (fresh_home / "data" / "agenda").exists()


def test_a_dry_run_shows_all_and_writes_nothing(fresh_home):
    event = add("lunch tomorrow at noon", "--dry-run")
    assert (event["dry_run"], event["id"]) == (True, None)
    assert event["start"] == "2026-03-12T12:00:00+01:00"
    assert not (fresh_home / "data").exists()


def test_overlaps_are_named_and_whole_days_and_neighbours_are_none():
    add("dentist tomorrow 12:30-13:00")
    add("birthday tomorrow")
    add("walk tomorrow 13:00-14:00")
    done = pa("agenda", "add", "lunch tomorrow at 12:00")
    assert "overlaps: dentist, Thu 12 Mar 2026, 12:30-13:00" in done.stdout
    assert "walk" not in done.stdout
    assert "birthday" not in done.stdout
    assert done.stderr == ""


def test_a_later_occurrence_can_overlap_too():
    add("dentist 19 March 12:30-13:00")
    event = add("lunch every Thursday at 12:00")
    assert [other["title"] for other in event["overlaps"]] == ["dentist"]


def test_an_added_event_can_be_undone_and_a_removed_one_comes_back_byte_for_byte():
    event = add("dentist friday 9:30")
    path = Path(event["path"])
    before = path.read_bytes()
    assert pa("agenda", "rm", "dent", "--yes").exit_code == 0
    assert not path.exists()
    assert pa("undo").exit_code == 0
    assert path.read_bytes() == before
    assert pa("undo", "3").exit_code == 0  # the undo, the removal and the adding
    assert listed("friday") == []


def test_one_occurrence_those_after_it_or_all_can_be_removed():
    add("gym every monday at 18:00")
    days = lambda: [start[5:10] for _, start in listed("2026-03-16 to 2026-04-06")]  # noqa: E731
    assert days() == ["03-16", "03-23", "03-30", "04-06"]
    assert pa("agenda", "rm", "gym@2026-03-23", "--this", "-y").exit_code == 0
    assert days() == ["03-16", "03-30", "04-06"]
    assert pa("agenda", "rm", "gym@2026-04-06", "--following", "-y").exit_code == 0
    assert days() == ["03-16", "03-30"]
    assert pa("undo").exit_code == 0
    assert days() == ["03-16", "03-30", "04-06"]
    assert pa("agenda", "rm", "gym", "--all", "-y").exit_code == 0
    assert days() == []


def test_a_recurring_event_is_not_removed_without_saying_which():
    add("gym every monday at 18:00")
    done = pa("agenda", "rm", "gym", "--yes")
    assert done.exit_code == 6
    assert "--this" in done.stderr
    asked = pa("agenda", "rm", "gym", terminal=True, stdin="f\n")
    assert asked.exit_code == 0
    assert listed("2026") == []
    assert pa("agenda", "rm", "x", "--this", "--all").exit_code == 2


def test_the_number_in_the_last_list_is_that_occurrence():
    add("gym every day at 18:00")
    pa("agenda", "list")
    assert pa("agenda", "show", "3", "--json").json["start"] == "2026-03-13T18:00:00+01:00"
    assert pa("agenda", "rm", "3", "--this", "--yes").exit_code == 0
    assert "2026-03-13T18:00" not in [start for _, start in listed()]


def test_references_that_fit_none_or_several_say_so():
    one, two = add("dentist friday 9:30"), add("dentures friday 11:30")
    done = pa("agenda", "show", "dent")
    assert done.exit_code == 1
    assert one["id"] in done.stderr
    assert two["id"] in done.stderr
    assert pa("agenda", "show", "dentist", "--json").json["id"] == one["id"]
    assert pa("agenda", "show", one["id"][:4], "--json").json["id"] == one["id"]
    assert "no event" in pa("agenda", "show", "nothing").stderr


def test_lists_by_words_for_days_and_by_tag():
    add("dentist friday 9:30 #health")
    add("run next monday 7:00 #health/sport")
    add("dinner friday 20:00 #friends")
    assert listed("this week") == [("dentist", "2026-03-13T09:30"), ("dinner", "2026-03-13T20:00")]
    assert listed("下周") == [("run", "2026-03-16T07:00")]
    assert listed("--tag", "health") == [
        ("dentist", "2026-03-13T09:30"),
        ("run", "2026-03-16T07:00"),
    ]
    assert listed("tomorrow") == []
    assert pa("agenda", "list", "whenever").exit_code == 2


def test_an_empty_home_has_an_empty_agenda_and_knows_its_folder(fresh_home):
    assert pa("agenda", "list", "--json").json == []
    assert (pa("agenda", "list").stdout, pa("agenda", "list").stderr) == ("", "")
    assert pa("agenda", "path").stdout == f"{fresh_home}/data/agenda\n"
    assert not (fresh_home / "data").exists()


@pytest.fixture
def vdir(tmp_path, monkeypatch):
    folder = tmp_path / "calendars"
    monkeypatch.setenv("PA_AGENDA_DIR", str(folder))
    return folder


def test_what_pa_does_not_know_survives_every_change(vdir):
    path = write(
        vdir / "work",
        "a.ics",
        "X-WR-CALNAME:Work",
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTART;TZID=W. Europe Standard Time:20260310T090000",
        "DURATION:PT45M",
        "RRULE:FREQ=DAILY;WKST=MO",
        "SUMMARY;LANGUAGE=en:Scrum\\, daily",
        'ATTENDEE;CN="Li; Wei";PARTSTAT=ACCEPTED:mailto:li@example.org',
        "X-ODD;P=1:folded over two lines because it is so very long that it has to",
        "  be folded here",
        "END:VEVENT",
    )
    before = path.read_bytes()
    assert listed("tomorrow") == [("Scrum, daily", "2026-03-12T09:00")]
    assert pa("agenda", "rm", "scrum@2026-03-12", "--this", "-y").exit_code == 0
    assert listed("tomorrow") == []
    after = path.read_bytes()
    for line in before.splitlines(keepends=True):
        assert line in after
    assert b"EXDATE;TZID=Europe/Berlin:20260312T090000\r\n" in after


def test_a_moved_occurrence_of_another_program_is_listed_once(vdir):
    write(
        vdir / "work",
        "a.ics",
        *("BEGIN:VEVENT", "UID:a", "DTSTART:20260310T090000Z", "DTEND:20260310T100000Z"),
        *("RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:Talk", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20260311T090000Z", "DTSTART:20260311T150000Z"),
        *("DTEND:20260311T160000Z", "SUMMARY:Talk (later)", "END:VEVENT"),
    )
    assert listed("2026-03") == [
        ("Talk", "2026-03-10T10:00"),
        ("Talk (later)", "2026-03-11T16:00"),
        ("Talk", "2026-03-12T10:00"),
    ]
    assert pa("agenda", "rm", "talk@2026-03-11", "--this", "-y").exit_code == 0
    assert [title for title, _ in listed("2026-03")] == ["Talk", "Talk"]


def test_a_rule_goes_on_beyond_what_the_index_holds(vdir):
    write(
        vdir / "work",
        "a.ics",
        *("BEGIN:VEVENT", "UID:a", "DTSTART;VALUE=DATE:19990101", "RRULE:FREQ=WEEKLY;INTERVAL=2"),
        *("SUMMARY:Payday", "END:VEVENT"),
    )
    first = date(1999, 1, 1)
    for day in (date(2026, 3, 13), date(2031, 3, 14), date(2090, 6, 2), date(2003, 8, 8)):
        expected = (day - first).days % 14 == 0
        assert bool(listed(day.isoformat())) == expected
        nearest = day.fromordinal(first.toordinal() + (day - first).days // 14 * 14)
        assert listed(nearest.isoformat()) == [("Payday", nearest.isoformat())]


def test_a_broken_file_is_named_and_hides_nothing(vdir):
    write(vdir / "work", "good.ics", *good_event("Good"))
    (vdir / "work" / "bad.ics").write_text("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:cut off\n")
    (vdir / "work" / "rubbish.ics").write_bytes(b"\x00\xff\xfe")
    write(
        vdir / "work",
        "rule.ics",
        *("BEGIN:VEVENT", "UID:r", "DTSTART:20260312T080000Z", "RRULE:FREQ=OFTEN"),
        *("SUMMARY:Odd rule", "END:VEVENT"),
    )
    done = pa("agenda", "list")
    assert done.exit_code == 0
    assert "Good" in done.stdout
    assert "Odd rule" in done.stdout
    for name in ("bad.ics", "rubbish.ics", "rule.ics"):
        assert name in done.stderr
    assert (vdir / "work" / "bad.ics").exists()


def good_event(title, start="20260312T090000Z"):
    return [
        *("BEGIN:VEVENT", f"UID:{title}", f"DTSTART:{start}", f"SUMMARY:{title}"),
        "END:VEVENT",
    ]


def test_titles_that_are_markup_or_control_sequences_are_harmless(vdir):
    write(vdir / "work", "a.ics", *good_event("[bold]x[/bold] \x1b]0;owned\x07"))
    shown = pa("agenda", "list", terminal=True).stdout
    assert "\x1b]" not in shown
    assert "[bold]x[/bold]" in shown


def test_an_emptied_folder_is_not_taken_for_everything_deleted(vdir):
    path = write(vdir / "work", "a.ics", *good_event("Good"))
    assert listed("tomorrow")
    path.unlink()
    path.parent.rmdir()
    done = pa("agenda", "list")
    assert done.exit_code == 1
    assert "mounted" in done.stderr
    assert pa("agenda", "add", "holiday tomorrow").exit_code == 1
    assert list(vdir.iterdir()) == []


def test_files_are_private(fresh_home):
    path = Path(add("dentist friday 9:30")["path"])
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert os.path.realpath(path).startswith(str(fresh_home))


def edit(*argv):
    done = pa("agenda", "edit", *argv, "--json")
    assert done.exit_code == 0, done.stderr
    return done.json


def test_fields_of_an_event_can_be_changed_and_the_end_moves_along():
    event = add("dentist friday 9:30-10:00 at Clinica #health", "--remind", "1h")
    after = edit("dentist", "--start", "11:00", "--untag", "health", "--tag", "teeth")
    assert (after["id"], after["tags"]) == (event["id"], ["teeth"])
    assert (after["start"][11:16], after["end"][11:16]) == ("11:00", "11:30")
    after = edit("dentist", "--start", "2026-03-17 16:00", "--end", "90m", "--where", "none")
    assert (after["start"], after["end"]) == (
        "2026-03-17T16:00:00+01:00",
        "2026-03-17T17:30:00+01:00",
    )
    assert (after["where"], after["reminders"]) == (None, [60])
    after = edit("dentist", "--title", "Dr. Sol", "--remind", "none", "--note", "bring card")
    assert (after["title"], after["reminders"], after["note"]) == ("Dr. Sol", [], "bring card")
    assert edit("dr", "--start", "2026-04-01")["all_day"] is True
    assert pa("agenda", "edit", "dr", "--end", "2026-03-01").exit_code == 2
    assert pa("undo").exit_code == 0
    assert pa("agenda", "show", "dr", "--json").json["all_day"] is False


def gym(text="2026-03-16 to 2026-04-06"):
    return [(e["title"], e["start"][5:16]) for e in pa("agenda", "list", text, "--json").json]


def test_one_occurrence_can_be_moved_and_moved_again():
    add("gym every monday at 18:00")
    edit("gym@2026-03-23", "--this", "--start", "2026-03-24 19:00", "--title", "gym with Bo")
    assert gym() == [
        ("gym", "03-16T18:00"),
        ("gym with Bo", "03-24T19:00"),
        ("gym", "03-30T18:00"),
        ("gym", "04-06T18:00"),
    ]
    edit("gym@2026-03-23", "--this", "--start", "20:00")
    assert gym()[1] == ("gym with Bo", "03-24T20:00")
    pa("agenda", "rm", "gym@2026-03-23", "--this", "-y")
    assert [start for _, start in gym()] == ["03-16T18:00", "03-30T18:00", "04-06T18:00"]


def test_from_one_occurrence_on_it_can_be_another_event():
    add("gym", "--start", "2026-03-09 18:00", "--rrule", "FREQ=WEEKLY;COUNT=5")
    edit("gym@2026-03-30", "--this", "--where", "park")
    edit("gym@2026-03-23", "--following", "--start", "19:00", "--title", "swim")
    assert gym("2026") == [
        ("gym", "03-09T18:00"),
        ("gym", "03-16T18:00"),
        ("swim", "03-23T19:00"),
        ("gym", "03-30T18:00"),  # changed on its own before, so it keeps its own time
        ("swim", "04-06T19:00"),
    ]
    assert pa("undo").exit_code == 0
    assert [title for title, _ in gym("2026")] == ["gym"] * 5


def test_all_of_it_can_be_moved_with_its_exceptions():
    add("gym every monday at 18:00")
    pa("agenda", "rm", "gym@2026-03-23", "--this", "-y")
    edit("gym", "--all", "--start", "07:30", "--end", "30m")
    assert [start for _, start in gym()] == ["03-16T07:30", "03-30T07:30", "04-06T07:30"]
    refused = pa("agenda", "edit", "gym", "--all", "--start", "2026-03-17 18:00")
    assert refused.exit_code == 2
    assert "--rrule" in refused.stderr
    edit("gym", "--all", "--start", "2026-03-17 18:00", "--rrule", "FREQ=WEEKLY;BYDAY=TU")
    assert gym()[0][1] == "03-17T18:00"
    assert pa("agenda", "edit", "gym", "--title", "x").exit_code == 6


def test_the_editor_changes_the_fields(monkeypatch, tmp_path):
    add("dentist friday 9:30 at Clinica")
    script = tmp_path / "edit.sh"
    script.write_text("#!/bin/sh\nsed -i -e 's/9:30/8:45/' -e 's/^where:.*/where: Home/' $1\n")
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    after = edit("dentist")
    assert (after["start"][11:16], after["where"]) == ("08:45", "Home")
    script.write_text("#!/bin/sh\nexit 3\n")
    assert pa("agenda", "edit", "dentist").exit_code == 1


def test_a_pipe_can_bring_the_words_and_nothing_at_all_is_refused():
    done = pa("agenda", "add", "--json", stdin="lunch with Ana\ntomorrow at noon\n")
    assert (done.json["title"], done.json["start"][:16]) == ("lunch with Ana", "2026-03-12T12:00")
    assert pa("todo", "add", "--json", stdin="buy milk tomorrow\n").json["due"] == "2026-03-12"
    assert pa("agenda", "add").exit_code == 2
    assert pa("todo", "add").exit_code == 2


def test_an_hour_that_the_clocks_skip_is_resolved_and_said():
    done = pa("agenda", "add", "backup", "--start", "2026-03-29 02:30", "--end", "30m")
    assert "Sun 29 Mar 2026, 03:30" in done.stdout
    assert "note: " in done.stdout
    assert listed("2026-03-29") == [("backup", "2026-03-29T03:30")]


def test_a_recurring_event_can_take_whole_days_and_hours_again():
    pa("agenda", "add", "gym every monday at 18:00 until 2026-05-01")
    pa("agenda", "rm", "gym@2026-03-30", "--this", "-y")
    pa("agenda", "edit", "gym@2026-04-06", "--this", "--start", "20:00")
    assert pa("agenda", "edit", "gym", "--all", "--all-day").exit_code == 0
    assert listed("2026-03") == [("gym", "2026-03-16"), ("gym", "2026-03-23")]
    days = ["2026-04-06T20:00", "2026-04-13", "2026-04-20", "2026-04-27"]
    assert listed("2026-04") == [("gym", day) for day in days]
    assert listed("2026-05") == []
    result = pa("agenda", "edit", "gym@2026-04-20", "--following", "--start", "7:30", "--json")
    assert result.json["rrule"].endswith("UNTIL=20260501T215959Z")  # the end of that day here
    days[2:] = ["2026-04-20T07:30", "2026-04-27T07:30"]
    assert listed("2026-04") == [("gym", day) for day in days]
    assert listed("2026-05") == []
    first = pa("agenda", "list", "2026-03", "--json").json[0]["id"]
    assert pa("agenda", "edit", f"{first}@2026-03-16", "--all", "--start", "9am").exit_code == 0
    assert listed("2026-03") == [("gym", "2026-03-16T09:00"), ("gym", "2026-03-23T09:00")]


def test_one_occurrence_can_take_the_whole_day():
    pa("agenda", "add", "gym every monday at 18:00 for 3 times")
    assert pa("agenda", "edit", "gym@2026-03-23", "--this", "--all-day").exit_code == 0
    days = ["2026-03-16T18:00", "2026-03-23", "2026-03-30T18:00"]
    assert listed("2026-03") == [("gym", day) for day in days]


def test_what_repeats_within_a_day_cannot_take_whole_days():
    pa("agenda", "add", "pill", "--start", "tomorrow 8:00", "--rrule", "FREQ=HOURLY;COUNT=3")
    result = pa("agenda", "edit", "pill", "--all", "--all-day")
    assert result.exit_code == 2
    assert "FREQ=HOURLY" in result.stderr
    assert len(listed("tomorrow")) == 3


def test_a_moved_event_says_what_it_collides_with():
    pa("agenda", "add", "dentist friday 9:30")
    pa("agenda", "add", "standup friday at 11")
    moved = pa("agenda", "edit", "dentist", "--start", "11:15", "--json").json
    assert [other["title"] for other in moved["overlaps"]] == ["standup"]
    assert "overlaps: standup" in pa("agenda", "edit", "dentist", "--start", "11:30").stdout
    assert "overlaps" not in pa("agenda", "edit", "dentist", "--where", "Main Street").stdout


def test_a_chinese_place_is_the_place():
    words = {
        "明天下午三点在会议室和王总开会": ("和王总开会", "会议室"),
        "周五晚上7点在公司三楼会议室讨论预算": ("讨论预算", "公司三楼会议室"),
        "后天中午和客户在国贸的咖啡店见面": ("和客户见面", "国贸的咖啡店"),
        "明天在家办公": ("在家办公", None),
        "明天3点讨论存在的问题": ("讨论存在的问题", None),
        "周六在图书馆": ("在图书馆", None),  # nothing else would be left
    }
    for text, expected in words.items():
        event = pa("agenda", "add", text, "--dry-run", "--json").json
        assert (event["title"], event["where"]) == expected, text


@pytest.mark.parametrize(
    "text", ["dentist tomorrow 25:00", "call Feb 30th at 9", "明天二十五点看牙"]
)
def test_a_time_that_does_not_exist_adds_nothing(text):
    result = pa("agenda", "add", text)
    assert result.exit_code == 2
    assert "on clock or calendar; nothing was added" in result.stderr
    assert "--start" in result.stderr
    assert pa("agenda", "list", "--json").json == []


def test_what_looks_like_a_time_may_be_a_title():
    result = pa("agenda", "add", "read Ezekiel 25:17", "--start", "tomorrow", "--json")
    assert result.json["title"] == "read Ezekiel 25:17"
