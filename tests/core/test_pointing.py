"""Requests that only point at something."""

import pytest

from pa_cli.core.pointing import read_pointing


@pytest.mark.parametrize(
    ("text", "action", "new_when"),
    [
        ("move it to 4pm", "agenda_change", "4pm"),
        ("no, make it 5pm", "agenda_change", "5pm"),
        ("push it back by 30 minutes", "agenda_change", "back by 30 minutes"),
        ("cancel it", "agenda_remove", ""),
        ("actually, cancel that one", "agenda_remove", ""),
        ("把它改到四点", "agenda_change", "四点"),
        ("不，改到五点", "agenda_change", "五点"),
        ("推迟半小时", "agenda_change", "推迟半小时"),
        ("可以把它取消吗", "agenda_remove", ""),
        ("取消刚才那个", "agenda_remove", ""),
    ],
)
def test_what_points_at_an_event(text, action, new_when):
    call = read_pointing(text, "event").call
    assert (call.action, call.title, call.new_when) == (action, "", new_when)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("mark it as done", "todo_done"),
        ("it's done", "todo_done"),
        ("这个做完了", "todo_done"),
        ("delete it", "todo_remove"),
    ],
)
def test_what_points_at_a_todo(text, action):
    assert read_pointing(text, "todo").call.action == action


@pytest.mark.parametrize(
    ("text", "place", "every"),
    [
        ("cancel the second one", 2, False),
        ("remove the last one", -1, False),
        ("取消第三个", 3, False),
        ("cancel them", 0, True),
        ("delete both", 0, True),
        ("两个都取消", 0, True),
    ],
)
def test_which_of_several(text, place, every):
    pointing = read_pointing(text, "event")
    assert (pointing.place, pointing.all) == (place, every)


@pytest.mark.parametrize(
    "text",
    [
        "why is it important?",
        "translate it into French",
        "that's great",
        "cancel that meeting with Bob",
        "delete that file",
        "tell me more about it",
        "remember that I am vegetarian",
        "提前结束的比赛是哪场？",
        "改主意了",
        "cancel the dentist",
        "move lunch to 4pm",
        "第二次世界大战是什么时候？",
    ],
)
def test_what_points_at_nothing_or_asks(text):
    assert read_pointing(text, "event") is None
