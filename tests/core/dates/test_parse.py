"""What no table can say: options, daylight saving, ranges, durations, and texts of any kind."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_cli.core.dates.options import DateOptions
from pa_cli.core.dates.parse import parse, parse_duration, parse_moment, parse_range
from tests.support.dates import MADRID, NOW, shown


def read(text, now=NOW, **habits):
    return parse(text, now, DateOptions(**habits))


def test_the_order_of_day_and_month_follows_the_user():
    assert shown(read("on 5/6", date_order="mdy").start) == "2026-05-06"
    assert shown(read("on 5/6", date_order="dmy").start) == "2026-06-05"
    assert shown(read("on 5/6", date_order="ymd").start) == "2026-05-06"


def test_an_order_that_makes_no_date_gives_way_and_is_not_ambiguous():
    reading = read("on 25/6", date_order="mdy")
    assert shown(reading.start) == "2026-06-25"
    assert not reading.ambiguous


def test_next_friday_can_be_the_nearest_one():
    reading = read("next friday", nearest_next=True)
    assert shown(reading.start) == "2026-03-13"
    assert [shown(other.start) for other in reading.alternatives] == ["2026-03-20"]


def test_a_week_can_start_on_sunday():
    reading = read("this week", week_start=6)
    assert (shown(reading.start), shown(reading.end)) == ("2026-03-08", "2026-03-14")


def test_the_parts_of_the_day_are_the_users():
    assert shown(read("tomorrow morning", morning=7.5).start) == "2026-03-12 07:30"
    assert shown(read("tonight", tonight=21).start) == "2026-03-11 21:00"
    assert shown(read("明天下午", afternoon=14).start) == "2026-03-12 14:00"


def test_the_default_length_is_the_users_and_is_no_said_length():
    reading = read("call at 3pm", default_minutes=25)
    assert shown(reading.end) == "2026-03-11 15:25"
    assert not reading.has_length
    assert read("call at 3pm for 10 min").has_length


def test_a_day_without_a_time_can_be_a_morning():
    reading = read("dentist tomorrow", all_day_without_time=False)
    assert shown(reading.start) == "2026-03-12 09:00"
    assert not reading.all_day


def test_a_time_that_does_not_exist_is_moved_and_said():
    reading = read("flight on 29 March 2026 at 2:30am")
    assert reading.start == datetime(2026, 3, 29, 3, 30, tzinfo=MADRID)
    assert reading.start.utcoffset() == timedelta(hours=2)
    assert reading.notes == ("02:30 does not exist on that day: moved to 03:30",)


def test_a_time_that_comes_twice_is_the_first_and_names_the_second():
    reading = read("flight on 25 October 2026 at 2:30am")
    assert reading.start.utcoffset() == timedelta(hours=2)
    assert "twice" in reading.notes[0]
    assert [other.start.utcoffset() for other in reading.alternatives] == [timedelta(hours=1)]


def test_an_hour_from_now_is_an_hour_also_when_the_clocks_change():
    before = datetime(2026, 3, 29, 1, 30, tzinfo=MADRID)
    reading = read("in one hour", before)
    assert reading.start == datetime(2026, 3, 29, 3, 30, tzinfo=MADRID)
    assert reading.start.timestamp() - before.timestamp() == 3600


def test_nine_o_clock_stays_nine_o_clock_over_the_change():
    reading = read("every Friday at 9am until May 1")
    rule = rrulestr(reading.rrule, dtstart=reading.start)
    assert {moment.hour for moment in rule} == {9}
    assert [f"{moment:%d %b}" for moment in rule][-1] == "01 May"


@pytest.mark.parametrize(
    ("now", "text", "start"),
    [
        ("2026-12-31T22:00", "tomorrow", "2027-01-01"),
        ("2026-12-31T22:00", "next month", "2027-01-01"),
        ("2026-12-31T22:00", "at 9am", "2027-01-01 09:00"),
        ("2026-12-31T22:00", "January 5", "2027-01-05"),
        ("2026-12-31T22:00", "the 31st", "2026-12-31"),
        ("2026-01-31T09:00", "in a month", "2026-02-28"),
        ("2026-01-31T09:00", "下个月底", "2026-02-28"),
        ("2026-01-31T09:00", "on the 30th", "2026-03-30"),
        ("2028-02-28T09:00", "tomorrow", "2028-02-29"),
        ("2028-02-29T09:00", "in a year", "2029-02-28"),
        ("2026-03-15T10:00", "sunday", "2026-03-22"),
        ("2026-03-15T10:00", "this weekend", "2026-03-14"),
        ("2026-03-15T10:00", "next week", "2026-03-16"),
        ("2026-03-15T10:00", "下周日", "2026-03-22"),
        ("2026-03-11T23:50", "in 20 minutes", "2026-03-12 00:10"),
        ("2026-03-11T23:50", "tonight at 9", "2026-03-11 21:00"),
        ("2026-03-11T00:05", "at midnight", "2026-03-12 00:00"),
        ("2026-03-11T13:00", "at 9", "2026-03-11 21:00"),
        ("2026-03-11T22:00", "at 9", "2026-03-12 09:00"),
        ("2026-03-11T07:00", "at 9", "2026-03-11 09:00"),
    ],
)
def test_near_the_edges_of_days_months_and_years(now, text, start):
    moment = datetime.fromisoformat(now).replace(tzinfo=MADRID)
    assert shown(read(text, moment).start) == start


def test_kinds_tell_what_was_meant():
    kinds = {
        "lunch tomorrow at 1pm": "point",
        "tomorrow from 9 to 5": "range",
        "next week": "range",
        "report by Friday": "deadline",
        "what do I have tomorrow?": "query",
        "buy milk": "none",
    }
    assert {text: read(text).kind for text in kinds} == kinds


def test_a_deadline_is_its_start_alone():
    reading = read("report by Friday")
    assert (reading.start, reading.end, reading.all_day) == (date(2026, 3, 13), None, True)


def test_a_named_zone_is_kept_beside_the_moment():
    reading = read("call at 3pm London time")
    assert reading.tz == "Europe/London"
    assert reading.start == datetime(2026, 3, 11, 15, tzinfo=ZoneInfo("Europe/London"))


def test_spans_are_where_the_words_stand():
    text = "Lunch with Ana tomorrow at noon, bring cake"
    assert [text[a:b] for a, b in read(text).spans] == ["tomorrow at noon"]
    text = "请提醒我明天下午三点开会"
    assert [text[a:b] for a, b in read(text).spans] == ["明天下午三点"]
    assert [text[a:b] for a, b in read(text).dropped] == ["请提醒我"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", "2026-03-11", "2026-03-11"),
        ("tomorrow", "2026-03-12", "2026-03-12"),
        ("this week", "2026-03-09", "2026-03-15"),
        ("week", "2026-03-09", "2026-03-15"),
        ("next 10 days", "2026-03-11", "2026-03-20"),
        ("10 days", "2026-03-11", "2026-03-20"),
        ("2026-04", "2026-04-01", "2026-04-30"),
        ("april", "2026-04-01", "2026-04-30"),
        ("march", "2026-03-01", "2026-03-31"),
        ("2027", "2027-01-01", "2027-12-31"),
        ("weekend", "2026-03-14", "2026-03-15"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("friday", "2026-03-13", "2026-03-13"),
        ("monday to wednesday", "2026-03-16", "2026-03-18"),
        ("下周", "2026-03-16", "2026-03-22"),
        ("未来三天", "2026-03-11", "2026-03-13"),
        ("2026-04-01..2026-04-05", "2026-04-01", "2026-04-05"),
        ("2026-04-01 to 2026-04-05", "2026-04-01", "2026-04-05"),
    ],
)
def test_ranges_for_lists(text, start, end):
    reading = parse_range(text, NOW)
    assert (shown(reading.start), shown(reading.end)) == (start, end)


@pytest.mark.parametrize("text", ["", "soon", "lunch tomorrow", "32", "no"])
def test_what_is_more_than_a_range_is_none(text):
    assert parse_range(text, NOW).start is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2026-03-20 15:00", "2026-03-20 15:00"),
        ("friday 15:00", "2026-03-13 15:00"),
        ("3pm", "2026-03-11 15:00"),
        ("9", "2026-03-11 21:00"),
        ("now", "2026-03-11 10:20"),
        ("in 10 minutes", "2026-03-11 10:30"),
        ("5/6", "2026-06-05"),
        ("20 apr", "2026-04-20"),
        ("明天下午三点", "2026-03-12 15:00"),
    ],
)
def test_moments_for_flags(text, start):
    assert shown(parse_moment(text, NOW).start) == start


@pytest.mark.parametrize("text", ["", "lunch", "lunch at 3pm", "99:99", "2026-02-30"])
def test_what_is_more_than_a_moment_is_none(text):
    assert parse_moment(text, NOW).start is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("1h", 60),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1.5 hours", 90),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("2 days", 2880),
        ("1d", 1440),
        ("1w", 10080),
        ("两小时", 120),
        ("一个半小时", 90),
        ("半小时", 30),
    ],
)
def test_durations(text, minutes):
    assert parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "soon", "3", "2 months", "1h for lunch", "h"])
def test_what_is_no_duration_is_none(text):
    assert parse_duration(text) is None


_WORDS = st.sampled_from(
    """every each other 2 second third first last next this friday mon sat tuesday may march april
    5 12 30 31 99 999999 2026 am pm : / - . , ' at on by in from to until for and of the a an week
    weeks month months year day days hour minutes half past quarter noon midnight tonight morning
    evening today tomorrow ago now times 10 between before after since daily monthly weekdays
    london utc + z t h every-day 五 三 十 一 点 半 周 星期 下 上 个 月 号 日 年 每 隔 天 后 前 明天 今晚
    到 底 第 分 刻 差 小时 直到 之前 remind me to 提醒我 what ? 。 #tag""".split()
)
_PHRASES = st.lists(_WORDS, max_size=14).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)
_NOWS = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-01-01")
).map(lambda naive: naive.replace(tzinfo=MADRID))


def check(text, now):
    """What holds of every reading of every text."""
    reading = parse(text, now)
    if reading.start is None:
        assert reading.end is None
        assert not reading.spans
        return
    assert isinstance(reading.start, datetime) is not reading.all_day
    if reading.end is not None:
        assert type(reading.end) is type(reading.start)
        later, earlier = reading.end, reading.start
        assert later.timestamp() >= earlier.timestamp() if not reading.all_day else later >= earlier
    for (_, end), (start, _) in zip(reading.spans, reading.spans[1:], strict=False):
        assert end <= start
    covered = {n for start, end in (*reading.spans, *reading.dropped) for n in range(start, end)}
    left = "".join(sign for n, sign in enumerate(text) if n not in covered)
    assert not set(reading.title) - set(text) - {" "}
    assert len("".join(reading.title.split())) >= len([sign for sign in left if sign.isalnum()])
    if reading.rrule:
        rule = rrulestr(
            reading.rrule, dtstart=reading.start if not reading.all_day else _noon(reading)
        )
        assert rule[0].date() == (reading.start if reading.all_day else reading.start.date())


def _noon(reading):
    return datetime.combine(reading.start, time(12))


@given(st.text(max_size=60), _NOWS)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text, now):
    check(text, now)


@given(_PHRASES, _NOWS)
@settings(max_examples=400, deadline=None)
def test_any_heap_of_date_words_is_read_without_an_error(text, now):
    check(text, now)


@given(_PHRASES)
@settings(max_examples=100, deadline=None)
def test_ranges_moments_and_durations_never_fail(text):
    parse_range(text, NOW)
    parse_moment(text, NOW)
    parse_duration(text)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        "in 999999 years",
        "in 99999 weeks",
        "every 999 years",
        "\x00" * 10,
        "1/" * 3000,
        "one hundred and " * 400,
        "每" * 3000,
        "9999-12-31",
        "tomorrow " * 2000,
    ],
)
def test_monsters_are_read_without_an_error(text):
    check(text, NOW)


def test_a_second_time_is_said_to_be_left_in_the_title():
    reading = read("meds every day at 8am and 8pm")
    assert reading.title == "meds and 8pm"
    assert reading.notes == ('"8pm" is left in the title: one date is taken',)


def test_a_weekday_that_does_not_fit_its_date_is_said():
    reading = read("meeting on saturday march twenty fifth")
    assert shown(reading.start) == "2026-03-25"
    assert reading.notes == ("25 March 2026 is a Wednesday, not a Saturday",)
    assert [shown(other.start) for other in reading.alternatives] == ["2026-03-14"]
