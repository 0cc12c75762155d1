import math

import pytest

from pa_cli.core.action import ACTIONS
from pa_cli.core.engine_ports import ContinuationScore
from pa_cli.core.errors import InterruptedByUserError
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


class WeighingEngine(ScriptedEngine):
    """An engine that says how likely it finds each label."""

    def __init__(self, **shares):
        super().__init__([])
        self.shares = shares
        self.asked = []

    def score(self, messages, continuations, *, constant=1):
        self.asked.append((messages, constant))
        rest = (1 - sum(self.shares.values())) / (len(ACTIONS) - len(self.shares))
        return [ContinuationScore(math.log(self.shares.get(c, rest)), 3) for c in continuations]


def weighed(request, **shares):
    engine = WeighingEngine(**shares)
    (call,) = RequestReader(lambda: ModelRouter(engine)).read(request)
    return call, engine


def test_the_likeliest_action_is_taken_and_its_confidence_is_no_certainty():
    call, engine = weighed("zorp the blick", note_add=0.99)
    assert (call.action, call.by) == ("note_add", "model")
    assert 0 < call.confidence < 1
    ((messages, constant),) = engine.asked
    assert constant == len(messages) - 1  # all but the request is kept evaluated


def test_what_rules_name_wins_over_a_model_that_is_not_sure():
    request = "we are out of milk"  # the rules: likely a to-do
    assert weighed(request, memory_add=0.6, todo_add=0.2)[0].action == "todo_add"
    assert weighed(request, memory_add=0.9999999999)[0].action == "memory_add"


def test_ctrl_c_while_the_model_thinks_says_that_nothing_was_done(monkeypatch):
    engine = WeighingEngine()

    def interrupted(*_, **__):
        raise InterruptedByUserError("")

    monkeypatch.setattr(engine, "score", interrupted)
    with pytest.raises(InterruptedByUserError, match="Nothing was done"):
        RequestReader(lambda: ModelRouter(engine)).read("zorp the blick")
