"""Times and days that look like such and do not exist."""

import pytest

from pa_cli.core.dates.impossible import impossible_moment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dentist tomorrow 25:00", "25:00"),
        ("dentist tomorrow 24:30", "24:30"),
        ("dentist at 14:75", "14:75"),
        ("dentist at 13pm", "13pm"),
        ("call at 9 75", "9 75"),
        ("call at 9 60 tomorrow", "9 60"),
        ("dentist at 9:60 am", "9:60 am"),
        ("Zahnarzt morgen 25 Uhr", "25 Uhr"),
        ("call on 31 February at 9", "31 February"),
        ("call on Feb 30th at 9", "Feb 30th"),
        ("party on May 32", "May 32"),
        ("party on the 32nd of May", "32nd of May"),
        ("rent 29 February 2027", "29 February 2027"),
        ("meet 2026-02-30 10:00", "2026-02-30"),
        ("meet 31.4.2027", "31.4.2027"),
        ("明天25点看牙", "25点"),
        ("明天二十五点看牙", "二十五点"),
        ("4月31日交房租", "4月31日"),
        ("13月5日开会", "13月5日"),
    ],
)
def test_what_does_not_exist_is_named(text, words):
    assert impossible_moment(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "dentist tomorrow 24:00",
        "lunch at 12pm",
        "lunch at 9 45",
        "at 9 75 people come",
        "room 9 75",
        "rent 29 February 2028",
        "rent 29 February",
        "leave on 31 March at 0:05",
        "80:20 talk tomorrow",
        "call 0176 5521 tomorrow",
        "it may 40 be",
        "meet 12/31/2026",
        "see 10.30.2026",
        "buy 40 march books",
        "version 3.75 tomorrow",
        "明天二十点看牙",
        "明天30点积分到期",
        "12月31日跨年",
        "March 2027",
    ],
)
def test_what_exists_or_is_no_date_is_left_alone(text):
    assert impossible_moment(text) == ""
