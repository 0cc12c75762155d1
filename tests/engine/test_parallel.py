"""Several generations at once in one context, with the real SmolLM2."""

import math
import signal

import pytest

from pa_cli.core.batching import one_by_one
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import ContextOverflowError, InterruptedByUserError
from pa_cli.core.events import Finished, PromptProgress, TextDelta
from pa_cli.core.grammar import labels_grammar
from pa_cli.core.sampling import Sampling
from pa_cli.engine.engine_options import EngineOptions
from pa_cli.engine.llama_engine import LlamaEngine

pytestmark = pytest.mark.model

SYSTEM = "You are a careful assistant who answers briefly. " * 8
CAPITALS = ["France", "Italy", "Spain", "Germany", "Austria", "Portugal", "Greece", "Norway"] * 3


@pytest.fixture
def engine(smollm2, tmp_path):
    with LlamaEngine(
        EngineOptions("smollm2-135m", smollm2, threads=2, cache_folder=tmp_path / "prefixes")
    ) as engine:
        yield engine


def question(text, *, system=SYSTEM, grammar="", **sampling):
    wishes = Sampling(**{"temperature": 0, "max_tokens": 12, **sampling})
    messages = [Message("system", system), Message("user", text)]
    return GenerationRequest(messages, sampling=wishes, grammar=grammar)


def collect(tagged):
    """Texts and last events by number, and the numbers in the order in which they came."""
    texts, finished, order = {}, {}, []
    for index, event in tagged:
        order.append(index)
        assert index not in finished
        if isinstance(event, TextDelta):
            texts[index] = texts.get(index, "") + event.text
        elif isinstance(event, Finished):
            finished[index] = event
    return texts, finished, order


def test_how_far_a_long_prompt_is_read_is_told_while_others_wait(engine):
    text = "The council met in the evening and spoke of the bridge. " * 80
    requests = [question(f"Story {number}: {text}", max_tokens=2) for number in range(3)]
    told = [
        (index, event)
        for index, event in engine.generate_many(requests)
        if isinstance(event, PromptProgress)
    ]
    done = [event.done for index, event in told if index == 0]
    assert done == sorted(done)
    assert 0 < done[-1] < told[0][1].total


def test_answers_are_those_of_one_by_one_and_come_in_order(engine):
    requests = [question(f"What is the capital of {name}?") for name in CAPITALS]
    texts, finished, order = collect(engine.generate_many(iter(requests)))
    alone, _, _ = collect(one_by_one(engine, requests))
    assert order == sorted(order)
    assert sorted(finished) == list(range(24))
    # adding up in another order may tip a choice between two words that are as likely
    assert sum(texts[index] == alone[index] for index in texts) > 8
    assert "Vienna" in texts[4]
    assert "Oslo" in texts[23]
    assert {event.finish_reason for event in finished.values()} <= {"stop", "length"}


def test_the_common_beginning_is_evaluated_once(engine):
    requests = [question(f"What is the capital of {name}?") for name in CAPITALS[:4]]
    _, finished, _ = collect(engine.generate_many(requests))
    for event in finished.values():
        assert event.usage.cached_tokens > 0.8 * event.usage.prompt_tokens
        assert event.usage.completion_tokens <= 12


def test_each_request_has_its_own_grammar_limit_and_stop(engine):
    requests = [
        question("Is the sky blue?", grammar=labels_grammar(("yes", "no"))),
        question("Count: 1, 2, 3, 4, 5, 6, 7, 8, 9.", max_tokens=3),
        question("Say: one two three", grammar='root ::= "one two three"', stop=("two",)),
        question("Say hello in a sentence."),
    ]
    texts, finished, _ = collect(engine.generate_many(requests))
    assert texts[0] in {"yes", "no"}
    assert finished[1].usage.completion_tokens == 3
    assert finished[1].finish_reason == "length"
    assert (texts[2], finished[2].finish_reason) == ("one ", "stop")
    assert texts[3]


def test_prompts_of_any_length_and_beginning_go_together(engine):
    long = "The river rose and the town moved. " * 150
    requests = [
        question("Hi"),
        question(long + "What rose?"),
        question("Hi", system="Be brief."),
        question(long + "What moved?"),
    ]
    texts, finished, _ = collect(engine.generate_many(requests))
    assert len(texts) == 4
    assert finished[1].usage.prompt_tokens > 1000


def test_one_that_does_not_fit_is_told_when_those_before_it_are_done(engine):
    requests = [question("Hi"), question("Ho"), *[question("Hm")] * 8, question("word " * 40_000)]
    came = []
    with pytest.raises(ContextOverflowError):
        came.extend(engine.generate_many(requests))
    assert {index for index, event in came if isinstance(event, Finished)} == set(range(10))


def test_ctrl_c_keeps_those_that_are_finished(engine):
    wild = {"temperature": 3, "top_k": 2000, "top_p": 1, "min_p": 0, "max_tokens": 2000}
    requests = [question("Hi", max_tokens=2), *[question("Tell a story.", **wild)] * 5]

    def watched():
        pressed = False
        for index, event in engine.generate_many(requests):
            yield index, event
            if index == 1 and isinstance(event, TextDelta) and not pressed:
                pressed = True  # a second Ctrl-C would not wait for an orderly end
                signal.raise_signal(signal.SIGINT)

    texts, finished, _ = collect(watched())
    assert finished[0].finish_reason in {"stop", "length"}
    assert {event.finish_reason for event in list(finished.values())[1:]} == {"interrupted"}
    assert texts[1]
    assert collect(engine.generate_many([question("Hi"), question("Ho")]))[1][1]


def test_leaving_early_frees_everything(engine):
    events = engine.generate_many([question(f"Tell me of {name}.") for name in CAPITALS])
    next(events)
    events.close()
    texts, _, _ = collect(engine.generate_many([question("Hi"), question("Ho")]))
    assert sorted(texts) == [0, 1]


def test_a_single_answer_and_many_take_turns(engine):
    one = question("What is the capital of France?")
    first = collect(one_by_one(engine, [one]))[0][0]
    collect(engine.generate_many([question("Hi"), question("Ho"), question("Hm")]))
    again, finished, _ = collect(one_by_one(engine, [one]))
    assert again[0] == first
    assert finished[0].usage.cached_tokens > 0


LABELS = ["Paris", "a banana", "Rome", "the capital of Norway", "一"]


def ask_for_scores(engine, text, labels):
    return engine.score([Message("system", SYSTEM), Message("user", text)], labels)


def test_scores_say_what_is_likely(engine):
    paris, banana, rome, _, _ = ask_for_scores(engine, "What is the capital of France?", LABELS)
    assert paris.log_probability > rome.log_probability
    assert paris.log_probability > banana.log_probability
    assert all(s.log_probability < 0 and s.tokens > 0 for s in (paris, banana, rome))


def test_a_score_does_not_depend_on_its_company(engine):
    text = "What is the capital of France?"
    together = ask_for_scores(engine, text, LABELS * 8)
    for label, score in zip(LABELS, together, strict=False):
        (alone,) = ask_for_scores(engine, text, [label])
        assert alone.tokens == score.tokens
        assert alone.log_probability == pytest.approx(score.log_probability, abs=0.5)
    assert [s.tokens for s in together] == [s.tokens for s in together[:5]] * 8


def test_scores_are_probabilities(engine):
    # the first tokens of these exclude each other
    scores = ask_for_scores(engine, "Say a letter.", ["A", "B", "C", "D"])
    assert sum(math.exp(s.log_probability) for s in scores if s.tokens == 1) <= 1.0001


def test_what_scored_prompts_have_in_common_changes_no_score(engine):
    asked = "Which of the cities of Europe is the capital of the country that is named here: "
    prompts = ["What is the capital of France?", *(f"{asked}{name}?" for name in CAPITALS[:3])]
    alone = [ask_for_scores(engine, prompt, LABELS) for prompt in prompts]
    for prompt, before in reversed(list(zip(prompts, alone, strict=True))):
        for score, again in zip(before, ask_for_scores(engine, prompt, LABELS), strict=True):
            assert again.log_probability == pytest.approx(score.log_probability, abs=0.5)


LABELLED = (
    "Label: bug\nText: ",
    "Label: wish\nText: ",
    "Label: praise, of which there is little\nText: ",
)


def test_what_continuations_begin_with_is_kept_and_changes_no_score(engine):
    asked = [[label + text for label in LABELLED] for text in ("It crashes.", "Hi", "It cries.")]
    asked.append(asked[0][:2])  # fewer of them, and all known
    asked.append(["Bug: it crashes", *asked[1]])  # another beginning, and one more
    found = []
    for continuations in asked:
        found.append(ask_for_scores(engine, "Write a label and a text.", continuations))
        if continuations is asked[2]:
            collect(engine.generate_many([question("Hi"), question("Ho"), question("Hm")]))
    for continuations, scores in zip(asked, found, strict=True):
        for continuation, score in zip(continuations, scores, strict=True):
            ask_for_scores(engine, "Something else.", ["Hi"])  # forgets what is held
            (alone,) = ask_for_scores(engine, "Write a label and a text.", [continuation])
            assert alone.tokens == score.tokens
            assert alone.log_probability == pytest.approx(score.log_probability, abs=0.5)


def test_ctrl_c_while_the_last_ones_end_is_not_lost(engine):
    requests = [question("Hi", max_tokens=2), question("Ho", max_tokens=2)]
    finished = []

    def press_at_the_end():
        for index, event in engine.generate_many(requests):
            if isinstance(event, Finished):
                finished.append(index)
                if len(finished) == len(requests):
                    signal.raise_signal(signal.SIGINT)

    with pytest.raises(InterruptedByUserError):
        press_at_the_end()
    assert finished == [0, 1]
