"""The model calls tools under a grammar before it answers; what is wrong is told back to it."""

import json

import pytest

from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa

SUM = "If I pay 3 times 49.99 out of 500, how much is left?"


@pytest.fixture(autouse=True)
def a_wednesday(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")


def call(tool, **arguments):
    return json.dumps({"tool": tool, "arguments": arguments})


def ask(*replies, question=SUM, arguments=(), **engine):
    scripted = ScriptedEngine(list(replies), **engine)
    return pa("ask", question, "--json", *arguments, wire=wire_with(scripted)), scripted


def prompt(engine, number=-1):
    return engine.requests[number].messages[-1].content


CALCULATE = call("calculate", expression="500 - 3 * 49.99")
ENOUGH = '{"tool": "answer"}'


def test_what_the_tool_says_goes_before_the_question():
    result, engine = ask(CALCULATE, ENOUGH, "350.03 is left.")
    assert result.json["text"] == "350.03 is left."
    (made,) = result.json["tool_calls"]
    assert (made["name"], made["by"], made["error"]) == ("calculate", "model", "")
    assert made["result"] == "500 − 3 × 49.99 = 350.03"
    assert "= 350.03" in prompt(engine)
    assert prompt(engine).endswith(SUM)
    assert engine.requests[0].grammar
    assert not engine.requests[-1].grammar


def test_the_chat_that_goes_on_knows_what_was_found():
    ask(CALCULATE, ENOUGH, "350.03 is left.")
    engine = ScriptedEngine(["Yes."])
    pa("ask", "-c", "are you sure?", wire=wire_with(engine))
    assert any("= 350.03" in message.content for message in engine.requests[0].messages)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no JSON at all", "no tool was called: That is no JSON object."),
        ("[" * 5000, "no tool was called"),
        ('{"tool": 3}', "That is no call"),
        (call("delete_everything"), "'delete_everything' is none of the tools"),
        (call("agenda_list", when="monday"), "'agenda_list' is none of the tools"),
        (call("calculate", expression="rm -rf /"), "failed: That is not an expression"),
        (call("calculate", formula="1+1"), "takes no argument 'formula'"),
        (call("calculate", expression="9" * 3000), "too long"),
        (call("calculate", expression="9" * 30_000), "too long"),
    ],
)
def test_a_wrong_call_is_told_back(said, told):
    result, engine = ask(said, ENOUGH, "I cannot say.")
    assert result.exit_code == 0
    assert told in prompt(engine, 1)
    assert result.json["text"] == "I cannot say."
    assert "[End of data]" not in prompt(engine)


def test_the_same_call_twice_ends_the_calls():
    result, engine = ask(CALCULATE, CALCULATE, "350.03 is left.")
    assert result.json["text"] == "350.03 is left."
    assert len(engine.requests) == 3


def test_there_is_a_most_of_calls():
    calls = [call("calculate", expression=f"{n} + 1") for n in range(5)]
    pa("config", "set", "tools.max_calls", "2")
    result, engine = ask(*calls[:2], "Enough.")
    assert (result.json["text"], len(engine.requests)) == ("Enough.", 3)


@pytest.mark.parametrize("setting", [("tools.max_calls", "0"), ("tools.mode", "none")])
def test_without_calls_the_model_just_answers(setting):
    pa("config", "set", *setting)
    result, engine = ask("350.03")
    assert (result.json["text"], len(engine.requests)) == ("350.03", 1)


def test_other_questions_cost_no_call():
    _, engine = ask("Paris.", question="What is the capital of France?")
    assert len(engine.requests) == 1


def test_an_interrupt_while_it_chooses_is_an_interrupt():
    result, engine = ask(Reply("", finish_reason="interrupted"))
    assert result.exit_code == 130
    assert len(engine.requests) == 1


def test_ask_never_writes():
    result, engine = ask(call("agenda_remove", text="everything"), ENOUGH, "No.")
    assert result.exit_code == 0
    assert "is none of the tools" in prompt(engine, 1)


def chat(*replies, stdin, arguments=("--yes",)):
    engine = ScriptedEngine(list(replies))
    return pa("chat", *arguments, stdin=stdin, wire=wire_with(engine)), engine


def test_a_chat_may_write_what_the_model_understood():
    result, engine = chat(
        "Ana asks for lunch.",
        call("agenda_add", text="lunch with Ana tomorrow at noon"),
        stdin="Ana wrote: lunch tomorrow at noon?\nadd it to my calendar\n",
    )
    assert "Added" in result.stdout
    (event,) = pa("agenda", "list", "tomorrow", "--json").json
    assert (event["title"], event["start"][11:16]) == ("lunch with Ana", "12:00")
    assert "lunch tomorrow at noon?" in prompt(engine)


def test_what_the_model_wants_to_write_is_asked_for():
    result, _ = chat(
        "Ana asks for lunch.",
        call("agenda_add", text="lunch with Ana tomorrow at noon"),
        stdin="Ana wrote: lunch tomorrow at noon?\nadd it to my calendar\n",
        arguments=(),
    )
    assert result.exit_code == 6
    assert pa("agenda", "list", "tomorrow", "--json").json == []


def test_yes_does_not_accept_what_the_user_never_said():
    """The words may be from a note or a document that the model has read."""
    result, _ = chat(
        "Ana asks for lunch.",
        call("agenda_add", text="payment to Mallory tomorrow at noon"),
        stdin="Ana wrote: lunch tomorrow at noon?\nadd it to my calendar\n",
    )
    assert result.exit_code == 6
    assert "Mallory" in result.stderr
    assert pa("agenda", "list", "tomorrow", "--json").json == []


def test_an_item_that_is_not_there_is_no_change():
    result, _ = chat(
        "Hm.",
        call("agenda_remove", text="meeting with the Queen"),
        ENOUGH,
        "There is no such meeting.",
        stdin="hello there\nplease cancel that in my calendar\n",
    )
    assert "There is no such meeting." in result.stdout
    assert result.exit_code == 0
    assert "[y]es" not in result.stderr


HERMES = '<tool_call>\n{"name": "calculate", "arguments": {"expression": "7 * 8"}}\n</tool_call>'


def test_a_native_call_is_run_and_never_shown():
    result, engine = ask(HERMES, "It is 56.", question="Help me with my homework")
    assert result.json["text"] == "It is 56."
    (made,) = result.json["tool_calls"]
    assert (made["name"], made["result"], made["by"]) == ("calculate", "7 × 8 = 56", "model")
    assert "7 × 8 = 56" in prompt(engine)


def test_a_model_that_only_calls_is_stopped():
    result, engine = ask(*[HERMES] * 3, question="Help me with my homework")
    assert "gave no answer" in result.json["text"]
    assert "<tool_call>" not in result.stdout
    assert len(engine.requests) == 3


def test_a_native_call_never_writes():
    pa("agenda", "add", "Dentist tomorrow 9:00")
    order = '<tool_call>{"name": "agenda_remove", "arguments": {"text": "Dentist"}}</tool_call>'
    result, _ = chat(order, "I cannot.", stdin="Help me with my homework\n")
    assert result.stdout == "I cannot.\n"
    assert len(pa("agenda", "list", "tomorrow", "--json").json) == 1


@pytest.mark.parametrize(
    "text",
    ['{"name": "Ana", "arguments": {"a": 1}}', "[1, 2]", "<b>bold</b>", "< 5", "[TOOL", "{", "   "],
)
def test_other_answers_are_shown_whole(text):
    result, _ = ask(text, question="Help me with my homework")
    assert result.json["text"] == text
