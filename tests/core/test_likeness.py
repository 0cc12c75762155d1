import pytest

from pa_cli.core.likeness import (
    ENOUGH,
    SURE,
    likeness,
    names_a_meeting,
    names_nothing,
    wants_alarm,
    which_end,
)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("dentist", "Dentist Dr. Weber"),
        ("my dentist appointment", "Dentist"),
        ("the dentst", "Dentist"),
        ("meeting with bob", "Meeting Bob about Q3"),
        ("牙医", "看牙医"),
        ("和王总的会", "和王总开会"),
        ("和王总的会议", "meeting with 王总"),
        ("meetings with 王总", "和王总开会"),
        ("牙医", "Dentist"),
        ("和ana的午饭", "Lunch with Ana"),
        ("CALL THE BANK", "call the bank"),
    ],
)
def test_rough_names_are_sure_of_their_title(words, title):
    assert likeness(words, title) >= SURE


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("dentist", "Standup"),
        ("meeting", "Dentist"),
        ("牙医", "医院"),
        ("站会", "王总开会"),
        ("会议", "会计培训"),
    ],
)
def test_other_things_are_not_meant(words, title):
    assert likeness(words, title) < ENOUGH


def test_what_shares_most_signs_may_be_meant_and_is_asked_for():
    assert ENOUGH <= likeness("交报税", "交报告") < SURE


def test_the_same_words_win_over_more_words():
    assert likeness("dentist", "Dentist") > likeness("dentist", "Pay dentist bill")


@pytest.mark.parametrize("words", ["", "my appointments", "all my alarms", "所有的闹钟", "日程"])
def test_words_that_name_anything(words):
    assert names_nothing(words)


def test_words_that_name_something():
    assert not names_nothing("dentist")
    assert not names_nothing("牙医")
    assert names_a_meeting("the meeting")
    assert names_a_meeting("会议")
    assert not names_a_meeting("meeting with Bob")


def test_the_first_and_the_last():
    assert which_end("next calendar event") == 1
    assert which_end("last event") == -1
    assert which_end("dentist") == 0


def test_alarms():
    assert wants_alarm("my alarms")
    assert wants_alarm("闹钟")
    assert not wants_alarm("dentist")
