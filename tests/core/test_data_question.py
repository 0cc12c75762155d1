"""Which questions are surely about agenda and to-dos: the words that are left without the date."""

import pytest

from pa_cli.core.data_question import read_data_question, subject_words


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("What do I have?", "day"),
        ("tell me what is on my schedule", "day"),
        ("are there any meetings", "day"),
        ("am I free?", "free"),
        ("is my schedule full", "free"),
        ("what do i have on my to-do list", "todos"),
        ("what's on my to-do list", "todos"),
        ("what tasks are due", "todos"),
        ("what's overdue", "late"),
        ("what alarms do i have set right now", "day"),
        ("what lists do i have", "lists"),
        ("when is my next appointment?", "next"),
        ("when is my dentist appointment", "when"),
        ("what's left to do?", "todos"),
        ("find me a free hour", "free"),
        ("when is my first meeting", "first"),
        ("what time is my last appointment", "last"),
        ("when am I meeting Ana?", "when"),
        ("where is lunch", "when"),
        ("where is the dentist appointment", "when"),
        ("where is paris", None),
        ("和王总的会是几点", "when"),
        ("我第一个会是几点", "first"),
        ("我有什么安排？", "day"),
        ("我有空吗", "free"),
        ("我的待办有哪些", "todos"),
        ("我什么时候看牙医", "when"),
        ("下一个会议是什么时候", "next"),
        ("What should I do if I am free?", None),
        ("what do I need to know about the match", None),
        ("am I free to leave my job", None),
        ("how do I free memory in C", None),
        ("do I have a chance", None),
        ("when is the next world cup", None),
        ("有什么好吃的", None),
        ("我有多少钱", None),
        ("", None),
    ],
)
def test_only_whole_known_forms_count(rest, kind):
    found = read_data_question(rest, dated=True)
    assert (found.kind if found else None) == kind


def test_a_list_and_a_subject_are_named():
    assert read_data_question("what's on my shopping list?", dated=False).list == "shopping"
    assert read_data_question("购物清单上有什么", dated=False).list == "购物"
    asked = read_data_question("do I have a dentist appointment", dated=True)
    assert subject_words(asked.subject) == ("dentist",)
    assert subject_words("meeting") == ()


@pytest.mark.parametrize("rest", ["anything planned", "我有空", "what do I do", "有什么"])
def test_some_need_a_day(rest):
    assert read_data_question(rest, dated=False) is None
    assert read_data_question(rest, dated=True).kind in {"day", "free"}
