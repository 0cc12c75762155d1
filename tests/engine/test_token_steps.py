"""Guessed tokens in a real model's answers: the same answer, in fewer steps."""

import pytest

from pa_cli.core.conversation import Message
from pa_cli.core.draft_lengths import DraftLengths
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


class AlwaysAsLongAsPossible(DraftLengths):
    """Checks all guesses, whether it pays on this machine or not."""

    def choose(self, guesses):
        return [available for available, _ in guesses]


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


def test_answers_side_by_side_are_guessed_too(smollm2):
    words = LIST.split(", ")
    lists = [LIST, ", ".join(words[6:]), "red, blue, green, yellow, white, black"]
    asked = [
        [
            Message("user", f"Repeat this list: {each}"),
            Message("assistant", each),
            Message("user", "Repeat it again, word by word."),
        ]
        for each in lists
    ]
    greedy = Sampling(temperature=0, max_tokens=50)

    def answers(lengths):
        with LlamaEngine(EngineOptions("smollm2-135m", smollm2), draft_lengths=lengths) as engine:
            texts, last = ["", "", ""], {}
            requests = [GenerationRequest(messages, sampling=greedy) for messages in asked]
            for index, event in engine.generate_many(requests):
                if isinstance(event, TextDelta):
                    texts[index] += event.text
                last[index] = event
            return texts, last

    plain, alone = answers(None)
    texts, last = answers(AlwaysAsLongAsPossible())
    assert texts == plain
    for index in range(3):
        assert last[index].finish_reason == alone[index].finish_reason
        assert last[index].usage.completion_tokens == alone[index].usage.completion_tokens
        assert alone[index].usage.guessed_tokens == 0
    assert texts[0] == LIST
    assert last[0].usage.guessed_tokens > 10
