import json
import stat
from pathlib import Path

import pytest

from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")  # a Wednesday


def add(*argv):
    done = pa("agenda", "add", *argv, "--json")
    assert done.exit_code == 0, done.stderr
    return done.json


def test_a_week_shows_every_day_and_what_collides():
    add("dentist friday 9:30-10:30")
    add("call friday 10:00-11:00")
    add("trip 12 to 13 March")
    shown = pa("agenda", "week").stdout
    assert shown.splitlines()[0] == "Mon 9 Mar 2026"
    assert "Wed 11 Mar 2026  <- today" in shown
    friday = shown.partition("Fri 13 Mar 2026\n")[2].splitlines()[:3]
    assert "trip" in friday[0]
    assert friday[1].startswith(" ! 09:30-10:30  dentist")
    assert friday[2].startswith(" ! 10:00-11:00  call")
    assert shown.count("trip") == 2
    titles = [e["title"] for e in pa("agenda", "week", "下周", "--json").json]
    assert titles == []
    sunday = pa("agenda", "week", env={"PA_AGENDA_WEEK_START": "sunday"}).stdout
    assert sunday.splitlines()[0] == "Sun 8 Mar 2026"


def test_a_month_is_a_table_that_fits_and_a_narrow_one_a_list():
    add("王总开会 friday 9:30")
    for hour in range(8, 14):
        add(f"call {hour} on 20 March at {hour}:00")
    wide = pa("agenda", "month", terminal=True, env={"COLUMNS": "80"}).stdout.splitlines()
    assert wide[0] == "Mar 2026"
    assert max(map(len, wide)) <= 80
    assert any("11 <-" in line for line in wide)
    assert any("09:30 王" in line for line in wide)
    assert any("3 more" in line for line in wide)
    narrow = pa("agenda", "month", "2026-03", terminal=True, env={"COLUMNS": "30"}).stdout
    assert "13*" in narrow
    assert "王总开会" in narrow
    assert max(map(len, narrow.splitlines())) <= 30
    assert len(pa("agenda", "month", "march", "--json").json) == 7


def free(*argv):
    return [
        (slot["start"][5:16], slot["end"][11:16])
        for slot in pa("agenda", "free", *argv, "--json").json
    ]


def test_free_time_is_what_events_leave_of_the_hours():
    add("dentist tomorrow 9:30-10:30")
    add("call tomorrow 10:00-11:00")
    add("lunch tomorrow 12:00-13:00")
    add("birthday tomorrow")  # a whole day takes no hours
    assert free("tomorrow", "--length", "1h") == [
        ("03-12T11:00", "12:00"),
        ("03-12T13:00", "18:00"),
    ]
    assert free("tomorrow", "--length", "30m", "--between", "8:30-12") == [
        ("03-12T08:30", "09:30"),
        ("03-12T11:00", "12:00"),
    ]
    assert free("today") == [("03-11T10:20", "18:00")]  # what is over is not free
    assert free("tomorrow", "--between", "18-24") == [("03-12T18:00", "00:00")]
    assert pa("agenda", "free", "--between", "18-9").exit_code == 2
    assert pa("agenda", "free", "--length", "long").exit_code == 2


def due(now, *argv):
    return [
        (one["title"], one["late"])
        for one in pa("agenda", "due", *argv, "--json", env={"PA_NOW": now}).json
    ]


def test_each_reminder_is_shown_once_and_late_ones_say_so():
    add("dentist tomorrow 9:30", "--remind", "1h", "--remind", "10m")
    pa("todo", "add", "pay rent", "--due", "2026-03-12 12:00", "--remind", "30m")
    assert due("2026-03-12T08:29") == []
    assert due("2026-03-12T08:30") == [("dentist", False)]
    assert due("2026-03-12T08:31") == []
    assert due("2026-03-12T12:00") == [("dentist", True), ("pay rent", True)]
    assert due("2026-03-12T12:01") == []


def test_reminders_are_shown_also_where_nothing_can_be_kept(fresh_home):
    add("dentist tomorrow 9:30", "--remind", "1h")
    (fresh_home / "state").write_text("a file where the folder should be")
    for _ in range(2):
        result = pa("agenda", "due", env={"PA_NOW": "2026-03-12T08:31"})
        assert (result.exit_code, result.stdout) == (0, "09:30, in 59 minutes: dentist\n")
        assert f"Could not write to {fresh_home}/state" in result.stderr
        assert "will be shown again" in result.stderr
    assert pa("agenda", "due", env={"PA_NOW": "2026-03-12T08:29"}).stderr == ""


def test_the_brief_line_is_one_line_or_nothing():
    add("dentist tomorrow 9:30", "--remind", "10m")
    add("gym every day at 9:30", "--remind", "10m")
    early = pa("agenda", "due", "--brief", env={"PA_NOW": "2026-03-12T09:00"})
    assert (early.stdout, early.stderr) == ("", "")
    later = pa("agenda", "due", "--brief", env={"PA_NOW": "2026-03-12T09:20"})
    assert later.stdout == "09:30 dentist; 09:30 gym\n"


def test_notifications_are_sent_and_a_failed_one_is_not_taken_for_shown(tmp_path, monkeypatch):
    add("dentist -rf tomorrow 9:30", "--remind", "10m")
    sender = tmp_path / "bin" / "notify-send"
    sender.parent.mkdir()
    sender.write_text("#!/bin/sh\nexit 1\n")
    sender.chmod(0o755)
    monkeypatch.setenv("PATH", f"{sender.parent}:/usr/bin:/bin")
    now = {"PA_NOW": "2026-03-12T09:20"}
    assert pa("agenda", "due", "--notify", env=now).exit_code == 1
    sender.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/sent\n')
    assert pa("agenda", "due", "--notify", env=now).exit_code == 0
    sent = (tmp_path / "sent").read_text().splitlines()
    assert sent[1:3] == ["--", "dentist -rf"]
    assert pa("agenda", "due", env=now).stdout == ""


CALENDAR = """\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//other//EN\r
METHOD:PUBLISH\r
BEGIN:VTIMEZONE\r
TZID:Europe/Berlin\r
BEGIN:STANDARD\r
DTSTART:19701025T030000\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
UID:one@example.org\r
DTSTART;TZID=Europe/Berlin:20260312T090000\r
DTEND;TZID=Europe/Berlin:20260312T100000\r
SUMMARY:Talk\r
X-ODD;P="a:b":kept as it is\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:../../two\r
DTSTART;VALUE=DATE:20260313\r
RRULE:FREQ=WEEKLY;COUNT=2\r
SUMMARY:Fair\r
END:VEVENT\r
BEGIN:VTODO\r
UID:three\r
SUMMARY:Pack\r
END:VTODO\r
END:VCALENDAR\r
"""


def test_an_import_is_complete_and_a_second_one_changes_nothing(tmp_path, fresh_home):
    file = tmp_path / "in.ics"
    file.write_text(CALENDAR, newline="")
    tried = pa("agenda", "import", file, "--dry-run", "--json").json
    assert (tried["added"], pa("agenda", "list", "--json").json) == (3, [])
    first = pa("agenda", "import", file, "--json").json
    assert (first["added"], first["updated"], first["unchanged"]) == (3, 0, 0)
    second = pa("agenda", "import", stdin=CALENDAR).stdout
    assert second == "Imported: 0 added, 0 updated, 3 unchanged.\n"
    found = pa("agenda", "list", "2026-03-12 to 2026-03-20", "--json").json
    assert [e["title"] for e in found] == ["Talk", "Fair", "Fair"]
    assert [t["title"] for t in pa("todo", "list", "--json").json] == ["Pack"]
    for event in found:
        path = Path(event["path"])
        assert path.resolve().is_relative_to(fresh_home / "data" / "agenda")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    file.write_text(CALENDAR.replace("Talk", "Long talk"), newline="")
    third = pa("agenda", "import", file, "--json").json
    assert (third["added"], third["updated"], third["unchanged"]) == (0, 1, 2)
    assert pa("undo").exit_code == 0
    assert pa("agenda", "show", "talk", "--json").json["title"] == "Talk"


def test_a_round_trip_keeps_every_line(tmp_path):
    assert pa("agenda", "import", stdin=CALENDAR).exit_code == 0
    out = tmp_path / "out.ics"
    assert pa("agenda", "export", "--todos", "-o", out).exit_code == 0
    text = out.read_bytes().decode()
    for line in CALENDAR.splitlines(keepends=True):
        if not line.startswith(("METHOD", "PRODID")):
            assert line in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert pa("agenda", "export", "-o", out).exit_code == 6  # it would replace the file
    assert "VTODO" not in pa("agenda", "export").stdout
    assert json.loads(pa("agenda", "export", "--json").stdout)["items"] == 2


def test_what_a_calendar_says_of_itself_survives_a_round_trip():
    own = "X-WR-CALNAME:Club\r\nX-WR-TIMEZONE:Europe/Madrid\r\nCALSCALE:GREGORIAN\r\n"
    assert pa("agenda", "import", stdin=CALENDAR.replace("METHOD", f"{own}METHOD")).exit_code == 0
    text = pa("agenda", "export", "--todos").stdout
    for line in own.splitlines():
        assert text.count(f"{line}\r\n") == 1 or text.count(f"{line}\n") == 1
    assert text.count("VERSION:2.0") == text.count("PRODID") == 1


def test_what_is_no_calendar_is_refused_whole(tmp_path):
    file = tmp_path / "in.ics"
    for text in ("hello", CALENDAR[:-40], ""):
        file.write_text(text)
        assert pa("agenda", "import", file).exit_code == 1
    assert pa("agenda", "import", tmp_path / "none.ics").exit_code == 1
    assert pa("agenda", "import", stdin="").exit_code == 2
    assert pa("agenda", "list", "2026", "--json").json == []


def test_a_folder_is_not_taken_for_the_file_to_write(tmp_path):
    result = pa("agenda", "export", "-o", str(tmp_path), "-y")
    assert result.exit_code == 2
    assert result.stderr == f"pa: {tmp_path} is a folder.\nName a file in it.\n"
