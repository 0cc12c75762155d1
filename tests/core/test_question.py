"""What a question looks for, and how much of it a text covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.question import read_question
from pa_cli.core.ranking import coverage, fuse, term_weights
from pa_cli.core.word_stems import index_words, stem


def tokens(text):
    return [term.token for term in read_question(text).terms]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did I write about the boiler?", ["boiler"]),
        ("When is my doctor's appointment with Dr. Lee", ["doctor", "appointment", "dr", "lee"]),
        ("锅炉是什么时候修的", ["锅炉", "修"]),
        ("我上次什么时候见王总？", ["上次", "见王", "王总"]),
        ("notes about notes", ["note"]),
        ("what is it?", ["what", "is", "it"]),
        ("iPhone手机的密码", ["iphon", "手机", "密码"]),
    ],
)
def test_the_words_that_ask_are_left_out(question, expected):
    assert tokens(question) == expected


def test_filters_phrases_and_exclusions_are_no_words():
    found = read_question(
        'in:notes tag:home -tag:old #x since:2026-01 file:"a b.pdf" -gas "heat pump" cost'
    )
    assert found.filters == (
        ("in", "notes", False),
        ("tag", "home", False),
        ("tag", "old", True),
        ("tag", "x", False),
        ("since", "2026-01", False),
        ("file", "a b.pdf", False),
    )
    assert found.phrases == ('"heat pump"',)
    assert found.excluded == ('"gas"',)
    assert found.words == "heat pump cost"


@pytest.mark.parametrize(
    "forms",
    [
        "repair repairs repaired repairing",
        "battery batteries",
        "plan plans planned planning",
        "make makes making made",
        "buy buys buying bought",
        "house houses housing",
        "box boxes",
        "note notes noted noting",
        "try tries tried trying",
    ],
)
def test_the_forms_of_a_word_are_one(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("not", "note"), ("us", "use"), ("need", "knee"), ("red", "reed"), ("bus", "busy")],
)
def test_different_words_stay_different(one, other):
    assert stem(one) != stem(other)


def test_names_in_code_are_found_whole_and_in_parts():
    assert index_words("parseDate") == [stem("parsedate"), stem("parse"), stem("date")]
    assert index_words("parse_date") == [stem("parse"), stem("date")]


@given(st.text(max_size=60))
def test_anything_may_be_typed(text):
    question = read_question(text)
    assert all(term.token and '"' not in term.token for term in question.terms)


def test_a_seam_of_two_words_is_not_missed_but_an_unknown_word_is():
    terms = read_question("锅炉维修").terms
    frequency = {term: {"锅炉": 1, "维修": 1}.get(term.text, 0) for term in terms}
    weights = term_weights(terms, frequency, 100)
    share, found = coverage(weights, frozenset(["锅炉", "维修"]))
    assert share == 1
    assert [term.text for term in found] == ["锅炉", "维修"]
    unknown = read_question("锅炉 秘鲁").terms
    weights = term_weights(unknown, {term: int(term.text == "锅炉") for term in unknown}, 100)
    assert coverage(weights, frozenset(["锅炉"]))[0] < 0.5


def test_two_orders_become_one():
    assert list(fuse([["a", "b", "c"], ["b", "d"]])) == ["b", "a", "d", "c"]
    assert fuse([["a"]], k=60) == {"a": 1 / 61}


def test_a_place_in_an_order_may_count_for_little():
    orders = [["chance", "right"], ["right", "near"]]
    assert list(fuse(orders, weights=[{"chance": 0.1}])) == ["right", "near", "chance"]
