import tracemalloc

import pytest

from pa_cli.core.errors import ContextOverflowError, EngineError, InterruptedByUserError
from pa_cli.core.events import TextDelta
from pa_cli.core.sampling import Sampling
from pa_cli.core.summary import Folding, Notice, Summary, SummaryOptions
from pa_cli.services.part_writer import PartWriter
from pa_cli.services.summarizing import Summarizer
from pa_cli.storage.partials import PartialStore
from tests.support.fakes import Reply, ScriptedEngine


def asked(request):
    """What the user's side of the prompt says."""
    return next(m.content for m in request.messages if m.role == "user")


def kind_of(request):
    """Which of the prompts was asked: "part", "fold" or "final"."""
    wish = asked(request).rpartition("</text>")[2]
    if "one part of a longer text" in wish:
        return "part"
    return "fold" if "Merge them" in wish else "final"


def text_of(request):
    return asked(request).partition("<text>\n")[2].rpartition("\n</text>")[0]


class Reader:
    """Answers parts with their first words, so that every part can be traced to the end."""

    def __init__(self, *, final="THE SUMMARY.", error_at=None):
        self.seen = []
        self.final = final
        self.error_at = error_at

    def __call__(self, request):
        kind = kind_of(request)
        self.seen.append(kind)
        if self.error_at == len(self.seen):
            return Reply("half a th", finish_reason="interrupted")
        if kind == "final":
            return self.final
        if kind == "part":
            return f"Note on {text_of(request).split()[0]}."
        return " ".join(word for word in text_of(request).split() if word.startswith("S"))


def engine_with(reader, *, context=512):
    engine = ScriptedEngine(context_limit=context)
    engine.replies = [reader] * 10_000
    return engine


def name(number):
    """A word for `number` that is neither a number nor a name, so that no sentence is a fact."""
    return "S" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def sentences(count):
    return "".join(f"{name(number)} is a sentence of this text. " for number in range(count))


def make(engine, partials=None, **options):
    writer = PartWriter(engine, Sampling(temperature=0.2), partials=partials)
    return Summarizer(engine, writer, SummaryOptions(**options), most_answer=2048)


def run(engine, text, partials=None, **options):
    events = list(make(engine, partials, **options).summarize([text]))
    assert isinstance(events[-1], Summary)
    return events, events[-1]


def test_what_fits_is_one_call():
    reader = Reader()
    engine = engine_with(reader)
    events, summary = run(engine, sentences(10))
    assert reader.seen == ["final"]
    assert text_of(engine.requests[0]) == sentences(10)
    assert summary.text == "THE SUMMARY."
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == "THE SUMMARY."
    assert (summary.parts, summary.input_tokens, summary.tokens_read) == (1, 70, 70)
    assert summary.finish_reason == "stop"


def test_parts_can_be_made_smaller_than_what_fits():
    reader = Reader()
    engine = engine_with(reader, context=4096)
    _, summary = run(engine, sentences(300), part_tokens=800)
    assert summary.parts == reader.seen.count("part") == 3


def test_what_does_not_fit_is_read_in_parts_and_nothing_is_skipped():
    reader = Reader()
    engine = engine_with(reader)
    text = sentences(300)
    _, summary = run(engine, text)
    parts = [text_of(r) for r in engine.requests if kind_of(r) == "part"]
    assert "".join(parts) == text
    assert summary.parts == len(parts) > 5
    assert summary.input_tokens == summary.tokens_read == 2100
    assert summary.text == "THE SUMMARY."
    assert reader.seen[-1] == "final"
    for part in parts:
        assert f"Note on {part.split()[0]}." in text_of(engine.requests[-1])


def test_notes_that_do_not_fit_are_folded_in_order_until_they_do():
    reader = Reader()
    engine = engine_with(reader, context=400)
    events, summary = run(engine, sentences(5_000))
    assert summary.folds == reader.seen.count("fold") > 2
    assert any(isinstance(event, Folding) for event in events)
    parts = [text_of(r).split()[0] for r in engine.requests if kind_of(r) == "part"]
    last = [word.strip(".") for word in text_of(engine.requests[-1]).split() if word[0] == "S"]
    assert last == parts


def test_the_constant_part_of_every_prompt_comes_first():
    engine = engine_with(Reader())
    run(engine, sentences(300))
    systems = {request.messages[0] for request in engine.requests}
    assert len(systems) == 1
    assert systems.pop().role == "system"


def test_every_prompt_fits_with_its_answer():
    engine = engine_with(Reader())
    run(engine, sentences(900), length="long")
    for request in engine.requests:
        used = engine.count_tokens(request.messages) + request.sampling.max_tokens
        assert used <= engine.context_limit


@pytest.mark.parametrize(
    ("text", "wanted", "told"),
    [
        ("会议决定不改变计划，因为预算已经通过。", "", "Simplified Chinese"),
        ("The plan is not changed, because the budget was approved.", "", "English"),
        ("The plan is not changed, because the budget was approved.", "zh", "Simplified Chinese"),
        ("El plan no se cambia, porque el presupuesto ya está aprobado.", "", "Spanish"),
    ],
)
def test_the_model_is_told_the_language(text, wanted, told):
    engine = engine_with(Reader())
    _, summary = run(engine, text, language=wanted)
    assert told in asked(engine.requests[0])
    assert summary.language in {"zh", "en", "es"}


def test_style_length_and_focus_reach_the_last_prompt_and_focus_every_part():
    engine = engine_with(Reader(), context=600)
    run(engine, sentences(300), style="bullets", length="90", focus="who pays")
    wishes = [asked(r).rpartition("</text>")[2] for r in engine.requests]
    assert all("who pays" in wish for wish in wishes)
    assert "about 90 words" in wishes[-1]
    assert wishes[-1].strip().startswith("List the")


def test_a_length_in_chinese_counts_characters():
    engine = engine_with(Reader())
    run(engine, "会议决定不改变计划，因为预算已经通过。", length="200")
    assert "about 200 characters" in asked(engine.requests[0])


def test_an_interrupted_summary_goes_on_where_it_was(tmp_path):
    store = PartialStore(tmp_path / "partials")
    text = sentences(300)
    with pytest.raises(InterruptedByUserError):
        list(make(engine_with(Reader(error_at=4)), store).summarize([text]))
    reader = Reader()
    _, summary = run(engine_with(reader), text, store)
    assert summary.kept_parts == 3
    assert reader.seen.count("part") == summary.parts - 3
    assert summary.tokens_read == summary.input_tokens


def test_kept_parts_are_not_taken_for_another_focus_or_model(tmp_path):
    store = PartialStore(tmp_path / "partials")
    run(engine_with(Reader()), sentences(300), store)
    _, again = run(engine_with(Reader()), sentences(300), store)
    assert again.kept_parts == again.parts
    _, styled = run(engine_with(Reader()), sentences(300), store, style="bullets")
    assert styled.kept_parts == styled.parts
    _, focused = run(engine_with(Reader()), sentences(300), store, focus="money")
    assert focused.kept_parts == 0
    other = engine_with(Reader())
    other.model_name = "another"
    _, by_another = run(other, sentences(300), store)
    assert by_another.kept_parts == 0


def test_a_part_about_which_the_model_says_nothing_is_not_lost():
    def silent_on_the_second(request):
        if kind_of(request) == "part" and f"{name(40)} " in text_of(request):
            return ""
        return Reader()(request)

    engine = engine_with(silent_on_the_second)
    events, summary = run(engine, sentences(200))
    notices = [event.text for event in events if isinstance(event, Notice)]
    assert len(notices) == 1
    assert "line" in notices[0]
    silent = next(r for r in engine.requests if f"{name(40)} " in text_of(r))
    assert " ".join(text_of(silent).split()[:20]) in text_of(engine.requests[-1])
    assert summary.tokens_read == summary.input_tokens


def test_a_model_that_says_nothing_is_an_error_after_a_second_try():
    engine = engine_with(Reader(final="  \n"))
    with pytest.raises(EngineError, match="nothing"):
        run(engine, sentences(5))
    assert len(engine.requests) == 2
    assert engine.requests[1].sampling.temperature > engine.requests[0].sampling.temperature


def test_a_summary_that_was_cut_is_said_to_be():
    engine = engine_with(Reader(final=Reply("It goes on and on", finish_reason="length")))
    events, summary = run(engine, sentences(5))
    assert summary.finish_reason == "length"
    assert "cut at" in next(event.text for event in events if isinstance(event, Notice))


def test_a_note_that_was_cut_ends_with_its_last_whole_sentence():
    def cut(request):
        if kind_of(request) == "part":
            return Reply("One is done. Two is 3.5 done. Three is ha", finish_reason="length")
        return "end"

    engine = engine_with(cut)
    run(engine, sentences(100))
    assert "Three" not in text_of(engine.requests[-1])
    assert "One is done. Two is 3.5 done." in text_of(engine.requests[-1])


def test_a_context_that_is_too_small_is_refused_with_numbers():
    with pytest.raises(ContextOverflowError, match="256") as caught:
        run(engine_with(Reader(), context=256), sentences(10), focus="x " * 200)
    assert "--context" in caught.value.hint


def test_a_plan_counts_without_generating():
    engine = engine_with(Reader())
    plan = make(engine).plan([sentences(300)])
    assert engine.requests == []
    _, summary = run(engine_with(Reader()), sentences(300))
    assert (plan.parts, plan.input_tokens) == (summary.parts, summary.input_tokens)
    assert f"{name(0)} is a sentence" in plan.prompt
    assert 100 < plan.prompt_tokens < plan.context_limit


def test_memory_does_not_grow_with_the_text():
    class Forgetful(ScriptedEngine):
        def generate(self, request):
            self.requests.clear()
            self.replies = [Reader()]
            return super().generate(request)

    def peak(pages):
        engine = Forgetful(context_limit=2_000)
        blocks = (sentences(60) for _ in range(pages))
        tracemalloc.start()
        for _ in make(engine).summarize(blocks):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    # a thread of somebody else may take memory meanwhile, hardly twice
    assert min(peak(600), peak(600)) < 1.5 * peak(120)


def test_a_summary_is_led_in_and_the_lead_is_not_part_of_it():
    engine = engine_with(Reader(final=" \nThe plan stays. \n"))
    events, summary = run(engine, "The plan is not changed, because the budget was approved.")
    assert engine.requests[0].messages[-1].content == "Summary:"
    assert engine.requests[0].continue_last
    assert summary.text == "The plan stays."
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == summary.text


def test_bullets_begin_as_bullets():
    engine = engine_with(Reader(final="One.\n- Two.\n"))
    _, summary = run(engine, sentences(5), style="bullets")
    assert summary.text == "- One.\n- Two."


def test_minutes_are_written_heading_by_heading():
    answers = iter([" A quiet week. ", "Stay.\n- Go.", "", "", "Who?"])
    engine = engine_with(lambda request: next(answers))
    events, summary = run(engine, sentences(5), style="minutes")
    assert summary.text == (
        "## Summary\n\nA quiet week.\n\n## Decisions\n\n- Stay.\n- Go."
        "\n\n## Actions\n\n- –\n\n## Open questions\n\n- Who?"
    )
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == summary.text
    last = engine.requests[-1].messages[-1].content
    assert last == summary.text.removesuffix("Who?")


def test_minutes_of_a_text_that_just_fits_fit_to_the_last_heading():
    reader = Reader(final="word " * 60)
    engine = engine_with(reader, context=1200)
    room = 0
    for count in range(1, 200):
        plan = make(engine, style="minutes").plan([sentences(count)])
        room = room if "one part of" in plan.prompt else count
    run(engine, sentences(room), style="minutes")
    assert reader.seen == ["final"] * 4


def test_a_model_that_runs_in_circles_is_stopped_and_said_to_have_been():
    circle = "The plan is good and so is the plan that they had before it. "
    reader = Reader(final=Reply("It is about a plan. " + circle * 50))
    events, summary = run(engine_with(reader), sentences(5))
    assert summary.text.startswith("It is about a plan. The plan is good")
    assert summary.text.count("The plan is good") < 5
    assert summary.usage.completion_tokens > 0
    assert "repeat" in next(event.text for event in events if isinstance(event, Notice))


def test_a_note_that_runs_in_circles_keeps_what_was_said_once():
    circle = "The plan is good and so is the plan that they had before it. "

    def circling(request):
        return "In short, a plan. " + circle * 50 if kind_of(request) == "part" else "The end."

    engine = engine_with(circling)
    _, summary = run(engine, sentences(100))
    notes = text_of(engine.requests[-1])
    assert notes.count("In short, a plan.") == summary.parts
    assert notes.count("The plan is good") == summary.parts


def test_what_a_list_says_again_and_again_is_no_circle():
    rows = "".join(
        f"- Room {number} is free on the third Tuesday of the month.\n" for number in range(20)
    )
    _, summary = run(engine_with(Reader(final=rows), context=2048), sentences(5))
    assert summary.text == rows.strip()


class SeveralAtOnce(ScriptedEngine):
    """Answers all requests that it is given together, and notes how many these were."""

    together: list[int]

    def generate_many(self, requests):
        asked = list(requests)
        self.together = [*getattr(self, "together", []), len(asked)]
        for index, request in enumerate(asked):
            for event in self.generate(request):
                yield index, event


def several_at_once(reply, *, context=512):
    engine = SeveralAtOnce(context_limit=context)
    engine.replies = [reply] * 1_000
    return engine


def test_parts_are_read_together_and_say_the_same():
    _, alone = run(engine_with(Reader()), sentences(300))
    engine = several_at_once(Reader())
    _, together = run(engine, sentences(300))
    assert engine.together[0] == alone.parts > 5
    assert (together.text, together.parts, together.tokens_read) == (
        alone.text,
        alone.parts,
        alone.tokens_read,
    )


def test_a_text_that_grew_at_its_end_costs_only_the_new_parts(tmp_path):
    store = PartialStore(tmp_path / "partials")
    _, before = run(several_at_once(Reader()), sentences(300), store)
    engine = several_at_once(Reader())
    _, after = run(engine, sentences(450), store)
    # the last two parts of a text are of about the same length, so that these are new
    assert after.kept_parts >= before.parts - 2
    assert engine.together[0] == after.parts - after.kept_parts


def test_a_part_that_was_finished_beside_an_interrupted_one_is_kept(tmp_path):
    store = PartialStore(tmp_path / "partials")
    text = sentences(300)
    first = name(0) + " "

    def interrupted_at_the_first(request):
        if text_of(request).startswith(first):
            return Reply("half a th", finish_reason="interrupted")
        return Reader()(request)

    with pytest.raises(InterruptedByUserError):
        list(make(several_at_once(interrupted_at_the_first), store).summarize([text]))
    engine = several_at_once(Reader())
    _, summary = run(engine, text, store)
    assert summary.kept_parts == summary.parts - 1
    assert engine.together[0] == 1


def test_names_and_numbers_that_a_note_leaves_out_stand_beside_it():
    text = sentences(40) + "The town of Aldermoor paid 48,210 euros for it. " + sentences(100)
    engine = engine_with(Reader())
    run(engine, text)
    notes = text_of(engine.requests[-1])
    assert "The town of Aldermoor paid 48,210 euros for it." in notes


def test_with_a_focus_the_sentences_that_speak_of_it_stand_beside_the_notes():
    text = (
        sentences(40)
        + "The bridge is to be repaired. The fee is 30 euros since 1999. "
        + sentences(100)
    )
    engine = engine_with(Reader())
    run(engine, text, focus="repairs of the bridge")
    notes = text_of(engine.requests[-1])
    assert "The bridge is to be repaired." in notes
    assert "30 euros" not in notes


def long_text_with(*facts):
    """Ten stretches, one of `facts` in each of the first ones."""
    stretches = [sentences(60) + fact + " " + sentences(30) for fact in facts]
    return "\n\n".join([*stretches, sentences(300)])


BRIDGES = (
    "The town of Aldermoor paid 48,210 euros for its bridge.",
    "The town of Castlebeck paid 92,405 euros for its bridge.",
)


@pytest.mark.parametrize("context", [512, 8_192])
def test_below_a_long_text_stands_what_its_summary_lacks_word_for_word(context):
    final = "Castlebeck paid 92,405 euros."
    events, summary = run(
        engine_with(Reader(final=final), context=context), long_text_with(*BRIDGES)
    )
    assert summary.text == f"{final}\n\n> {BRIDGES[0]}"
    assert summary.quotes == (BRIDGES[0],)
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == summary.text


def test_nothing_is_quoted_of_a_short_text_in_a_headline_or_when_nobody_wants_it():
    engine = engine_with(Reader(), context=8_192)
    assert run(engine, BRIDGES[0])[1].text == "THE SUMMARY."
    text = long_text_with(*BRIDGES)
    assert run(engine, text, style="headline")[1].text == "THE SUMMARY."
    assert run(engine, text, quotes=False)[1].text == "THE SUMMARY."


def test_with_a_focus_only_what_speaks_of_it_is_quoted():
    text = long_text_with("The dog of Mr Meier is called Rex 7.", *BRIDGES)
    _, summary = run(engine_with(Reader()), text, focus="which town paid for a bridge")
    assert summary.text == "THE SUMMARY.\n\n" + "\n".join(f"> {one}" for one in BRIDGES)


def test_bullets_that_the_model_numbers_lose_their_numbers():
    engine = engine_with(Reader(final="1. It is so.\n- 2. It was 3. before.\n* 3. It ends."))
    events, summary = run(engine, "The plan is not changed.", style="bullets")
    assert summary.text == "- It is so.\n- It was 3. before.\n- It ends."
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == summary.text


def test_nothing_is_quoted_of_a_short_text_that_is_read_in_parts():
    _, summary = run(engine_with(Reader()), sentences(60) + BRIDGES[0], part_tokens=128)
    assert summary.parts > 2
    assert summary.text == "THE SUMMARY."


def test_long_parts_are_read_few_at_a_time():
    engine = several_at_once(Reader(), context=2_048)
    _, summary = run(engine, sentences(1_500), part_tokens=1_300)
    assert summary.parts > 6
    assert max(engine.together) == 3
