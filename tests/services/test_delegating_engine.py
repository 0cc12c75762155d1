"""Engines in front of an engine: they add one thing and hide nothing."""

from contextlib import closing

from pa_cli.core.batching import generate_many, one_by_one
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.events import TextDelta
from pa_cli.services.kept_engine import KeptEngine
from pa_cli.services.metered_engine import MeteredEngine
from tests.support.fakes import ScriptedEngine

QUESTIONS = [GenerationRequest([Message("user", text)]) for text in ("one", "two", "three")]


class ManyAtOnce(ScriptedEngine):
    """Knows whether it was asked for several answers together."""

    batches = 0

    def generate_many(self, requests):
        self.batches += 1
        return one_by_one(self, requests)


def answers(engine):
    with closing(generate_many(engine, QUESTIONS)) as tagged:
        events = list(tagged)
    return [
        "".join(e.text for n, e in events if n == number and isinstance(e, TextDelta))
        for number in range(len(QUESTIONS))
    ]


def test_a_kept_engine_answers_several_questions_together_and_stays_open():
    model = ManyAtOnce(["red", "green", "blue"])
    kept = KeptEngine(model)
    assert answers(kept) == ["red", "green", "blue"]
    assert model.batches == 1
    kept.close()
    assert not model.closed


def test_a_metered_engine_counts_what_is_written_together_and_alone():
    model = ManyAtOnce(["red wine", "green", "blue", "one more answer"])
    metered = MeteredEngine(model)
    assert answers(metered) == ["red wine", "green", "blue"]
    assert model.batches == 1
    assert metered.completion_tokens == 4
    list(metered.generate(QUESTIONS[0]))
    assert metered.completion_tokens == 7
    # a message costs its word and 2, a prompt 1 more
    assert metered.prompt_tokens == 4 * 4
    metered.close()
    assert model.closed
