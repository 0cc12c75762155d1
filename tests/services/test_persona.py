"""Settings that shape how the assistant talks, through the door of `pa ask` and `pa chat`."""

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


def system_of(*argv, env=None):
    engine = ScriptedEngine(["Hi."])
    assert pa("ask", "hello", *argv, env=env, wire=wire_with(engine)).exit_code == 0
    return engine.requests[0].messages[0].content


def test_name_persona_language_and_length_stand_in_the_system_prompt():
    shaped = {
        "PA_ASSISTANT_NAME": "Ada",
        "PA_ASSISTANT_PERSONA": "You are cheerful and like {puns}.",
        "PA_ASSISTANT_LANGUAGE": "zh",
        "PA_ASSISTANT_VERBOSITY": "detailed",
    }
    prompt = system_of(env=shaped)
    assert prompt.startswith("You are Ada, a personal assistant")
    assert "You are cheerful and like {puns}." in prompt
    assert "Always answer in Simplified Chinese" in prompt
    assert "thorough" in prompt
    assert "language of the user's last message" not in prompt
    usual = system_of()
    assert usual.startswith("You are pa, a personal assistant")
    assert "language of the user's last message" in usual
    assert "{" not in usual
    assert prompt == system_of(env=shaped)  # constant, so that its state can be kept


def test_a_system_prompt_of_ones_own_wins():
    env = {"PA_ASSISTANT_NAME": "Ada"}
    assert system_of("--system", "Be a pirate.", env=env) == "Be a pirate."
    assert system_of(env=env | {"PA_ASSISTANT_SYSTEM": "Be a monk."}) == "Be a monk."


def test_a_chat_can_change_them_on_the_way():
    engine = ScriptedEngine(["One.", "Two."])
    done = pa("chat", stdin="a\n/set name Ada\nb\n", wire=wire_with(engine))
    assert done.exit_code == 0
    starts = [request.messages[0].content[:11] for request in engine.requests]
    assert starts == ["You are pa,", "You are Ada"]
