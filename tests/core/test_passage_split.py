"""Cutting texts into passages: by headings, paragraphs, functions and rows, with true line numbers."""

from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.code_split import split_code, split_table
from pa_cli.core.passage_split import Block, split_blocks, split_markdown, split_plain
from pa_cli.core.token_estimate import estimate_tokens

LONG = "A sentence of seven words stands here. " * 15


def places(pieces):
    return [(p.headings, p.first_line, p.last_line) for p in pieces]


def test_sections_that_say_enough_stand_alone_under_their_headings():
    text = f"# Boat\n\n{LONG}\n\n## Engine\n\n{LONG}\n\n### Oil\n\n{LONG}\n\n## Sails\n\n{LONG}\n"
    assert places(split_markdown(text)) == [
        (("Boat",), 1, 3),
        (("Boat", "Engine"), 5, 7),
        (("Boat", "Engine", "Oil"), 9, 11),
        (("Boat", "Sails"), 13, 15),
    ]


def test_small_sections_are_joined_under_what_they_share():
    text = "# Log\n\n## Monday\n\nRain.\n\n## Tuesday\n\nSun.\n"
    assert places(split_markdown(text)) == [(("Log",), 1, 9)]


def test_headings_in_code_are_none_and_underlined_ones_are():
    text = f"Title\n=====\n\n{LONG}\n\n```\n# comment\n```\n\n{LONG}\n\nPart\n----\n\n{LONG}\n"
    found = split_markdown(text)
    assert {p.headings for p in found} == {("Title",), ("Title", "Part")}


def test_a_long_paragraph_is_cut_between_sentences():
    found = split_plain(LONG * 5)
    assert len(found) > 2
    assert all(p.text.endswith(".") for p in found)
    assert all(estimate_tokens(p.text) <= 320 for p in found)
    assert {(p.first_line, p.last_line) for p in found} == {(1, 1)}


def test_chinese_counts_by_characters():
    found = split_plain("今天下午三点和王总开会讨论明年的预算。" * 60)
    assert all(100 <= len(p.text) <= 320 for p in found)
    assert all(p.text.endswith("。") for p in found)


@given(
    st.lists(
        st.sampled_from(["", "# One", "## Two", "words " * 30, "```", "字" * 40, "- item", "   "]),
        max_size=40,
    ),
    st.integers(1, 9),
)
def test_line_numbers_are_those_of_the_file_and_nothing_is_lost(lines, first_line):
    text = "\n".join(lines)
    found = split_markdown(text, first_line=first_line)
    for piece in found:
        of_file = "\n".join(lines[piece.first_line - first_line : piece.last_line - first_line + 1])
        assert piece.text in of_file
    kept = "".join("".join(piece.text.split()) for piece in found)
    assert kept == "".join(text.split())


def test_functions_and_methods_are_under_their_names():
    body = "\n".join(f"        value_{n} = compute({n}) + other_{n}" for n in range(40))
    text = f"import os\n\n\nclass Boat:\n    @cached\n    def sail(self):\n{body}\n\n    def row(self):\n{body}\n"
    found = split_code(text)
    assert ("Boat", "sail") in {p.headings for p in found}
    row = next(p for p in found if p.headings == ("Boat", "row"))
    assert row.text.lstrip().startswith("def row(self):")
    assert "@cached" in next(p for p in found if "def sail" in p.text).text


def test_other_languages_have_functions_too():
    filler = "\n".join(f"    let x{n} = long_enough_expression({n});" for n in range(40))
    starts = ["pub fn first() {", "impl Boat {", "export async function third() {"]
    text = "\n".join(f"{start}\n{filler}\n}}\n" for start in starts)
    assert [p.headings for p in split_code(text) if p.text.startswith(tuple(starts))] == [
        ("first",),
        ("Boat",),
        ("third",),
    ]


def test_rows_of_a_table_keep_their_header_and_a_quoted_line_end_is_no_row():
    rows = [f'{n},"two\nlines {n}",{"x" * 20}' for n in range(60)]
    text = "id,text,more\n" + "\n".join(rows) + "\n"
    found = split_table(text)
    assert len(found) > 2
    assert all(p.text.startswith("id,text,more\n") for p in found)
    lines = text.split("\n")
    for piece in found:
        assert piece.text.split("\n")[1] == lines[piece.first_line - 1]
        assert piece.text.split("\n")[-1] == lines[piece.last_line - 1]
    assert split_table("only,a,header\n")[0].text == "only,a,header"
    assert split_table("") == []


def test_blocks_keep_the_lines_from_their_first_to_their_last():
    blocks = [Block("Bread", 1, 3, 3), Block("Feed the starter.", 0, 5, 6), Block(LONG, 0, 9, 20)]
    found = split_blocks(blocks)
    assert places(found) == [(("Bread",), 3, 20)]
    more = split_blocks([*blocks, Block("Baking", 2, 22, 22), Block(LONG, 0, 23, 30)])
    assert places(more)[-1] == (("Bread", "Baking"), 22, 30)
