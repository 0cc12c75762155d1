import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.ui.wrapping import columns_of, wrap_ranges


def lines(text, width, **more):
    return [text[start:end] for start, end in wrap_ranges(text, width, **more)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two   three", 7, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab cdefghij", 4, ["ab", "cdef", "ghij"]),
        ("一二三四五", 4, ["一二", "三四", "五"]),
        ("一二三四五", 5, ["一二", "三四", "五"]),
        # a full stop does not begin a line, an opening quote does not end one
        ("一二三。四", 6, ["一二", "三。四"]),
        ("一二「三」", 6, ["一二", "「三」"]),
        ("use 中文 here", 6, ["use 中", "文", "here"]),
        # a family of people is one character on the screen
        ("ab👨\u200d👩\u200d👧cd", 4, ["ab👨\u200d👩\u200d👧", "cd"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_lines_are_broken_where_a_reader_expects_it(text, width, expected):
    assert lines(text, width) == expected


def test_the_first_line_may_be_shorter():
    assert lines("one two three", 13, first_width=4) == ["one", "two three"]


WORDS = st.text(alphabet="ab 一，「e\u0301👨\u200d", max_size=60)


@given(WORDS, st.integers(2, 12))
def test_only_spaces_at_breaks_are_left_out_and_lines_fit(text, width):
    broken = lines(text, width)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    for line in broken[:-1]:
        # what hangs together may be wider than a very narrow line
        assert columns_of(line) <= width or len(line.split()) == 1
