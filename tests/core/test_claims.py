"""What a sentence of an answer claims, and what kind of question it answers."""

import pytest

from pa_cli.core.claims import asks_yes_or_no, read_statement, wants_a_text


@pytest.mark.parametrize(
    "question",
    [
        "Are pets allowed?",
        "tell me whether pets are allowed",
        "Do I need the landlord's consent",
        "And can I smoke?",
        "可以养宠物吗？",
        "能不能养狗",
        "是否可以转租？",
        "合同里有没有押金？",
    ],
)
def test_questions_that_yes_and_no_answer(question):
    assert asks_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    ["What does the lease say?", "How much is it?", "租金是多少？", "押金是什么？", "怎么付？"],
)
def test_questions_that_they_do_not(question):
    assert not asks_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    ["write to the landlord", "Please summarize it", "could you draft a reply?", "帮我写一封邮件"],
)
def test_wishes_for_a_text(question):
    assert wants_a_text(question)


@pytest.mark.parametrize(
    "question",
    ["what did I write about it?", "can you explain whether pets are allowed?", "谁写的？"],
)
def test_questions_about_what_is_so(question):
    assert not wants_a_text(question)


@pytest.mark.parametrize(
    ("sentence", "text", "agrees"),
    [
        ("Yes.", "", True),
        ("No, you may not.", "", False),
        ("Yes, pets are allowed.", "pets are allowed.", True),
        ("Sure! Dogs too.", "Dogs too.", True),
        ("No dogs are allowed.", "No dogs are allowed.", None),
        ("I'm sorry, but dogs are not allowed.", "dogs are not allowed.", None),
        ("是的，可以养狗。", "可以养狗。", True),
        ("不可以。", "", False),
        ("可以养狗。", "可以养狗。", None),
    ],
)
def test_a_yes_and_a_no_are_told_from_what_follows(sentence, text, agrees):
    statement = read_statement(sentence)
    assert (statement.text, statement.agrees) == (text, agrees)
