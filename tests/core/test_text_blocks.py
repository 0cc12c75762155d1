from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.fixed_parts import lost_parts
from pa_cli.core.text_blocks import split_blocks
from pa_cli.core.word_diff import word_diff

LINES = st.sampled_from(
    [
        "",
        "a word",
        "# Head",
        "- item",
        "  - deeper",
        "```",
        "~~~",
        "---",
        "    code",
        "\tcode",
        "> quote",
        "| a | b |",
        "|---|---|",
        "1. one",
        "中文。",
        "+++",
        "\r",
        "x\u2028y",
        "\x0c",
    ]
)


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n"]))
def test_all_blocks_joined_are_the_text(lines, end):
    text = end.join(lines)
    blocks = list(split_blocks(text))
    assert "".join(block.with_text(block.text) for block in blocks) == text


def test_marks_code_and_rules_are_not_words():
    text = "---\nkey: value\n---\n# Title\n- [x] done\n\n```\ncode\n```\n***\n"
    words = [block.text for block in split_blocks(text) if not block.is_fixed]
    assert words == ["Title", "done"]


def test_what_must_survive_is_found_however_often():
    assert lost_parts("`a` and `a` at 10:30", "`a` at 10:30") == ["`a`"]
    assert lost_parts("3 of {n} on %s", "3 von {n} auf %s") == []
    assert lost_parts("<b>12 %</b>", "12 Prozent") == ["<b>", "</b>"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_diff_holds_both_texts(before, after):
    changes = list(word_diff(before, after))
    assert "".join(c.text for c in changes if c.kind != "added") == before
    assert "".join(c.text for c in changes if c.kind != "removed") == after
