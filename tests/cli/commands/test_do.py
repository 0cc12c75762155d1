"""`pa do`: requests in plain words, from the words to the files."""

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")  # a Wednesday


def do(*argv, **arguments):
    return pa("do", *argv, **arguments)


def done(*argv, **arguments):
    result = do("-y", *argv, **arguments)
    assert result.exit_code == 0, result.stderr
    return result


def plan(*argv, **arguments):
    """What `--dry-run --json` says of the only action."""
    result = do("--dry-run", "--json", *argv, **arguments)
    assert result.exit_code == 0, result.stderr
    (action,) = result.json["actions"]
    return action


def event(text, *argv):
    result = pa("agenda", "add", text, *argv, "--json")
    assert result.exit_code == 0, result.stderr
    return result.json


def todo(text, *argv):
    result = pa("todo", "add", text, *argv, "--json")
    assert result.exit_code == 0, result.stderr
    return result.json


def events(when="2026"):
    return [(e["title"], e["start"]) for e in pa("agenda", "list", when, "--json").json]


def todos(*argv):
    return [one["title"] for one in pa("todo", "list", *argv, "--json").json]


def test_an_event_is_added_with_its_date_in_words():
    said = done("lunch with Ana tomorrow at noon").stdout
    assert "lunch with Ana" in said
    assert "Thu 12 Mar 2026, 12:00-13:00, tomorrow" in said
    assert events() == [("lunch with Ana", "2026-03-12T12:00:00+01:00")]


def test_what_would_be_done_is_told_in_stable_fields():
    event("dentist friday 15:00-16:00")
    action = plan("schedule a call with Bob on friday at 3:30 pm")
    assert list(action) == ["action", "arguments", "resolved", "by", "confidence"]
    assert (action["action"], action["by"], action["confidence"]) == ("agenda_add", "rules", 1.0)
    assert action["arguments"]["when"] in {"on friday at 3:30 pm", "friday at 3:30 pm"}
    assert action["arguments"]["list"] is None
    resolved = action["resolved"]
    assert (resolved["start"], resolved["end"]) == (
        "2026-03-13T15:30:00+01:00",
        "2026-03-13T16:30:00+01:00",
    )
    assert [one["title"] for one in resolved["overlaps"]] == ["dentist"]
    assert resolved["due"] is None
    assert events() == [("dentist", "2026-03-13T15:00:00+01:00")]


def test_nothing_is_written_where_nobody_can_be_asked():
    said = do("lunch with Ana tomorrow at noon")
    assert said.exit_code == 6
    assert said.stdout == ""
    assert "lunch with Ana" in said.stderr
    assert "Thu 12 Mar 2026" in said.stderr
    assert "--yes" in said.stderr
    assert events() == []


@pytest.mark.parametrize(("answer", "kept"), [("y\n", 1), ("n\n", 0), ("\n", 0), ("", 0)])
def test_a_person_is_shown_all_of_it_and_asked(answer, kept):
    event("dentist tomorrow 12:30")
    said = do("lunch with Ana tomorrow at noon", stdin=answer, terminal=True)
    assert "Add event: lunch with Ana" in said.stderr
    assert "Thu 12 Mar 2026, 12:00-13:00, tomorrow (1 h)" in said.stderr
    assert "overlaps: dentist" in said.stderr
    assert "[y]es [n]o [e]dit" in said.stderr
    assert said.exit_code == (0 if kept else 6)
    assert len(events()) == 1 + kept


def test_a_person_can_change_what_was_read(monkeypatch, tmp_path):
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/^title: .*/title: dinner with Ana/' \"$1\"\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    said = do("lunch with Ana tomorrow at noon", stdin="e\ny\n", terminal=True)
    assert said.exit_code == 0, said.stderr
    assert events() == [("dinner with Ana", "2026-03-12T12:00:00+01:00")]


def test_a_reminder_with_a_time_is_an_event_with_an_alarm():
    done("remind me to call mom tomorrow at 5 pm")
    (found,) = pa("agenda", "list", "tomorrow", "--json").json
    assert (found["title"], found["start"]) == ("call mom", "2026-03-12T17:00:00+01:00")
    assert found["end"] == found["start"]
    assert found["reminders"] == [0]


def test_a_reminder_without_a_time_is_a_to_do_with_a_date():
    action = plan("remind me to call mom tomorrow")
    assert action["action"] == "todo_add"
    assert action["resolved"]["due"] == "2026-03-12"
    done("remind me to call mom tomorrow")
    (found,) = pa("todo", "list", "--json").json
    assert (found["title"], found["due"]) == ("call mom", "2026-03-12")


def test_what_is_missing_is_said_where_nobody_can_be_asked():
    said = do("remind me about the meeting", "-y")
    assert said.exit_code == 2
    assert "time is missing" in said.stderr
    assert len(said.stderr.splitlines()) <= 3
    assert plan("remind me about the meeting")["resolved"]["missing"] == "when"
    assert events() == []


def test_what_is_missing_is_asked_with_one_short_question():
    said = do("remind me about the meeting", stdin="friday 9:00\ny\n", terminal=True)
    assert said.exit_code == 0, said.stderr
    assert "When should I remind you?" in said.stderr
    assert events()[0][1] == "2026-03-13T09:00:00+01:00"


def test_questions_are_answered_at_once_from_the_agenda():
    event("dentist tomorrow 15:00")
    event("standup friday 9:00")
    said = do("what do I have tomorrow?")
    assert said.exit_code == 0
    assert "Thu 12 Mar 2026, tomorrow" in said.stdout
    assert "15:00-16:00  dentist" in said.stdout
    assert "standup" not in said.stdout
    assert "dentist" in do("我明天有什么安排？").stdout


def test_nothing_is_said_kindly():
    said = do("what do I have tomorrow?")
    assert said.exit_code == 0
    assert said.stdout == "Nothing planned: Thu 12 Mar 2026, tomorrow.\n"


def test_whether_a_time_is_free():
    event("dentist friday 15:00-16:00")
    taken = do("am I free on Friday afternoon?").stdout
    assert "15:00-16:00  dentist" in taken
    assert "Fri 13 Mar 2026, 12:00-15:00" in taken
    assert do("am I free on Saturday morning?").stdout.startswith("Yes")


def test_things_go_on_a_list_and_are_found_there():
    done("add milk and eggs to my shopping list")
    assert todos("--list", "shopping") == ["eggs", "milk"]
    said = do("what's on my shopping list?").stdout
    assert "milk" in said
    assert "eggs" in said


def test_several_actions_of_a_request_are_one_change():
    done("add milk and eggs to my shopping list")
    assert len(pa("undo", "--list", "--json").json) == 1
    assert pa("undo").exit_code == 0
    assert todos() == []


def test_an_event_is_removed_by_a_rough_name_and_comes_back():
    event("Dentist Dr. Weber tomorrow 15:00")
    event("Standup tomorrow 9:00")
    said = done("cancel my dentist appointment tomorrow")
    assert "Removed" in said.stdout
    assert "Dentist Dr. Weber" in said.stdout
    assert [title for title, _ in events()] == ["Standup"]
    assert pa("undo").exit_code == 0
    assert len(events()) == 2


def test_several_that_fit_are_listed_where_nobody_can_be_asked():
    event("Meeting with Bob tomorrow 9:00")
    event("Meeting with Ana friday 9:00")
    said = do("cancel the meeting", "-y")
    assert said.exit_code == 2
    assert "Meeting with Bob" in said.stderr
    assert "Meeting with Ana" in said.stderr
    assert len(events()) == 2


def test_several_that_fit_are_offered_by_number():
    event("Meeting with Bob tomorrow 9:00")
    event("Meeting with Ana friday 9:00")
    said = do("cancel the meeting", stdin="2\ny\n", terminal=True)
    assert said.exit_code == 0, said.stderr
    assert [title for title, _ in events()] == ["Meeting with Bob"]


def test_what_is_not_there_is_not_removed():
    event("Standup tomorrow 9:00")
    said = do("cancel my dentist appointment", "-y")
    assert said.exit_code == 1
    assert "dentist" in said.stderr
    assert len(events()) == 1


def test_an_event_moves_and_keeps_what_is_not_named():
    event("Dentist thursday 15:00-15:30")
    done("move the dentist appointment to friday")
    assert events() == [("Dentist", "2026-03-13T15:00:00+01:00")]
    done("reschedule the dentist to 4 pm")
    assert events() == [("Dentist", "2026-03-13T16:00:00+01:00")]
    assert pa("undo", "2").exit_code == 0
    assert events() == [("Dentist", "2026-03-12T15:00:00+01:00")]


def test_a_to_do_is_done_by_a_rough_name():
    todo("buy oat milk")
    todo("call the bank")
    done("mark call the bank as done")
    assert todos() == ["buy oat milk"]


def test_one_occurrence_is_cancelled_and_the_others_stay():
    event("Standup every day at 9:00 until 2026-03-15")
    done("cancel the standup on friday")
    starts = [start[:10] for _, start in events("2026-03-11..2026-03-15")]
    assert "2026-03-13" not in starts
    assert "2026-03-12" in starts


def test_a_question_goes_to_the_model():
    engine = ScriptedEngine(["Paris."])
    said = do("what is the capital of France?", wire=wire_with(engine))
    assert (said.exit_code, said.stdout) == (0, "Paris.\n")


def test_what_needs_no_model_needs_none_and_a_question_names_the_command():
    said = do("what is the capital of France?")
    assert said.exit_code == 4
    assert "pa models pull" in said.stderr


def test_a_request_that_is_a_text_is_refused():
    said = do(stdin="word " * 1000)
    assert said.exit_code == 2
    assert "2,000 characters" in said.stderr


def test_no_words_at_all():
    assert do(stdin="").exit_code == 2


def test_a_note_is_taken_with_the_text_of_a_pipe():
    done("keep this as a note", stdin="The boiler was serviced.\nNext in 2027.\n")
    (found,) = pa("note", "search", "boiler", "--json").json
    assert "boiler" in found["line"]
    assert pa("note", "show", found["id"]).stdout == "The boiler was serviced.\nNext in 2027.\n"


def test_a_text_that_comes_with_an_event_is_its_description():
    done("lunch with Ana tomorrow at noon", stdin="Table by the window.\n")
    (found,) = pa("agenda", "list", "tomorrow", "--json").json
    assert found["note"] == "Table by the window."


@pytest.mark.parametrize(
    ("wish", "what"),
    [
        ("play some music", "music"),
        ("turn on the lights", "lights"),
        ("call mom", "calls"),
        ("what's the weather tomorrow", "weather"),
        ("打开客厅的灯", "灯"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_pretended(wish, what):
    said = do(wish, "-y", wire=wire_with(ScriptedEngine(["Playing!"])))
    assert said.exit_code == 1
    assert what in said.stderr
    assert said.stdout == ""


def test_everything_is_not_removed_for_a_word():
    event("Dentist tomorrow 15:00")
    todo("call the bank")
    said = do("delete everything", "-y")
    assert said.exit_code == 2
    assert (len(events()), len(todos())) == (1, 1)


def test_all_events_go_when_that_is_said_and_come_back_at_once():
    event("Dentist tomorrow 15:00")
    event("Standup every day at 9:00 until 2026-03-20")
    said = do("clear my whole calendar", stdin="n\n", terminal=True)
    assert "Dentist" in said.stderr
    assert "with all its repetitions" in said.stderr
    assert len(events()) > 2
    done("delete all events on my calendar")
    assert events() == []
    assert pa("undo").exit_code == 0
    assert len(events()) > 2


def test_an_event_is_found_by_part_of_its_chinese_name():
    event("和王总开会 周四下午四点")
    done("把和王总的会改到周五上午十点")
    assert events() == [("和王总开会", "2026-03-13T10:00:00+01:00")]


def test_an_event_gets_longer_shorter_and_another_name():
    event("Meeting with Bob thursday 14:00-15:00")
    done("extend the meeting with Bob to two hours")
    assert pa("agenda", "list", "--json").json[0]["end"] == "2026-03-12T16:00:00+01:00"
    done("shorten the meeting with Bob by 30 minutes")
    assert pa("agenda", "list", "--json").json[0]["end"] == "2026-03-12T15:30:00+01:00"
    done("rename the meeting with Bob to Review")
    assert [title for title, _ in events()] == ["Review"]


def test_a_shift_keeps_the_length():
    event("Meeting with Bob thursday 14:00-14:30")
    done("push the meeting with Bob back by half an hour")
    found = pa("agenda", "list", "--json").json[0]
    assert (found["start"], found["end"]) == (
        "2026-03-12T14:30:00+01:00",
        "2026-03-12T15:00:00+01:00",
    )


def test_a_reminder_before_an_event():
    done("flight to London on 20 march at 6:40 am, remind me 2 hours before")
    (found,) = pa("agenda", "list", "2026-03-20", "--json").json
    assert (found["title"], found["reminders"]) == ("flight to London", [120])


def test_a_title_that_only_resembles_is_asked_for_and_never_taken():
    todo("交报告")
    said = do("完成了交报税", "-y")
    assert said.exit_code == 2
    assert "交报告" in said.stderr
    assert todos() == ["交报告"]


def test_the_next_one_is_one():
    event("Standup tomorrow 9:00")
    event("Dentist tomorrow 15:00")
    said = do("when is my next meeting?").stdout
    assert "Standup" in said
    assert "Dentist" not in said


def test_several_are_named_at_once():
    for one in ("milk", "eggs", "butter"):
        todo(one, "--list", "shopping")
    done("mark milk and eggs as done")
    assert todos() == ["butter"]
    event("Lunch with Ana tomorrow 12:00")
    event("Standup tomorrow 9:00")
    event("Dentist tomorrow 15:00")
    done("cancel the lunch and the standup")
    assert [title for title, _ in events()] == ["Dentist"]


def test_without_an_editor_it_can_be_said_in_other_words(monkeypatch):
    monkeypatch.setenv("VISUAL", "no-such-editor")
    answers = "e\ndinner with Kim on friday at 7 pm\ny\n"
    said = do("dinner with Kim on thursday at 7 pm", stdin=answers, terminal=True)
    assert said.exit_code == 0, said.stderr
    assert events() == [("dinner with Kim", "2026-03-13T19:00:00+01:00")]


def test_what_only_resembles_is_shown_to_a_person_before_it_goes():
    todo("交报告")
    assert do("完成了交报税", stdin="n\n", terminal=True).exit_code == 6
    assert todos() == ["交报告"]
    assert do("完成了交报税", stdin="y\n", terminal=True).exit_code == 0
    assert todos() == []


@pytest.mark.parametrize(
    ("request_text", "start"),
    [
        ("wake me up at six", "2026-03-12T06:00:00+01:00"),
        ("set an alarm for six", "2026-03-12T06:00:00+01:00"),
        ("dinner with anna tomorrow at 7", "2026-03-12T19:00:00+01:00"),
        ("set a timer for ten minutes", "2026-03-11T10:30:00+01:00"),
        ("定个十分钟的倒计时", "2026-03-11T10:30:00+01:00"),
        ("明天七点叫我起床", "2026-03-12T07:00:00+01:00"),
    ],
)
def test_the_half_of_the_day_is_the_one_that_the_request_means(request_text, start):
    assert plan(request_text)["resolved"]["start"] == start


def test_a_moved_event_stays_in_its_half_of_the_day():
    event("dinner with Anna tomorrow 19:00")
    event("Jog tomorrow 6:00", "--remind", "0m")
    assert (
        plan("move dinner with anna to eight")["resolved"]["start"] == "2026-03-12T20:00:00+01:00"
    )
    assert plan("change my alarm from six to seven")["resolved"]["start"] == (
        "2026-03-12T07:00:00+01:00"
    )


def test_an_alarm_is_found_by_either_half_of_the_day():
    event("Jog tomorrow 6:00", "--remind", "0m")
    done("cancel the alarm at six")
    assert events() == []


def test_a_length_is_added_to_a_meeting_or_becomes_it():
    event("review with Bob tomorrow 14:00-15:00")
    assert plan("make the review with Bob 30 minutes longer")["resolved"]["end"].startswith(
        "2026-03-12T15:30"
    )
    assert plan("make the review with Bob two hours long")["resolved"]["end"].startswith(
        "2026-03-12T16:00"
    )
    event("和王总的会 明天16:00-17:00")
    assert plan("把和王总的会延长30分钟")["resolved"]["end"].startswith("2026-03-12T17:30")
    stretched = plan("把和王总的会延长到六点")["resolved"]
    assert stretched["end"].startswith("2026-03-12T18:00")
    assert not stretched["alternatives"]


def test_a_name_in_the_other_script_does_not_change_the_language():
    event("meeting with 王总 friday 9:00-10:00")
    assert "Remove 1 event" in do("--dry-run", "cancel the meeting with 王总").stdout
    assert plan("remind me to call 李雷 at five")["resolved"]["title"] == "call 李雷"
    assert plan("和Bob明天三点开会")["resolved"]["start"].startswith("2026-03-12T15:00")


def test_an_appointment_and_an_errand_are_two_things():
    acts = do("--dry-run", "--json", "dinner at 7 and buy wine").json["actions"]
    assert [(act["action"], act["resolved"]["title"]) for act in acts] == [
        ("agenda_add", "dinner"),
        ("todo_add", "buy wine"),
    ]
    (one,) = do("--dry-run", "--json", "remind me to go out at 5 and buy wine").json["actions"]
    assert one["resolved"]["title"] == "go out and buy wine"


def test_a_question_about_an_evening_is_about_all_of_it():
    asked = plan("am i busy tuesday evening")["resolved"]
    assert asked["start"].startswith("2026-03-17T17:00")
    assert asked["end"].startswith("2026-03-18T00:00")


def test_a_reminder_that_is_said_to_come_each_week_does():
    said = plan("add a weekly reminder on monday to water the plants")["resolved"]
    assert said["due"].startswith("2026-03-16")
    assert said["rrule"] == "FREQ=WEEKLY;BYDAY=MO"


def test_minutes_before_an_hour_are_taken_off_it():
    assert plan("set an alarm twenty minutes before eight am")["resolved"]["start"].startswith(
        "2026-03-12T07:40"
    )
    meeting = plan("dentist at 3 pm tomorrow, remind me 10 minutes before")["resolved"]
    assert meeting["start"].startswith("2026-03-12T15:00")


def test_a_stretch_that_is_blocked_is_the_whole_stretch():
    assert plan("block off tomorrow afternoon")["resolved"]["start"] == "2026-03-12T12:00:00+01:00"
    done("keep friday morning free for writing")
    assert events() == [("writing", "2026-03-13T09:00:00+01:00")]
    assert pa("agenda", "list", "2026", "--json").json[0]["end"] == "2026-03-13T12:00:00+01:00"


@pytest.mark.parametrize(
    "request_",
    [
        "what meetings did i have on tuesday",
        "what was on my calendar on the tenth",
        "周二我开了什么会",
    ],
)
def test_what_is_past_is_looked_for_in_the_past(request_):
    event("review meeting 2026-03-10 14:00")
    event("review meeting 2026-03-17 14:00")
    said = do(request_).stdout
    assert "review meeting" in said
    assert "10" in said
    assert "17" not in said


def test_an_appointment_that_was_is_removed_and_not_the_one_to_come():
    event("doctor 2026-03-10 14:00")
    event("doctor 2026-03-17 14:00")
    done("delete the doctor's appointment i had tuesday")
    assert events() == [("doctor", "2026-03-17T14:00:00+01:00")]


def test_a_meeting_is_found_in_the_other_language():
    event("meeting with 王总 friday 15:00")
    done("取消和王总的会议")
    assert events() == []


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("delete all my notes", "pa note rm"),
        ("删掉关于锅炉的笔记", "pa note rm"),
        ("forget that i am vegetarian", "pa memory forget"),
    ],
)
def test_what_has_a_command_of_its_own_is_named_and_needs_no_model(words, command):
    result = do("-y", words)
    assert result.exit_code == 1
    assert command in result.stderr


def test_what_lacks_something_is_said_in_the_language_of_the_request():
    result = do("提醒我")
    assert result.exit_code == 2
    assert "缺少内容" in result.stderr
    assert "missing" not in result.stderr


def test_a_very_long_line_does_not_flood_the_question():
    said = do("--dry-run", "keep this as a note", stdin="ten chars " * 100_000)
    assert said.exit_code == 0
    assert len(said.stdout) < 2000
    assert "more characters" in said.stdout


@pytest.mark.parametrize(
    "words",
    [
        "i have to be up by five thirty tomorrow",
        "get me up at five thirty tomorrow",
        "i need waking at five thirty tomorrow",
    ],
)
def test_one_gets_up_in_the_morning(words):
    assert plan(words)["resolved"]["start"] == "2026-03-12T05:30:00+01:00"


def test_a_day_off_keeps_its_name_in_chinese():
    assert plan("下周五全天请假")["resolved"]["title"] == "请假"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("dentist tomorrow 25:00", "There is no '25:00' on clock or calendar"),
        ("明天二十五点看牙", "没有“二十五点”这个时间"),
    ],
)
def test_a_time_that_does_not_exist_changes_nothing(request_, said):
    result = pa("do", request_, "-y")
    assert result.exit_code == 2
    assert said in result.stderr
    assert pa("agenda", "list", "--json").json == []


def due_dates():
    return [(one["title"], one["due"]) for one in pa("todo", "list", "--json").json]


@pytest.mark.parametrize(
    ("request_", "due"),
    [
        ("move the milk to-do to friday", "2026-03-13"),
        ("move buy milk to friday", "2026-03-13"),
        ("push my to-do buy milk to sunday", "2026-03-15"),
        ("postpone buying milk by two days", "2026-03-14"),
        ("change the due date of buy milk to friday", "2026-03-13"),
        ("move buy milk to 5pm", "2026-03-12T17:00:00+01:00"),
    ],
)
def test_a_to_do_is_moved_in_plain_words_and_moved_back(request_, due):
    pa("todo", "add", "buy milk tomorrow")
    pa("todo", "add", "pay rent")
    result = pa("do", request_, "-y")
    assert result.exit_code == 0, result.stderr
    assert ("buy milk", due) in due_dates()
    assert pa("undo", "-y").exit_code == 0
    assert ("buy milk", "2026-03-12") in due_dates()


@pytest.mark.parametrize(
    "request_", ["把买牛奶改到周五", "把买牛奶这个待办推迟到周五", "买牛奶改成周五"]
)
def test_a_to_do_is_moved_in_chinese(request_):
    pa("todo", "add", "买牛奶")
    assert pa("do", request_, "--dry-run").stdout == (
        "修改待办：买牛奶\n  期限 2026年3月13日周五，后天\n"
    )
    assert pa("do", request_, "-y").exit_code == 0
    assert due_dates() == [("买牛奶", "2026-03-13")]


def test_what_a_moved_to_do_was_and_will_be_is_shown():
    pa("todo", "add", "buy milk tomorrow")
    result = pa("do", "move buy milk to friday", "--dry-run")
    assert result.stdout == (
        "Change to-do: buy milk\n  from Thu 12 Mar 2026\n  to   Fri 13 Mar 2026, in 2 days\n"
    )
    [action] = pa("do", "move buy milk to friday", "--dry-run", "--json").json["actions"]
    found = action["resolved"]
    assert (found["kind"], found["title"], found["due"]) == ("todo", "buy milk", "2026-03-13")


def test_a_to_do_gets_another_name():
    pa("todo", "add", "buy milk")
    assert pa("do", "rename the to-do buy milk to buy oat milk", "-y").exit_code == 0
    assert due_dates() == [("buy oat milk", None)]


def test_a_to_do_without_a_date_cannot_be_put_off():
    pa("todo", "add", "pay rent")
    result = pa("do", "postpone pay rent by two days", "-y")
    assert "'pay rent' has no date that could be moved." in result.stderr
    assert due_dates() == [("pay rent", None)]


def test_an_event_that_is_nearer_to_the_words_is_moved():
    pa("todo", "add", "dentist bill tomorrow")
    pa("agenda", "add", "dentist tomorrow 15:00")
    pa("do", "move the dentist to friday", "-y")
    assert pa("agenda", "list", "--json").json[0]["start"] == "2026-03-13T15:00:00+01:00"
    assert due_dates() == [("dentist bill", "2026-03-12")]


def test_what_is_neither_an_event_nor_a_to_do_is_said_to_be_neither():
    result = pa("do", "move the picnic to friday", "-y")
    assert "There is no event and no open to-do like 'picnic'." in result.stderr
