"""Questions that `pa ask` answers from the data, without a model."""

import json

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def a_wednesday(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")


@pytest.fixture
def a_week():
    for text in ("Dentist tomorrow 9:00-9:45 @ Main St 3", "Lunch with Ana friday 13:00-14:30"):
        assert pa("agenda", "add", text).exit_code == 0
    for text in ("Pay rent tomorrow !!!", "Call the bank yesterday"):
        assert pa("todo", "add", text).exit_code == 0
    assert pa("todo", "add", "milk", "--list", "shopping").exit_code == 0


def test_what_is_on_a_day_needs_no_model(a_week):
    result = pa("ask", "What do I have tomorrow?")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "You have 1 event tomorrow, Thu 12 Mar 2026:\n"
        "- 09:00-09:45 Dentist (at Main St 3)\n"
        "To-dos due then:\n"
        "- Pay rent (due tomorrow, high)\n"
    )


def test_in_chinese_the_answer_is_chinese(a_week):
    result = pa("ask", "我明天有什么安排？")
    assert result.stdout == (
        "明天（2026年3月12日周四）有 1 项安排：\n"
        "- 09:00-09:45 Dentist （地点：Main St 3）\n"
        "到期的待办：\n"
        "- Pay rent（明天到期，优先级高）\n"
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What do I have tomorrow?", "Nothing is on your agenda tomorrow, Thu 12 Mar 2026"),
        ("am I free on Friday afternoon?", "You are free on Fri 13 Mar 2026, 12:00-18:00."),
        ("what's on my to-do list?", "You have no open to-dos."),
        ("what's on my shopping list?", "There is no list called 'shopping'."),
        ("when is my next meeting?", "Nothing is coming up on your agenda."),
        ("when is my dentist appointment?", "Nothing called 'dentist appointment'"),
        ("what is overdue?", "No to-do is late."),
        ("我明天有什么安排？", "明天（2026年3月12日周四）没有安排，也没有到期的待办。"),
        ("我周五下午有空吗？", "有空：2026年3月13日周五12:00-18:00没有安排。"),
        ("what is 15% of 80", "15% of 80 = 12"),
        ("5 miles in km", "5 miles = 8.04672 km"),
        ("how many days until Christmas?", "289 days"),
        ("what time is it in Tokyo", "18:20"),
        ("when is Easter 2027", "28 March 2027"),
        ("今天几号", "2026年3月11日"),
    ],
)
def test_when_there_is_nothing_it_says_so(question, said):
    result = pa("ask", question)
    assert result.exit_code == 0
    assert said in result.stdout


def test_free_time_names_what_takes_it(a_week):
    assert pa("ask", "am I free on Friday afternoon?").stdout == (
        "You are busy on Fri 13 Mar 2026, 12:00-18:00:\n"
        "- 13:00-14:30 Lunch with Ana\n"
        "Free: 12:00-13:00, 14:30-18:00.\n"
    )


def test_things_are_found_by_what_they_are_called(a_week):
    assert pa("ask", "when do I see Ana?").stdout == "Fri 13 Mar 2026 13:00-14:30 Lunch with Ana\n"
    assert "- milk" in pa("ask", "what's on my shopping list?").stdout
    assert pa("ask", "what's overdue?").stdout.endswith("- Call the bank (due yesterday, late)\n")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("when is my first meeting tomorrow?", "First: Thu 12 Mar 2026 09:00-09:45 Dentist"),
        ("when am I meeting Ana?", "Fri 13 Mar 2026 13:00-14:30 Lunch with Ana"),
        ("where is the dentist tomorrow?", "Thu 12 Mar 2026 09:00-09:45 Dentist (at Main St 3)"),
        ("where is lunch tomorrow?", "No lunch is on your agenda tomorrow, Thu 12 Mar 2026, but:"),
        ("我明天第一个会是几点？", "第一项：2026年3月12日周四 09:00-09:45 Dentist"),
        ("明天的安排", "明天（2026年3月12日周四）有 1 项安排："),
        ("what's the plan for tomorrow?", "You have 1 event tomorrow, Thu 12 Mar 2026:"),
        ("when is the rent due?", "Pay rent (due tomorrow, high)"),
        ("我和Ana的会是几点？", "2026年3月13日周五 13:00-14:30 Lunch with Ana"),
    ],
)
def test_a_first_one_a_place_and_a_person_are_asked_for(a_week, question, answer):
    assert pa("ask", question).stdout.startswith(answer)


def test_json_tells_what_was_looked_at(a_week):
    document = pa("ask", "What do I have tomorrow?", "--json").json
    assert document["model"] is None
    assert document["finish_reason"] == "stop"
    assert [source["title"] for source in document["sources"]] == ["Dentist", "Pay rent"]
    assert [source["kind"] for source in document["sources"]] == ["event", "todo"]
    (call,) = document["tool_calls"]
    assert (call["name"], call["arguments"], call["by"]) == (
        "agenda_list",
        {"when": "tomorrow"},
        "rules",
    )


def test_the_turn_is_logged_and_the_chat_goes_on():
    pa("ask", "what is 7 * 8?")
    engine = ScriptedEngine(["57 is wrong."])
    result = pa("ask", "-c", "are you sure?", wire=wire_with(engine))
    assert result.stdout == "57 is wrong.\n"
    assert [m.content for m in engine.requests[0].messages[2:3]] == ["7 × 8 = 56"]
    shown = pa("history", "list", "--json").json
    assert (len(shown), shown[0]["turns"], shown[0]["model"]) == (1, 2, "scripted")


@pytest.mark.parametrize("flags", [("--no-log",), ()])
def test_no_log_is_kept_to(flags):
    pa("ask", "what is 7 * 8?", *flags)
    assert len(pa("history", "list", "--json").json) == (0 if flags else 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tools", "none"),
        ("--schema", "answer int"),
        ("--system", "You are a poet."),
        ("--extract",),
    ],
)
def test_the_model_is_asked_when_that_is_wished(arguments):
    engine = ScriptedEngine(['{"answer": 56}'])
    result = pa("ask", "what is 7 * 8?", *arguments, wire=wire_with(engine))
    assert result.exit_code == 0
    assert len(engine.requests) == 1


def test_a_document_is_for_the_model():
    engine = ScriptedEngine(["Nothing."])
    pa("ask", "what do I have tomorrow?", stdin="a diary of 1912", wire=wire_with(engine))
    assert len(engine.requests) == 1


@pytest.mark.parametrize(
    "question",
    [
        "what is the capital of France?",
        "what happened on Christmas 1914?",
        "what is a leap year?",
        "what is the time complexity of quicksort?",
        "what should I do if I am free on Friday?",
        "what is 9/11",
        "几天能到北京",
    ],
)
def test_other_questions_still_need_a_model(question):
    assert pa("ask", question).exit_code == 4


def test_the_setting_turns_it_off():
    assert pa("config", "set", "tools.mode", "none").exit_code == 0
    assert pa("ask", "what is 7 * 8?").exit_code == 4


def test_titles_are_text_on_a_terminal():
    pa("agenda", "add", "*Star* \x1b[31mred tomorrow 9:00")
    shown = pa("ask", "what do I have tomorrow?", terminal=True).stdout
    assert "*Star*" in shown
    assert "\x1b[31m" not in shown


def test_statistics_say_that_no_model_was_asked():
    assert "No model was asked" in pa("ask", "what is 7 * 8?", "--stats").stderr


def test_the_json_is_one_document():
    assert (
        json.loads(pa("ask", "5 km in miles", "--json").stdout)["tool_calls"][0]["name"]
        == "convert"
    )


@pytest.mark.parametrize(
    "request_",
    ["remind me to call mum tomorrow at 5", "提醒我明天下午三点开会", "delete my meeting tomorrow"],
)
def test_a_change_is_not_pretended_but_sent_to_the_verb_that_makes_it(request_):
    engine = ScriptedEngine(["Done!"])
    result = pa("ask", request_, wire=wire_with(engine))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "only reads" in result.stderr
    assert f"pa do '{request_}'" in result.stderr
    assert engine.requests == []


@pytest.mark.parametrize("text", ["remove duplicates from a list", "write a poem about my cat"])
def test_what_only_sounds_like_a_change_is_answered(text):
    assert pa("ask", text, wire=wire_with(ScriptedEngine(["Well."]))).stdout == "Well.\n"


def test_a_long_text_is_for_the_model():
    text = "tomorrow 3 + 4 " * 20_000
    engine = ScriptedEngine(["Well."], context_limit=10**6)
    assert pa("ask", text, wire=wire_with(engine)).stdout == "Well.\n"


@pytest.mark.parametrize(
    "question", ["what's on today?", "What is on tomorrow?", "anything on today?"]
)
def test_what_is_on_is_asked_of_the_agenda(question):
    result = pa("ask", question)
    assert result.exit_code == 0
    assert "Nothing is on your agenda" in result.stdout


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what do I have tomorrow?", "明天（2026年3月12日周四）没有安排"),
        ("5 miles in km", "5 英里 = 8.04672 公里"),
        ("what day is it tomorrow?", "2026年3月12日星期四"),
    ],
)
def test_the_language_that_is_set_is_answered_in(monkeypatch, question, answer):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")
    monkeypatch.setenv("PA_ASSISTANT_LANGUAGE", "zh")
    assert answer in pa("ask", question).stdout


@pytest.mark.parametrize(
    "question", ["Good morning! What do I have tomorrow?", "hi, what do I have tomorrow?"]
)
def test_a_greeting_before_a_question_is_no_matter(a_week, question):
    assert pa("ask", question).stdout.startswith("You have 1 event tomorrow")


def test_a_greeting_in_chinese(a_week):
    assert pa("ask", "早上好！我明天有什么安排？").stdout.startswith(
        "明天（2026年3月12日周四）有 1 项"
    )
