import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.fixed_parts import has_words, lost_emphasis, lost_parts
from pa_cli.core.text_blocks import split_blocks
from pa_cli.core.word_diff import word_diff
from pa_cli.core.written_numbers import large_numbers, lost_numbers

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
        "> ",
        "    the words of a plain text are these",
        "\xa0\xa0\xa0 这是一段文字，",
        "=====",
        "> [!NOTE]",
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


def test_indented_prose_is_no_code_and_keeps_its_indentation():
    text = (
        "1.1. What is it?\n\n"
        "    It is a list of the questions that\n    people ask of it.\n\n"
        "    本文档提供了常见问题，以及\n    它们的解答。\n\n"
        "    # apt-get install the-list\n    $ make it && see\n\n"
        "      * an item that is\n        longer\n"
    )
    blocks = list(split_blocks(text))
    assert [block.text for block in blocks if block.is_fixed] == [
        "    # apt-get install the-list\n    $ make it && see"
    ]
    assert "It is a list of the questions that\npeople ask of it." in [b.text for b in blocks]
    prose = next(block for block in blocks if block.text.startswith("It is"))
    assert prose.with_text("Es ist\nlang.") == "    Es ist\n    lang.\n\n"
    assert blocks[-1].with_text("ein\nPunkt") == "      * ein\n        Punkt\n"
    assert "".join(block.with_text(block.text) for block in blocks) == text


def test_a_quoted_paragraph_is_one_block():
    text = "> It was late\n> and dark.\n>\n> - one\n> > deeper\n"
    blocks = list(split_blocks(text))
    assert [b.text for b in blocks if not b.is_fixed] == ["It was late\nand dark.", "one", "deeper"]
    assert blocks[0].with_text("Es war\nspät.") == "> Es war\n> spät.\n"
    assert "".join(block.with_text(block.text) for block in blocks) == text


def test_badges_comments_underlines_and_callouts_have_no_words():
    badge = "[![build status](https://example.org/b.svg)](https://example.org/ci)"
    text = f"{badge}\n{badge}\n\n<!-- begin -->\n\nTitle\n=====\n\n> [!NOTE]\n> Mind it.\n"
    words = [block.text for block in split_blocks(text) if not block.is_fixed]
    assert words == ["Title", "Mind it."]


def test_what_must_survive_is_found_however_often():
    assert lost_parts("`a` and `a` at 10:30", "`a` at 10:30") == ["`a`"]
    assert lost_parts("3 of {n} on %s", "3 von {n} auf %s") == []
    assert lost_parts("<b>12 %</b>", "12 Prozent") == ["<b>", "</b>"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_diff_holds_both_texts(before, after):
    changes = list(word_diff(before, after))
    assert "".join(c.text for c in changes if c.kind != "added") == before
    assert "".join(c.text for c in changes if c.kind != "removed") == after


def test_the_cells_of_a_table_are_worked_on_one_by_one_and_its_bars_stay():
    row = "  | `a|b` | two words |3|\\| x |\n"
    blocks = list(split_blocks(row))
    assert [block.text for block in blocks] == ["`a|b`", "two words", "3", "\\| x"]
    assert [block.text for block in blocks if block.is_fixed] == ["3"]
    assert "".join(block.with_text("_") for block in blocks) == "  | _ | _ |_|_ |\n"


def test_links_emphasis_and_footnotes_have_to_survive():
    text = "See [the *guide*](../guide.md) **now**[^1]."
    assert lost_parts(text, "Voir le guide.") == ["](../guide.md)", "[^1]"]
    assert lost_emphasis(text, "Voir [le guide](../guide.md) **ici**[^1].") == ["*…*"]


def test_code_and_links_alone_are_no_words():
    assert not has_words("`git push` https://example.org/a 17")
    assert has_words("`git push` sends")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1,234.50 euros", "1.234,50 Euro"),
        ("$1,250.00 a year", "每年1250美元"),
        ("100 million people", "1亿人"),
        ("100 million people", "1 亿人"),
        ("预算85万元", "a budget of 850,000 yuan"),
        ("2015年6月", "June 2015"),
        ("2026-11-17", "am 17. November 2026"),
        ("3.5 million", "350万"),
        ("3 billion", "3 Milliarden"),
        ("3 billion", "30亿"),
        ("100 million", "100 Millionen"),
        ("在3个城市", "in three cities"),
        ("version 1.2.3 of 10 k", "1.2.3 版，10千"),
        ("４０％", "40 percent"),
        ("5 km", "5 千米"),
        ("14 Mill Lane", "14 号米尔巷"),
        ("二十三名业主参加", "twenty-three owners came"),
        ("共有一百二十个车位", "120 spaces in all"),
        ("共120个", "共一百二十个"),
        ("二〇二五年十二月三十日", "30 December 2025"),
        ("一万两千人", "12,000 people"),
        (
            "十分高兴，千万小心，一心一意，老百姓",
            "very glad, be careful, with all our heart, people",
        ),
    ],
)
def test_a_number_survives_as_other_languages_write_it(before, after):
    assert lost_numbers(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("100 million people", "1000 万人", ["100 million"]),
        ("It has 100 pages", "有1000页", ["100"]),
        ("3 and 3", "3", ["3"]),
        ("85 seats", "85万个座位", ["85"]),
        ("version 1.2.3", "版本 1.2", ["1.2.3"]),
        ("$1,250.00", "12.50 美元", ["1,250.00"]),
        ("二十三名业主参加", "13 owners came", ["二十三"]),
        ("二〇二五年的四千二百元", "4,200 yuan in 2024", ["二〇二五"]),
    ],
)
def test_a_number_that_became_another_is_lost(before, after, lost):
    assert lost_numbers(before, after) == lost


def test_large_numbers_are_counted_as_the_other_language_does():
    english = "100 million people, 12,500 euros, 3.5 billion, 20 thousand"
    assert large_numbers(english, in_myriads=True) == {
        "100 million": "1亿",
        "3.5 billion": "35亿",
        "20 thousand": "2万",
    }
    assert large_numbers("85万元，1.2亿人，3年", in_myriads=False) == {
        "85万": "850,000",
        "1.2亿": "120 million",
    }
    assert large_numbers("三十五万元，一亿人", in_myriads=False) == {
        "三十五万": "350,000",
        "一亿": "100 million",
    }
