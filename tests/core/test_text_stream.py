from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.text_stream import CharacterAssembler, ReasoningSplitter, StopTexts


def split(data, cuts):
    """`data` cut at the given places."""
    places = sorted({min(c, len(data)) for c in cuts})
    return [data[a:b] for a, b in zip([0, *places], [*places, len(data)], strict=True)]


@given(st.text(), st.lists(st.integers(0, 200)))
def test_characters_survive_any_split_of_their_bytes(text, cuts):
    text = text.encode("utf-8", "replace").decode()
    assembler = CharacterAssembler()
    shown = "".join(assembler.feed(piece) for piece in split(text.encode(), cuts))
    assert shown + assembler.finish() == text


def test_bytes_that_never_become_a_character_are_shown_as_such():
    assembler = CharacterAssembler()
    assert assembler.feed(b"ok \xe4\xbd") == "ok "
    assert assembler.finish() == "�"


@given(st.text(alphabet="ab<|>x", max_size=60), st.lists(st.integers(0, 60)))
def test_text_before_a_stop_text_is_passed_and_nothing_after(text, cuts):
    stops = StopTexts(["<|x", "bb"])
    shown = "".join(stops.feed(piece) for piece in split(text, cuts)) + stops.finish()
    ends = [at for stop in ("<|x", "bb") if (at := text.find(stop)) >= 0]
    assert shown == (text[: min(ends)] if ends else text)
    assert stops.reached == bool(ends)


def reasoning_and_answer(text, cuts, *, opened=False):
    splitter = ReasoningSplitter(opened=opened)
    pieces = [p for part in split(text, cuts) for p in splitter.feed(part)]
    pieces += splitter.finish()
    return (
        "".join(p.text for p in pieces if p.is_reasoning),
        "".join(p.text for p in pieces if not p.is_reasoning),
    )


@given(st.lists(st.integers(0, 80)))
def test_reasoning_at_the_beginning_is_told_from_the_answer(cuts):
    text = "<think>\nthree < four\n</think>\n\nThe answer is <b>4</b>."
    assert reasoning_and_answer(text, cuts) == ("\nthree < four\n", "The answer is <b>4</b>.")


@given(st.lists(st.integers(0, 80)))
def test_reasoning_that_the_prompt_opened_needs_no_mark(cuts):
    assert reasoning_and_answer("hm</think>Yes.", cuts, opened=True) == ("hm", "Yes.")


def test_a_think_tag_inside_an_answer_is_text():
    text = "Write <think> to open it."
    assert reasoning_and_answer(text, [3, 8, 11]) == ("", text)


def test_an_answer_that_ends_inside_its_reasoning_is_all_reasoning():
    assert reasoning_and_answer("<think>so far", [9]) == ("so far", "")
