"""Which questions are about what the user wrote, and what they are about."""

import pytest

from pa_cli.core.about_texts import asks_for_all, is_about_texts, topic_of


@pytest.mark.parametrize(
    "question",
    [
        "what did I write about the boiler?",
        "is the boiler in my notes?",
        "what do my notes say about Emil?",
        "according to my diary, when did it rain?",
        "我记的银河拍摄参数是什么？",
        "笔记里有没有提到锅炉？",
        "我以前写过什么关于锅炉的？",
        "我关于锅炉写了什么？",
    ],
)
def test_the_question_names_the_users_texts(question):
    assert is_about_texts(question)


@pytest.mark.parametrize(
    "question",
    [
        "how do I write a cover letter?",
        "take a note that the boiler is loud",
        "what is a footnote?",
        "what should I write about?",
        "怎么写日记？",
        "",
    ],
)
def test_other_questions_do_not(question):
    assert not is_about_texts(question)


@pytest.mark.parametrize(
    ("question", "all_"),
    [
        ("what did I write about the boiler?", True),
        ("What are my notes on gifts for Emil?", True),
        ("关于锅炉我记了什么？", True),
        ("我关于锅炉写了什么？", True),
        ("when did I write that the boiler broke?", False),
        ("我记的银河拍摄参数是什么？", False),
    ],
)
def test_some_ask_for_all_that_was_written(question, all_):
    assert asks_for_all(question) is all_


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How much is the choir fee?", "choir fee"),
        ("王师傅的电话是多少？", "王师傅的电话"),
        ("what?", "what"),
        ("", ""),
    ],
)
def test_a_question_has_a_topic_in_its_own_words(question, topic):
    assert topic_of(question) == topic
