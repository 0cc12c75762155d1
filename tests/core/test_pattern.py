import json
import re
import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pa_cli.core.pattern import parse_pattern
from pa_cli.core.pattern_grammar import pattern_to_gbnf
from pa_cli.core.pattern_matching import matches
from tests.support.gbnf import Gbnf
from tests.support.schemas import PATTERNS

_TEXTS = st.text('abcxyzAB019-." \\/\t,colur', max_size=8)


@given(st.sampled_from(PATTERNS), _TEXTS)
@example("colou?r", "my color")
@example("^[A-Z]{2}-[0-9]{3,4}$", "AB-019")
def test_a_pattern_matches_as_in_the_standard_library(pattern, text):
    assert matches(pattern, text) == bool(re.search(pattern, text, re.ASCII))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^$", "", True),
        ("^$", "a", False),
        ("", "anything", True),
        ("^[^ab]$", "中", True),
        ("^[a-]$", "-", True),
        ("^[]a]$", None, None),
        ("^a{2,}$", "aaaa", True),
        ("^a{2}$", "aaa", False),
        (r"^\S\D\W$", "a a", False),
        (r"^\S\D\W$", "ab!", True),
        (r"\.$", "end.", True),
    ],
)
def test_a_pattern(pattern, text, found):
    if text is None:
        with pytest.raises(ValueError):  # noqa: PT011
            parse_pattern(pattern)
    else:
        assert matches(pattern, text) is found


@pytest.mark.parametrize(
    "pattern",
    [
        "(a*)*",
        "(a?|b)+",
        "a**",
        "a{1,9999}",
        "((a{99}){99}){99}",
        "a{3,2}",
        "a{x}",
        "a{",
        "(a",
        "a)",
        "[a",
        "[z-a]",
        "[]",
        r"[\d-z]",
        "a^b",
        "a$b",
        "(^a)",
        "^a|b$",
        "(?=a)",
        "(?i)a",
        r"\1",
        r"\bword\b",
        r"\x41",
        "\\",
        "*a",
        "\x1b",
        "(" * 400 + "a" + ")" * 90,
        "a" * 501,
    ],
)
def test_a_pattern_outside_the_subset_is_refused_with_a_reason(pattern):
    with pytest.raises(ValueError, match=r".{8}"):
        parse_pattern(pattern)


def test_a_pattern_that_stalls_backtracking_matchers_takes_no_time():
    started = time.process_time()
    assert not matches("^(a+)+$", "a" * 2000 + "!")
    assert time.process_time() - started < 5


_ATOMS = st.sampled_from(["a", "b", "-", r"\d", r"\w", r"\s", r"\.", ".", "[a-c]", "[^a]", "[b-]"])
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("({}|{})".format, inner, inner),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{0,3}?"])),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(
    st.sampled_from(["{}", "^{}", "{}$", "^{}$"]),
    _PATTERNS,
    st.text("abc-1 .Z", max_size=6),
    st.randoms(use_true_random=False),
)
def test_any_pattern_means_the_same_to_matcher_grammar_and_standard_library(
    anchors, inner, text, dice
):
    pattern = anchors.replace("{}", inner)
    standard = re.compile(pattern.replace("$", r"\Z"), re.ASCII)
    try:
        parse_pattern(pattern)
    except ValueError:
        assume(False)
    assert matches(pattern, text) == bool(standard.search(text))
    said = Gbnf(f'root ::= "\\"" r0 "\\""\nr0 ::= {pattern_to_gbnf(pattern)}\n').say(dice)
    assert standard.search(json.loads(said))
