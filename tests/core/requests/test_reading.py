"""What is asked for in plain words, and the words it is told with."""

import pytest

from pa_cli.core.action import ActionCall
from pa_cli.core.requests.reading import best_reading, read_request
from pa_cli.core.requests.wording import stands_in


def calls(text):
    """Each call of a request as a short line: its action and the fields that are not empty."""
    return [
        (
            call.action,
            {
                name: getattr(call, name)
                for name in ActionCall.__dataclass_fields__
                if name not in {"action", "by", "confidence"} and getattr(call, name)
            },
        )
        for call in read_request(text)
    ]


def test_a_meeting_gets_its_title_and_its_time():
    assert calls("hey olly please schedule a meeting with al on tuesday") == [
        ("agenda_add", {"title": "meeting with al", "when": "on tuesday"})
    ]


def test_a_reminder_at_a_time_is_an_event_with_an_alarm():
    assert calls("remind me to call mum at five") == [
        ("agenda_add", {"title": "call mum", "when": "at five", "remind": True})
    ]
    assert calls("提醒我明天下午三点给妈妈打电话") == [
        ("agenda_add", {"title": "给妈妈打电话", "when": "明天下午三点", "remind": True})
    ]


def test_a_reminder_without_a_time_of_day_is_a_to_do():
    assert calls("remind me to buy stamps tomorrow") == [
        ("todo_add", {"title": "buy stamps", "when": "tomorrow", "remind": True})
    ]
    assert calls("提醒我買牛奶") == [("todo_add", {"title": "買牛奶", "remind": True})]


def test_two_things_in_one_breath_are_two_calls():
    assert calls("add milk to the shopping list and remind me to call mum at five") == [
        ("todo_add", {"title": "milk", "list": "shopping"}),
        ("agenda_add", {"title": "call mum", "when": "at five", "remind": True}),
    ]
    assert calls("把买牛奶加到购物清单，然后提醒我五点给妈妈打电话") == [
        ("todo_add", {"title": "买牛奶", "list": "购物"}),
        ("agenda_add", {"title": "给妈妈打电话", "when": "五点", "remind": True}),
    ]


def test_things_for_a_named_list_go_on_it_one_by_one():
    assert [call.title for call in read_request("put eggs, flour and sugar on my baking list")] == [
        "eggs",
        "flour",
        "sugar",
    ]


def test_a_move_tells_the_old_time_from_the_new_one():
    assert calls("move my dentist appointment from tuesday to friday at 3") == [
        (
            "agenda_change",
            {"title": "dentist appointment", "when": "tuesday", "new_when": "friday at 3"},
        )
    ]
    assert calls("把周五的会议改到下周一上午十点") == [
        ("agenda_change", {"title": "会议", "when": "周五", "new_when": "下周一上午十点"})
    ]


def test_what_rules_do_not_know_is_left_to_a_model_but_has_a_best_guess():
    assert read_request("training day") == ()
    assert [call.action for call in best_reading("training day")] == ["answer"]
    assert best_reading("training day")[0].confidence < 1


def test_nothing_is_no_request():
    assert read_request("  ") == ()


@pytest.mark.parametrize(
    "text",
    [
        "schedule tomorrow a call with Bob at 5 in the small room",
        "在日历上加一个明天下午三点和李雷的会议",
        "Could you PLEASE add “Crème fraîche” to my Shopping List?",
    ],
)
def test_every_word_of_a_call_is_copied(text):
    for call in best_reading(text):
        for words in (call.title, call.when, call.new_when, call.list, call.text, *call.tags):
            assert stands_in(words, text)


@pytest.mark.parametrize(
    ("text", "title", "by"),
    [
        ("推迟牙医一小时", "牙医", "推迟一小时"),
        ("推迟给银行打电话半小时", "给银行打电话", "推迟半小时"),
        ("提前周会30分钟", "周会", "提前30分钟"),
        ("牙医推迟一小时", "牙医", "推迟一小时"),
    ],
)
def test_a_length_moves_what_stands_before_or_after_the_verb(text, title, by):
    (call,) = read_request(text)
    assert (call.action, call.title, call.new_when) == ("agenda_change", title, by)


@pytest.mark.parametrize(
    ("text", "action", "title", "when"),
    [
        ("cancel the meeting with 王总", "agenda_remove", "meeting with 王总", ""),
        ("delete my lunch with 李雷 tomorrow", "agenda_remove", "lunch with 李雷", "tomorrow"),
        ("move the 周会 to Friday at 3", "agenda_change", "周会", ""),
        (
            "add dinner with 张伟 at 7pm tomorrow",
            "agenda_add",
            "dinner with 张伟",
            "at 7pm tomorrow",
        ),
        ("lunch with 李雷 tomorrow at noon", "agenda_add", "lunch with 李雷", "tomorrow at noon"),
        ("提醒我下午5点call the bank", "agenda_add", "call the bank", "下午5点"),
        ("把 Project Phoenix kickoff 移到周五", "agenda_change", "Project Phoenix kickoff", ""),
        ("Project Phoenix kickoff 改到周五", "agenda_change", "Project Phoenix kickoff", ""),
        ("取消明天的 team meeting", "agenda_remove", "team meeting", "明天"),
    ],
)
def test_a_request_of_two_scripts_is_read_in_the_language_of_its_sentence(
    text, action, title, when
):
    (call,) = best_reading(text)
    assert (call.action, call.title, call.when) == (action, title, when)
