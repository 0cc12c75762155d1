import pytest

from pa_cli.core.voice import ENGLISH
from pa_cli.services.actions.limits import limit_of
from pa_cli.services.actions.words import (
    asks_free,
    list_name,
    names_a_kind,
    reminder_lead,
    without_lead,
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("my shopping list", "shopping"),
        ("the grocery list", "grocery"),
        ("shopping", "shopping"),
        ("购物清单", "购物"),
        ("我的购物清单", "购物"),
        ("my to-do list", ""),
        ("to do", ""),
        ("待办清单", ""),
        ("list titled kickball", "kickball"),
        ("../../etc", "etc"),
    ],
)
def test_the_name_of_a_list(words, name):
    assert list_name(words) == name


@pytest.mark.parametrize(
    ("request_", "minutes", "title"),
    [
        ("flight to London, remind me 2 hours before", 120, "flight to London"),
        ("meeting with Ann with a reminder 15 minutes before", 15, "meeting with Ann"),
        ("体检，提前一小时提醒我", 60, "体检"),
        ("remind me to call Bob", None, "remind me to call Bob"),
    ],
)
def test_how_long_before_an_event_a_reminder_is_wished(request_, minutes, title):
    assert reminder_lead(request_) == minutes
    assert without_lead(request_) == title


def test_questions_for_free_time():
    assert asks_free("am I free on friday?")
    assert asks_free("我周五有空吗")
    assert not asks_free("what do I have on friday?")


def test_everything_names_no_kind():
    assert not names_a_kind("delete everything")
    assert names_a_kind("delete everything on my calendar")


@pytest.mark.parametrize(
    "request_",
    [
        "cancel the meeting",
        "turn off my six am alarm",
        "how do I get a taxi licence",
        "call me Sam",
    ],
)
def test_what_can_be_done_or_answered_has_no_limit(request_):
    assert limit_of(request_, ENGLISH) is None
