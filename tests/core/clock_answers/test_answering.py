"""Questions of time and date, asked on Sunday 22 November 2026 at 14:20 in Madrid."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pa_cli.core.clock_answers.answering import answer_clock

NOW = datetime(2026, 11, 22, 14, 20, tzinfo=ZoneInfo("Europe/Madrid"))


def answer(question):
    found = answer_clock(question, NOW)
    return found.text if found else None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what time is it", "It is 14:20 on Sunday 22 November 2026."),
        ("what's the date today", "Today is Sunday 22 November 2026."),
        ("what time is it in tokyo", "It is 22:20 in Tokyo (JST)."),
        ("new york time", "It is 08:20 in New York (EST)."),
        ("time in Kathmandu", "It is 19:05 in Kathmandu (UTC+5:45)."),
        (
            "if it is noon in virginia what time is it in california",
            "12:00 in Virginia is 09:00 in California.",
        ),
        (
            "convert 3pm London to Tokyo",
            "15:00 in London is 00:00 on Monday 23 November 2026 in Tokyo.",
        ),
        ("what is 3 pm est in london", "15:00 EST is 20:00 in London."),
        ("what time is it in new york when it is 5 pm here", "17:00 here is 11:00 in New York."),
        ("when it's 8am in tokyo what time is it here", "08:00 in Tokyo is 00:00 here."),
        (
            "time difference between paris and tokyo",
            "Paris is 8 hours behind Tokyo now: it is 14:20 in Paris and 22:20 in Tokyo.",
        ),
        ("what day of the week is 3 march 2027", "3 March 2027 is a Wednesday."),
        ("what week number is it", "Sunday 22 November 2026 is in week 47 of 2026 (ISO 8601)."),
        (
            "how many days until christmas",
            "It is 33 days (4 weeks and 5 days) until Christmas Day, Friday 25 December 2026.",
        ),
        (
            "how many weeks between 1 january 2026 and 29 january 2026",
            "From Thursday 1 January 2026 to Thursday 29 January 2026 it is 4 weeks.",
        ),
        ("how long until 5 pm", "It is 2 hours and 40 minutes until 17:00."),
        ("how many days in february 2028", "February 2028 has 29 days."),
        ("is 2100 a leap year", "2100 is not a leap year."),
        ("when is easter 2027", "Easter Sunday is on Sunday 28 March 2027."),
        ("what date is it in 10 days", "In 10 days: Wednesday 2 December 2026."),
        ("what time will it be in 3 hours", "It will be 17:20."),
        ("when do the clocks change", "Your clocks go forward on Sunday 28 March 2027."),
        ("现在几点", "现在是2026年11月22日星期日14:20。"),
        ("紐約現在幾點", "紐約08:20（EST）。"),
        ("北京时间下午三点是伦敦几点", "北京15:00是伦敦07:00。"),
        ("伦敦和东京的时差是多少", "伦敦现在比东京晚9小时：伦敦13:20，东京22:20。"),
        ("今天星期几", "今天是2026年11月22日星期日。"),
        ("离春节还有几天", "距离春节（2027年2月6日星期六）还有76天（10周零6天）。"),
        ("2028年是闰年吗", "2028年是闰年。"),
        ("下周五是几号", "下周五是2026年11月27日星期五。"),
        ("今年还剩多少天", "这年今天之后还剩39天。"),
    ],
)
def test_code_knows_the_clock_and_the_calendar(question, expected):
    assert answer(question) == expected


def test_an_hour_of_either_half_of_the_day_is_told_for_both():
    assert answer("it is nine here what time is it in california") == (
        "09:00 here is 00:00 in California. 21:00 here is 12:00 in California."
    )


def test_a_country_of_several_zones_is_not_given_one():
    assert "09:20 in" not in answer("what time is it in the usa")
    assert "08:20 in New York" in answer("what time is it in the usa")
    assert "05:20 in Los Angeles" in answer("what time is it in the usa")


@pytest.mark.parametrize(
    "question",
    [
        "what time is it in gotham city",
        "霍格沃茨现在几点",
        "how many days until ramadan",
        "what time does the sun set today",
        "please change time zone to india",
    ],
)
def test_what_is_not_known_is_said(question):
    found = answer_clock(question, NOW)
    assert found is not None
    assert not found.known


@pytest.mark.parametrize("question", ["how old is obama", "tell me a joke", "", "讲个笑话"])
def test_other_questions_are_not_answered(question):
    assert answer_clock(question, NOW) is None


def test_times_come_as_data_too():
    times = answer_clock("what time is it in tokyo", NOW).data["times"]
    assert times == [{"place": "Tokyo", "zone": "Asia/Tokyo", "time": "2026-11-22T22:20+09:00"}]


def test_the_zone_may_be_given_apart_from_the_clock():
    utc = NOW.astimezone(ZoneInfo("UTC"))
    assert answer_clock("time?", utc, ZoneInfo("Asia/Tokyo")).text.startswith(
        "It is 22:20 on Sunday"
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("what day is 30 February 2027?", "There is no 30 February 2027 on clock or calendar."),
        ("how many days until 31 April?", "There is no 31 April on clock or calendar."),
        ("2月30日是星期几？", "没有“2月30日”这个时间。"),
    ],
)
def test_a_day_that_does_not_exist_is_said_to_be_none(question, said):
    found = answer_clock(question, NOW)
    assert found is not None
    assert (found.text, found.known) == (said, True)
