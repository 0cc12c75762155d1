"""Readings in words."""

import pytest

from pa_cli.core.dates.parse import parse
from pa_cli.core.dates.wording import format_reading, format_rule
from tests.support.dates import NOW


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tomorrow", "Thu 12 Mar 2026, tomorrow"),
        ("at 3pm", "Wed 11 Mar 2026, 15:00-16:00, today"),
        ("in 25 minutes", "Wed 11 Mar 2026, 10:45-11:45, in 25 minutes"),
        ("yesterday", "Tue 10 Mar 2026, yesterday"),
        ("3 days ago", "Sun 8 Mar 2026, 3 days ago"),
        ("March 20-22", "Fri 20 Mar 2026 to Sun 22 Mar 2026, in 9 days"),
        ("from 10pm to 2am", "Wed 11 Mar 2026, 22:00-02:00, today"),
        (
            "conference Friday 9am to Sunday 5pm",
            "Fri 13 Mar 2026, 09:00 to Sun 15 Mar 2026, 17:00, in 2 days",
        ),
        ("by Friday", "by Fri 13 Mar 2026, in 2 days"),
        ("9am PST tomorrow", "Thu 12 Mar 2026, 09:00-10:00 PDT (17:00 here), tomorrow"),
        ("every Friday", "Fri 13 Mar 2026, in 2 days, every week on Fri"),
        ("no date here", "no date"),
    ],
)
def test_a_reading_in_words(text, words):
    assert format_reading(parse(text, NOW), NOW) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY;COUNT=10", "every day, 10 times"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "every 2 weeks on Mon, Wed and Fri"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the second Tue"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the second-last day"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=-1FR", "every year on the last Fri of Nov"),
        ("FREQ=DAILY;UNTIL=20260501", "every day until Fri 1 May 2026"),
        ("FREQ=DAILY;UNTIL=20260501T215959Z", "every day until Fri 1 May 2026"),
        ("FREQ=SECONDLY", "FREQ=SECONDLY"),
    ],
)
def test_a_rule_in_words(rule, words):
    assert format_rule(rule, NOW) == words
