import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.errors import UsageError
from pa_cli.core.note import file_stem, inline_tags, links_in, title_of
from pa_cli.core.tags import read_tags


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# Heading\ntext", "Heading"),
        ("\n\n  first line \nsecond", "first line"),
        ("## Deep ##\n", "Deep"),
        ("---\n\n# After a rule", "After a rule"),
        ("王总开会\n", "王总开会"),
        ("#tag only", "#tag only"),
        ("", ""),
    ],
)
def test_the_title_is_the_first_heading_or_line(body, title):
    assert title_of(body) == title


def test_tags_in_the_text_count_but_not_in_code_numbers_or_addresses():
    body = "a #work, (#q3) #q3 #123 C#sharp http://x/#frag `#code` 今天#心情 #a/b/\n```\n#no\n```\n#yes"
    assert inline_tags(body) == ("work", "q3", "心情", "a/b", "yes")


def test_wiki_links_and_relative_markdown_links():
    body = "[[A]] [[B|shown]] [[C#part]] ![[D]] ![[pic.png]] [x](../other%20note.md#h) [y](http://a/b.md) `[[no]]`"
    assert links_in(body, "sub/this.md") == ("A", "B", "C", "D", "other note.md")


@given(st.text())
def test_any_title_is_a_safe_file_name(title):
    stem = file_stem(title)
    assert stem
    assert "/" not in stem
    assert not stem.startswith(".")
    assert len(f"{stem}.conflict-2026-03-11T102030 99.md".encode()) <= 255
    assert stem == stem.strip()


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("a\x1b]0;x\x07b", "a ]0;x b".replace("]", "").replace("  ", " ")),
        ("CON", "CON_"),
        ("...", "note"),
        ("Cafe\u0301", "Café"),
        ("会" * 100, "会" * 40),
    ],
)
def test_what_is_not_safe_is_left_out(title, stem):
    assert file_stem(title) == stem


def test_tags_as_typed():
    assert read_tags(["#Work,q3", "work", "工作"]) == ("Work", "q3", "工作")
    with pytest.raises(UsageError, match="to do"):
        read_tags(["to do"])
