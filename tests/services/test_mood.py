"""The tone of messages, through the door of `pa chat`."""

from pa_cli.wiring import Wiring
from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

ON = {"PA_ASSISTANT_MOOD": "true"}


def chat(engine, stdin, **more):
    done = pa("chat", stdin=stdin, wire=wire_with(engine), **more)
    assert done.exit_code == 0, done.stderr
    return done


def test_it_is_off_unless_it_is_wanted():
    engine = ScriptedEngine(["There there."])
    chat(engine, "My dog died.\n")
    assert len(engine.requests) == 1


def test_the_tone_goes_before_the_question_and_is_kept_nowhere(fresh_home):
    engine = ScriptedEngine(["sad", "I am so sorry.", "neutral", "Paris."])
    done = chat(engine, "My dog died.\n/stats\nCapital of France?\n", env=ON)
    read, answered, _, last = engine.requests
    assert read.grammar
    assert "My dog died." in read.messages[-1].content
    assert "[The user sounds sad. Begin with a few warm words" in answered.messages[-1].content
    assert "sounds" not in last.messages[-1].content
    # what was evaluated stays the beginning of the next prompt
    assert last.messages[: len(answered.messages)] == answered.messages
    assert "Tone of your last message: sad" in done.stderr
    assert "sounds" not in "".join(file.read_text() for file in fresh_home.rglob("*.jsonl"))
    assert [turn.assistant for turn in Wiring().chats.latest().turns] == [
        "I am so sorry.",
        "Paris.",
    ]


def test_a_chinese_message_is_met_in_chinese():
    engine = ScriptedEngine(["sad", "节哀。"])
    chat(engine, "我的小狗去世了\n", env=ON)
    assert "[用户听起来很难过" in engine.requests[1].messages[-1].content


def test_it_can_be_switched_on_in_a_chat():
    engine = ScriptedEngine(["One.", "happy", "Two."])
    chat(engine, "a\n/set mood on\nI got the job!!!\n")
    assert "sounds happy" in engine.requests[2].messages[-1].content


def test_distress_is_answered_by_kind_words_and_not_by_the_model():
    engine = ScriptedEngine([])
    done = chat(engine, "I don't want to live any more\n", env=ON)
    assert "crisis line" in done.stdout
    assert engine.requests == []
    asked = pa("ask", "我不想活了", wire=wire_with(engine))
    assert "心理援助热线" in asked.stdout
    for command in ("do", "chat"):
        planned = "remind me tomorrow that I want to kill myself"
        done = pa(
            command, *([planned] if command == "do" else []), stdin=planned, wire=wire_with(engine)
        )
        assert "crisis line" in done.stdout
    assert pa("todo", "list", "--json").json == []


def test_a_question_for_a_doctor_gets_a_word_on_the_limits_at_a_terminal():
    engine = ScriptedEngine(["Maybe.", "Maybe."])
    done = pa("ask", "Should I take ibuprofen?", wire=wire_with(engine), terminal=True)
    assert "I am no doctor" in done.stderr
    piped = pa("ask", "Should I take ibuprofen?", wire=wire_with(engine))
    assert (piped.stdout, piped.stderr) == ("Maybe.\n", "")


def test_the_limit_of_an_answer_is_a_field_of_its_json():
    engine = ScriptedEngine(["Maybe.", "Hello."])
    asked = pa("ask", "--json", "Should I take ibuprofen?", wire=wire_with(engine))
    assert "I am no doctor" in asked.json["limit"]
    assert asked.json["text"] == "Maybe."
    assert pa("ask", "--json", "say hello", wire=wire_with(engine)).json["limit"] is None


def test_distress_is_heard_in_a_pipe_and_by_a_persona():
    engine = ScriptedEngine([])
    for arguments, stdin in (
        (("--json",), "I want to kill myself\n"),
        (("--json", "-s", "You are a pirate.", "I want to die"), None),
    ):
        asked = pa("ask", *arguments, stdin=stdin, wire=wire_with(engine))
        assert "crisis line" in asked.json["text"]
    assert engine.requests == []


def test_a_text_about_it_is_a_text():
    engine = ScriptedEngine(["Je veux mourir."])
    asked = pa("ask", "put this into French", stdin="I want to die\n", wire=wire_with(engine))
    assert asked.stdout == "Je veux mourir.\n"
