"""`pa agenda when`: how a phrase is read."""

from tests.support.runner import pa

NOW = {"PA_NOW": "2026-03-11T10:20"}


def when(*words, env=None):
    return pa("agenda", "when", *words, env={**NOW, **(env or {})})


def test_a_phrase_is_shown_with_its_weekday_and_its_distance():
    result = when("lunch with Bob next friday 3pm")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout == (
        "Fri 20 Mar 2026, 15:00-16:00, in 9 days\n"
        "title: lunch with Bob\n"
        "or: Fri 13 Mar 2026, 15:00-16:00, in 2 days (the coming Friday)\n"
    )


def test_json_has_every_field_and_times_with_their_offset():
    result = when("call Ana tomorrow at noon for 45 minutes every week", "--json")
    assert result.exit_code == 0
    found = result.json
    assert found["start"] == "2026-03-12T12:00:00+01:00"
    assert found["end"] == "2026-03-12T12:45:00+01:00"
    assert found["all_day"] is False
    assert found["rrule"] == "FREQ=WEEKLY"
    assert found["title"] == "call Ana"
    assert found["ambiguous"] is False
    assert found["alternatives"] == []


def test_an_all_day_end_is_the_last_day_itself():
    found = when("offsite monday to wednesday", "--json").json
    assert (found["start"], found["end"], found["all_day"]) == ("2026-03-16", "2026-03-18", True)


def test_a_deadline_is_the_start_and_has_no_end():
    found = when("report by friday", "--json").json
    assert (found["start"], found["end"], found["kind"]) == ("2026-03-13", None, "deadline")
    assert when("report by friday").stdout.startswith("by Fri 13 Mar 2026, in 2 days\n")


def test_a_text_without_a_date_is_no_failure():
    result = when("buy 3/4 inch screws", "--json")
    assert result.exit_code == 0
    assert (result.json["start"], result.json["title"]) == (None, "buy 3/4 inch screws")
    assert when("buy screws").stdout == "no date\n"


def test_a_question_gives_its_range():
    found = when("what do I have tomorrow?", "--json").json
    assert (found["start"], found["end"], found["kind"]) == ("2026-03-12", "2026-03-12", "query")


def test_ambiguity_is_reported_with_the_other_reading():
    found = when("dentist on 5/6", "--json", env={"LC_ALL": "en_GB.UTF-8"}).json
    assert found["start"] == "2026-06-05"
    assert found["ambiguous"] is True
    assert [other["start"] for other in found["alternatives"]] == ["2026-05-06"]


def test_the_locale_decides_the_order_and_the_setting_wins():
    assert when("on 5/6", "--json", env={"LC_ALL": "en_US.UTF-8"}).json["start"] == "2026-05-06"
    env = {"LC_ALL": "en_US.UTF-8", "PA_AGENDA_DATE_ORDER": "dmy"}
    assert when("on 5/6", "--json", env=env).json["start"] == "2026-06-05"


def test_settings_name_the_hours_and_the_zone():
    env = {"PA_AGENDA_MORNING": "7:30", "PA_AGENDA_TZ": "Asia/Tokyo"}
    assert when("tomorrow morning", "--json", env=env).json["start"] == "2026-03-12T07:30:00+09:00"


def test_an_hour_that_is_none_is_named():
    result = when("tomorrow morning", env={"PA_AGENDA_MORNING": "25"})
    assert result.exit_code == 2
    assert "9:30" in result.stderr


def test_an_unknown_zone_is_named_with_what_mends_it():
    result = when("tomorrow", env={"PA_AGENDA_TZ": "Mars/Base"})
    assert result.exit_code == 2
    assert "Mars/Base" in result.stderr
    assert "Europe/Madrid" in result.stderr
    assert pa("config", "set", "agenda.tz", "Mars/Base").exit_code == 2


def test_chinese_is_read_and_the_title_left():
    found = when("提醒我明天下午三点和王总开会", "--json").json
    assert (found["start"], found["title"]) == ("2026-03-12T15:00:00+01:00", "和王总开会")


def test_nothing_to_read_is_a_usage_error():
    assert when(" ").exit_code == 2


def test_control_sequences_in_a_title_do_not_reach_the_terminal():
    result = pa("agenda", "when", "\x1b[2Jparty tomorrow", env=NOW, terminal=True)
    assert "\x1b[2J" not in result.stdout
    assert "party" in result.stdout


def test_a_phrase_can_come_through_a_pipe():
    read = pa(
        "agenda",
        "when",
        "--json",
        stdin="lunch next friday at 1pm\n",
        env={"PA_NOW": "2026-03-11T10:20"},
    )
    assert read.json["title"] == "lunch"
    assert read.json["start"].startswith("2026-03-20T13:00")
    assert pa("agenda", "when", stdin="").exit_code == 2


def test_a_time_that_does_not_exist_is_said():
    title, note = when("dentist tomorrow 25:00").stdout.splitlines()[1:]
    assert title == "title: dentist"
    assert note == 'note: there is no "25:00" on clock or calendar'
    assert "title:" not in when("tomorrow 25:00").stdout
    assert when("call at 9 75").stdout == 'no date\nnote: there is no "9 75" on clock or calendar\n'
    assert when("call on 31 February").stdout == (
        'no date\nnote: there is no "31 February" on clock or calendar\n'
    )


def test_numbers_that_stand_where_a_time_would_are_said_not_to_be_one():
    title, note = when("meeting tomorrow 10-25").stdout.splitlines()[1:]
    assert (title, note) == (
        "title: meeting 10-25",
        'note: "10-25" was not understood as a time',
    )
    assert "note" not in when("read pages 10-25 tomorrow").stdout
    assert "note" not in when("meeting tomorrow 10-12").stdout


def test_minutes_may_stand_apart_from_their_hour():
    read = when("lunch with Bob at 13 00", "--json").json
    assert read["title"] == "lunch with Bob"
    assert read["start"].startswith("2026-03-11T13:00")


def test_lines_break_between_words_on_a_narrow_terminal():
    result = pa("agenda", "when", "lunch friday 3pm", env={**NOW, "COLUMNS": "24"}, terminal=True)
    lines = result.stdout.splitlines()
    assert lines[:3] == ["Fri 13 Mar 2026,", "15:00-16:00, in 2 days", "title: lunch"]
    assert max(map(len, lines)) <= 24


def test_an_unknown_zone_in_the_environment_is_said_once():
    result = when("tomorrow at 10", env={"TZ": "Mars/Base"})
    assert result.exit_code == 0
    assert result.stderr.startswith("TZ is 'Mars/Base', which is no time zone; ")
    assert len(result.stderr.splitlines()) == 1


def test_a_zone_that_is_spelled_out_is_no_unknown_one():
    assert when("tomorrow at 10", env={"TZ": "CET-1CEST"}).stderr == ""
