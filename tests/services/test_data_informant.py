"""The model is told what the data says, where rules see that it helps."""

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def a_wednesday(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")
    pa("agenda", "add", "Dentist tomorrow 9:00-9:30")
    pa("todo", "add", "Pay rent tomorrow")


def asked(question, *arguments):
    engine = ScriptedEngine(["Well."])
    result = pa("ask", question, *arguments, wire=wire_with(engine))
    assert result.exit_code == 0
    return engine.requests[-1].messages[-1].content, result


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How should I prepare for my appointment tomorrow?", "09:00-09:30 Dentist"),
        ("Could I squeeze in the gym tomorrow morning?", "Free: 05:00-09:00, 09:30-12:00."),
        ("What should I do first today?", "Pay rent"),
        ("帮我安排一下明天", "Dentist"),
        ("Was habe ich morgen vor?", "09:00-09:30 Dentist"),
        ("¿Qué tengo mañana?", "09:00-09:30 Dentist"),
        ("Qu'est-ce que j'ai demain ?", "09:00-09:30 Dentist"),
    ],
)
def test_what_the_data_says_goes_before_the_question(question, told):
    prompt, _ = asked(question)
    assert told in prompt
    assert prompt.endswith(question)
    assert prompt.index("[Now: ") < prompt.index(told)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "Write a poem about my cat",
        "I buy 3 tickets. Is that too many?",
        "What's the weather tomorrow?",
        "Is it good to schedule meetings on Mondays in general?",
    ],
)
def test_other_questions_are_left_alone(question):
    assert "Dentist" not in asked(question)[0]


def test_what_was_looked_up_is_in_the_json():
    _, result = asked("How should I prepare for my appointment tomorrow?", "--json")
    (call,) = result.json["tool_calls"]
    assert (call["name"], call["arguments"], call["by"]) == (
        "agenda_list",
        {"when": "tomorrow"},
        "rules",
    )
    assert "Dentist" in [source["title"] for source in result.json["sources"]]


def test_without_tools_nothing_is_looked_up():
    prompt, _ = asked("How should I prepare for my appointment tomorrow?", "--tools", "none")
    assert "Dentist" not in prompt


def test_a_chinese_question_is_told_the_data_in_chinese():
    pa("todo", "add", "交房租")
    engine = ScriptedEngine(["先交房租。"])
    pa("ask", "我应该先做什么待办？", wire=wire_with(engine))
    prompt = engine.requests[-1].messages[-1].content
    assert "有 2 项待办" in prompt
    assert "open to-do" not in prompt
