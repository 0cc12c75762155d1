from pa_cli.services.actions.reader import RequestReader
from pa_cli.services.actions.router import ModelRouter
from tests.support.fakes import ScriptedEngine


def read(request, *replies):
    engine = ScriptedEngine(list(replies))
    reader = RequestReader(lambda: ModelRouter(engine))
    return reader.read(request), engine


def test_what_rules_are_certain_of_needs_no_model():
    calls, engine = read("wake me up at seven tomorrow")
    assert (calls[0].action, calls[0].by) == ("agenda_add", "rules")
    assert engine.requests == []


def test_the_model_names_the_action_and_copies_the_words():
    request = "Zahnarzt am Freitag um 15 Uhr bitte eintragen"
    words = '{"title": "Zahnarzt", "when": "am Freitag um 15 Uhr", "list": ""}'
    (call,), engine = read(request, "agenda_add", words)
    assert (call.action, call.by) == ("agenda_add", "model")
    assert (call.title, call.when) == ("Zahnarzt", "am Freitag um 15 Uhr")
    assert engine.requests[0].grammar.startswith("root ::=")
    assert request in engine.requests[0].messages[-1].content


def test_words_that_do_not_stand_in_the_request_are_dropped():
    request = "Zahnarzt am Freitag um 15 Uhr bitte eintragen"
    words = '{"title": "Dentist Dr. Invented", "when": "2026-03-13", "list": "x"}'
    (call,), _ = read(request, "agenda_add", words)
    assert "Invented" not in call.title
    assert "2026" not in call.when
    assert call.list == ""


def test_nonsense_of_the_model_leaves_the_guess_of_the_rules():
    (call,), _ = read("zorp the blick", "dance!")
    assert call.by == "rules"
    assert call.confidence < 1


def test_the_constant_part_of_the_prompt_comes_first():
    _, one = read("zorp the blick", "answer")
    _, other = read("frob a quux", "answer")
    assert one.requests[0].messages[:-1] == other.requests[0].messages[:-1]
    assert len(one.requests[0].messages) > 10


def test_without_a_model_the_best_guess_is_taken():
    reader = RequestReader(lambda: None)
    (call,) = reader.read("zorp the blick")
    assert call.by == "rules"
