"""Guessed tokens in a real model's answers: the same answer, in fewer steps."""

import pytest

from pa_cli.core.conversation import Message
from pa_cli.core.draft_length import DraftLength
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.events import TextDelta
from pa_cli.core.sampling import Sampling
from pa_cli.engine.engine_options import EngineOptions
from pa_cli.engine.llama_engine import LlamaEngine

pytestmark = pytest.mark.model

LIST = "apple, pear, plum, cherry, quince, fig, peach, grape, lemon, melon, mango, kiwi"
REPEAT = [
    Message("user", f"Repeat this list: {LIST}"),
    Message("assistant", LIST),
    Message("user", "Repeat it again, word by word."),
]


class AlwaysAsLongAsPossible(DraftLength):
    """Checks all guesses, whether it pays on this machine or not."""

    def choose(self, available, run):
        return available


def answer(smollm2, messages, *, lengths, times=1, **wishes):
    """Text, last event and tokens held of the last of so many answers."""
    with LlamaEngine(EngineOptions("smollm2-135m", smollm2), draft_lengths=lengths) as engine:
        for _ in range(times):
            events = list(engine.generate(GenerationRequest(messages, **wishes)))
        return "".join(e.text for e in events if isinstance(e, TextDelta)), events[-1]


@pytest.mark.parametrize("most", [5, 24, 60])
def test_a_copied_answer_is_the_same_and_has_as_many_tokens(smollm2, most):
    wishes = {"sampling": Sampling(temperature=0, max_tokens=most)}
    plain, alone = answer(smollm2, REPEAT, lengths=None, **wishes)
    text, guessing = answer(smollm2, REPEAT, lengths=AlwaysAsLongAsPossible(), **wishes)
    assert text == plain
    assert guessing.finish_reason == alone.finish_reason
    assert guessing.usage.completion_tokens == alone.usage.completion_tokens <= most
    assert alone.usage.guessed_tokens == 0
    if most == 60:
        assert guessing.usage.guessed_tokens > guessing.usage.completion_tokens / 2


def test_wrong_guesses_leave_nothing_behind(smollm2):
    wishes = {"sampling": Sampling(temperature=0, max_tokens=40)}
    story = [
        Message("user", f"{LIST}. Tell a story of an apple, pear, plum and a cherry, quince, fig.")
    ]
    plain, _ = answer(smollm2, story, lengths=None, **wishes, times=2)
    text, _ = answer(smollm2, story, lengths=AlwaysAsLongAsPossible(), **wishes, times=2)
    assert text == plain


def test_a_grammar_holds_for_guesses_too(smollm2):
    wishes = {
        "sampling": Sampling(temperature=0, max_tokens=60),
        "grammar": 'root ::= "apple, pear, plum, cherry, " ("kiwi" | "melon")',
    }
    plain, _ = answer(smollm2, REPEAT, lengths=None, **wishes)
    text, last = answer(smollm2, REPEAT, lengths=AlwaysAsLongAsPossible(), **wishes)
    assert text == plain
    assert last.usage.guessed_tokens > 0


def test_chance_is_taken_of_guesses_as_of_other_tokens(smollm2):
    """With the same seed the sampler draws the same numbers, guess or none."""
    wishes = {"sampling": Sampling(temperature=1.5, max_tokens=40, seed=7)}
    plain, _ = answer(smollm2, REPEAT, lengths=None, **wishes)
    text, _ = answer(smollm2, REPEAT, lengths=AlwaysAsLongAsPossible(), **wishes)
    assert text == plain
