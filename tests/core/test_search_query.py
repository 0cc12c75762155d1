import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.search_query import find_line, parse_query
from pa_cli.core.segmentation import segment


def finds(query, text):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    db.execute("INSERT INTO t VALUES (?)", (segment(text),))
    found = parse_query(query)
    if not found.match:
        return None
    sql = "SELECT count(*) FROM t WHERE t MATCH ?"
    return bool(db.execute(sql, (found.match,)).fetchone()[0])


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("milk", "Buy milk today", True),
        ("milk bread", "Buy milk today", False),
        ("today milk", "Buy milk today", True),
        ('"buy milk"', "Buy milk today", True),
        ('"milk buy"', "Buy milk today", False),
        ("mil", "Buy milk today", False),
        ("mil*", "Buy milk today", True),
        ("cafe", "Café", True),
        ("école", "ECOLE", True),
        ("王总", "今天王总开会", True),
        ("总王", "今天王总开会", False),
        ("王", "今天王总开会", True),
        ("会", "今天王总开会", True),
        ("开会", "今天王总开会", True),
        ("王总开会", "今天王总开会", True),
        ("王总 开会", "今天王总要开会", True),
        ("王总开会", "今天王总要开会", False),
        ("手机", "我的iPhone手机", True),
        ("iPhone手机", "我的iPhone手机", True),
        ('"iPhone 手机"', "我的iPhone手机", True),
        ('"手机 iPhone"', "手机 iPhone", True),
        ("“buy milk”", "Buy milk today", True),
        ("e-mail", "send an e-mail", True),
        ("한국어", "저는 한국어를", True),
        ("カタカナ", "これはカタカナです", True),
        ("c++", "I like C++", True),
        ("NOT", "do not", True),
        ("a AND b", "a and b", True),
    ],
)
def test_what_is_found(query, text, expected):
    assert finds(query, text) is expected


def test_tags_and_exclusions_are_apart():
    query = parse_query('#Work tag:q3 -draft -#old "to do" #工作')
    assert query.tags == ("work", "q3", "工作")
    assert query.excluded_tags == ("old",)
    assert query.exclude == '"draft"'
    assert query.match == '"to do"'


@pytest.mark.parametrize("query", ["", "   ", '""', "***", "-", "#", "!?", '"'])
def test_nothing_is_nothing(query):
    assert parse_query(query).is_empty


@given(st.text())
def test_whatever_is_typed_is_a_valid_expression(query):
    finds(query, "some text 一些文字")


def test_the_line_with_most_words_is_shown():
    text = "milk\nbread\nbread and Milk\nmilk and bread"
    assert find_line(text, ("milk", "bread")).number == 3
    assert find_line(text, ("nothing",)) is None
    assert find_line("Café", ("cafe",)).text == "Café"
