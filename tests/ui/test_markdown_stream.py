import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_cli.ui.markdown_stream import MarkdownStream


def render(text, *, width=60, styled=True, pieces=None):
    stream = MarkdownStream(styled=styled, columns=lambda: width)
    shown = "".join(stream.feed(piece) for piece in pieces or [text])
    return shown + stream.finish()


def without_colours(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def plain(text, **more):
    return without_colours(render(text, **more))


def test_inline_markers_become_styles():
    assert render("a **b** *c* `d` ~~e~~") == (
        "a \x1b[1mb\x1b[0m \x1b[3mc\x1b[0m \x1b[36md\x1b[0m \x1b[9me\x1b[0m\n"
    )


def test_without_colours_the_markers_stay():
    assert render("# T\na **b** `c`", styled=False) == "# T\na **b** `c`\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**注意：**请看", "注意：请看"),
        ("他说**“你好”**了", "他说“你好”了"),
        ("2*3*4 = 24 and 2**3**2", "2*3*4 = 24 and 2**3**2"),
        ("snake_case_name", "snake_case_name"),
        (r"\(x^2\) and \[y\]", r"\(x^2\) and \[y\]"),
        (r"not \*bold\*", "not *bold*"),
        ("<b>tags</b> &amp; <br>", "<b>tags</b> &amp; <br>"),
        ("see [here](https://a.example/中?b=1)", "see here (https://a.example/中?b=1)"),
        ('[x](u "Title")', 'x (u) "Title"'),
        ("![a cat](cat.png)", "a cat (cat.png)"),
        ("<https://a.example>", "<https://a.example>"),
        ("[evil](javascript:alert)", "[evil](javascript:alert)"),
        ("an **open marker", "an **open marker"),
    ],
)
def test_nothing_but_markers_is_taken_away(text, shown):
    assert plain(text) == shown + "\n"


def test_bold_in_chinese_is_bold_also_beside_punctuation():
    assert render("**注意：**请看") == "\x1b[1m注意：\x1b[0m请看\n"


def test_no_hyperlinks_and_no_sequences_of_the_models_own_reach_the_terminal():
    shown = render(
        "[x](https://a.example)\x1b]52;c;YQ==\x07 \x9b31m \u202e `\x1b[2J`\n```\n\x1b[H\n```"
    )
    assert re.findall(r"\x1b(?!\[[0-9;]*m)|[\x07\x9b\u202e]", shown) == []


def test_lists_hang_and_keep_their_numbers():
    text = "- one two three four\n  - nested and long\n10. ten and more words\n* star"
    assert plain(text, width=14).splitlines() == [
        "• one two",
        "  three four",
        "  • nested and",
        "    long",
        "10. ten and",
        "    more words",
        "• star",
    ]


def test_blank_lines_are_kept_one_at_a_time_and_none_at_the_ends():
    assert plain("\n\na\n\n\n\nb\n\n") == "a\n\nb\n"


def test_a_line_break_of_the_text_is_one_on_the_screen():
    assert plain("roses are red\nviolets are blue") == "roses are red\nviolets are blue\n"


def test_a_quote_has_a_bar_on_every_line():
    assert plain("> one two three\n> > deeper", width=10).splitlines() == [
        "│ one two",
        "│ three",
        "│ │ deeper",
    ]


def test_headings_and_rules():
    assert plain("## Two ##\ntext\n---\n# One") == "Two\ntext\n" + "─" * 40 + "\nOne\n"


def test_code_is_shown_as_it_is_line_by_line():
    stream = MarkdownStream(columns=lambda: 20)
    assert without_colours(stream.feed("```python\ndef f():\n\tx = ")) == "```python\ndef f():\n"
    long = "\tx = " + "1 + " * 20 + "**not bold** # hm"
    assert without_colours(stream.feed("1 + " * 20 + "**not bold** # hm\n")) == long + "\n"
    assert (
        without_colours(stream.feed("\n  \n``\n```\n**b**") + stream.finish())
        == "\n  \n``\n```\nb\n"
    )


def test_a_fence_is_closed_by_its_own_kind_only():
    assert plain("````\n```\n~~~\n````\n**b**") == "````\n```\n~~~\n````\nb\n"


def test_code_in_an_unknown_language_is_shown():
    assert plain("```klingon\nqapla'\n```") == "```klingon\nqapla'\n```\n"


def test_code_that_is_cut_off_is_shown():
    assert plain("```python\nx = 1\ny = ") == "```python\nx = 1\ny = \n"


TABLE = "| Name | Count |\n|:--|--:|\n| apples | 12 |\n| 香蕉 | 7 |\n"


def test_a_table_is_aligned_by_columns_of_the_terminal():
    assert plain("before\n\n" + TABLE + "\nafter").splitlines() == [
        "before",
        "",
        "Name    Count",
        "──────  ─────",
        "apples     12",
        "香蕉        7",
        "",
        "after",
    ]


def test_a_table_without_room_becomes_records():
    table = "|First|Second|Third|Fourth|\n|-|-|-|-|\n|alpha beta gamma delta|b|c|d|\n"
    assert plain(table, width=20).splitlines() == [
        "First: alpha beta",
        "  gamma delta",
        "Second: b",
        "Third: c",
        "Fourth: d",
    ]


def test_a_table_with_wide_cells_wraps_them():
    table = "| a | b |\n|---|---|\n| one two three four five six | x `p|q` \\| y |\n"
    assert plain(table, width=31).splitlines() == [
        "a" + " " * 20 + "b",
        "─" * 19 + "  " + "─" * 9,
        "one two three four   x p|q | y",
        "five six",
    ]


def test_a_line_with_a_bar_that_is_no_table_is_text():
    assert plain("a | b\nc | d") == "a | b\nc | d\n"


def test_a_long_line_is_shown_before_it_ends():
    stream = MarkdownStream(columns=lambda: 20)
    shown = "".join(stream.feed(word + " ") for word in ["word"] * 20)
    assert shown.count("\n") >= 3
    assert (shown + stream.finish()).split() == ["word"] * 20


def test_a_long_heading_keeps_its_spaces():
    stream = MarkdownStream(columns=lambda: 20)
    shown = "".join(stream.feed(piece) for piece in ["# " + "long " * 9, "end\n"])
    assert without_colours(shown).split() == ["long"] * 9 + ["end"]


def test_a_long_line_with_an_open_marker_waits_for_its_end():
    stream = MarkdownStream(columns=lambda: 20)
    assert stream.feed("some **bold words that go on and on and on and ") == ""
    assert without_colours(stream.feed("end** here.\n")).split("\n")[0] == "some bold words that"


def test_a_resize_is_followed_at_the_next_line():
    widths = iter([40, 40, 10, 10, 10, 10])
    stream = MarkdownStream(columns=lambda: next(widths))
    assert stream.feed("one two three four\none two three four\n") == (
        "one two three four\none two\nthree four\n"
    )


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *"ab1 \n#*_`~>-+.()[]!\\<:/\"'\t",
            "\r\n",
            "```",
            "**",
            "中",
            "。",
            "：",
            "word ",
            "1. ",
            "long " * 9,
        ]
    ),
    max_size=40,
).map("".join)


def cut(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@settings(max_examples=300)
@given(MARKDOWN, st.integers(8, 40), st.booleans(), st.data())
def test_every_word_comes_out_in_order_however_it_is_cut(text, width, styled, data):
    shown = plain(text, width=width, styled=styled, pieces=cut(text, data))
    assert re.findall(r"\w", shown.replace("_", "")) == re.findall(r"\w", text.replace("_", ""))


# markers that stand alone: with heaps such as **"`**_ even readers do not agree what is meant
SENSIBLE = st.lists(
    st.sampled_from(
        [
            "word ",
            "long " * 9,
            "中文。",
            "**bold** ",
            "*it* ",
            "`code` ",
            "\n",
            "\n\n",
            "\n- ",
            "\n1. ",
            "\n> ",
            "\n# ",
            "\n```\n",
            "\n| a | b |\n|--|--|\n| c | d |\n",
            "[a](b) ",
            "2 * 3 ",
            "a_b ",
            "\r\n",
            "\t",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=300)
@given(SENSIBLE, st.integers(8, 40), st.data())
def test_how_it_is_cut_into_deltas_makes_no_difference(text, width, data):
    assert render(text, width=width, pieces=cut(text, data)) == render(text, width=width)
