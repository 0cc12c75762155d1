import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.chunking import split_text


def words(text):
    return len(text.split())


def byte_tokens(text):
    """A counter under which Chinese costs three tokens a character."""
    return len(text.encode("utf-8"))


def cut(text, limit, count=words):
    return list(split_text([text], limit=limit, count=count))


def texts(text, limit, count=words):
    return [chunk.text for chunk in cut(text, limit, count)]


pieces = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "One sentence. ",
                "e.g. 3.14 ",
                "\n\n",
                "\n",
                "# Title\n",
                "你好，世界。",
                "x" * 50,
                "é",
                "👩‍👩‍👧",
            ]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    ),
    max_size=60,
)


@given(pieces, st.integers(4, 60), st.sampled_from([words, byte_tokens, len]))
def test_chunks_joined_are_the_text_and_each_fits(blocks, limit, count):
    text = "".join(blocks)
    chunks = list(split_text(blocks, limit=limit, count=count))
    assert "".join(chunk.text for chunk in chunks) == text
    assert all(chunk.text for chunk in chunks)
    for chunk in chunks:
        assert chunk.tokens == count(chunk.text)
        assert chunk.tokens <= limit


@given(pieces, st.integers(4, 60))
def test_line_spans_point_into_the_text(blocks, limit):
    text = "".join(blocks)
    position = 0
    for chunk in split_text(blocks, limit=limit, count=byte_tokens):
        assert chunk.start_line == text.count("\n", 0, position) + 1
        position += len(chunk.text)
        assert chunk.end_line == text.count("\n", 0, position - 1) + 1
    assert position == len(text)


def test_how_the_blocks_are_sized_does_not_change_the_chunks():
    text = "".join(f"This is sentence number {i}. " for i in range(500))
    whole = texts(text, 40)
    assert [c.text for c in split_text(iter(text), limit=40, count=words)] == whole


def test_paragraphs_are_kept_whole_where_they_fit():
    paragraphs = ["one two three four five six seven eight.\n\n"] * 6
    assert texts("".join(paragraphs), 20) == ["".join(paragraphs[:2])] * 3


def test_a_heading_begins_a_chunk():
    section = "word " * 9 + "end.\n"
    text = f"# One\n{section}\n# Two\n{section}\n# Three\n{section}\n# Four\n{section}"
    assert all(piece.startswith("# ") for piece in texts(text, 14))


def test_sentences_are_not_cut_at_abbreviations_decimals_or_initials():
    text = "Dr. J. Smith paid 3.50 dollars, i.e. not much, at approx. noon on Oct. 3 in Rome. "
    for piece in texts(text * 8, 40):
        assert re.fullmatch(r"(Dr\. .* Rome\. )+", piece)


def test_chinese_is_cut_after_its_own_full_stops():
    sentences = "项目会议在周三上午举行。大家讨论了预算！谁来负责？“由李明负责。”"
    for piece in texts(sentences * 10, 60, count=len):
        assert piece[-1] in "。！？”"


def test_a_text_without_any_bound_is_cut_between_characters():
    assert texts("x" * 100, 30, count=len) == ["x" * 29, "x" * 29, "x" * 29, "x" * 13]


def test_an_end_that_is_a_scrap_shares_with_the_chunk_before_it():
    assert texts("x" * 62, 30, count=len) == ["x" * 29, "x" * 18, "x" * 15]


def test_of_a_text_that_grew_only_the_last_chunk_changes():
    before = texts("x" * 100, 30, count=len)
    after = texts("x" * 160, 30, count=len)
    assert after[:3] == before[:3]
    assert after[3] != before[3]
    assert "".join(texts("👩‍👩‍👧" * 20, 12, count=len)) == "👩‍👩‍👧" * 20
    assert all(len(piece) % 5 == 0 for piece in texts("👩‍👩‍👧" * 20, 12, count=len))


def test_a_character_that_is_over_the_limit_goes_alone():
    assert texts("好人", 2, count=byte_tokens) == ["好", "人"]


def test_the_end_is_no_scrap():
    sizes = [chunk.tokens for chunk in cut("word " * 104, 100)]
    assert len(sizes) == 2
    assert min(sizes) > 40


@pytest.mark.parametrize("text", ["", "short"])
def test_what_fits_is_one_chunk(text):
    assert texts(text, 10) == ([text] if text else [])


def test_the_counter_is_called_about_once_a_chunk():
    calls = []

    def count(text):
        calls.append(len(text))
        return len(text) // 4

    text = "A sentence of some words stands here. And 又一句话。\n" * 3_000
    chunks = cut(text, 500, count)
    assert len(chunks) > 50
    assert len(calls) <= 1.2 * len(chunks) + 3


def test_memory_does_not_grow_with_the_text():
    def peak(repeats):
        blocks = ("A line of the long text. " * 100 for _ in range(repeats))
        tracemalloc.start()
        for _ in split_text(blocks, limit=200, count=words):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak(5)
    # a thread of somebody else may take memory meanwhile, hardly twice
    assert min(peak(500), peak(500)) < 1.5 * peak(20)
