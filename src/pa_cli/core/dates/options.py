"""What the reading of dates depends on besides the text and the present moment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateOptions:
    """The user's habits. Hours are fractions of a day's 24: 9.5 is 09:30.

    Attributes:
        date_order: How 5/6 is read: "mdy", "dmy" or "ymd".
        week_start: First day of the week, 0 is Monday.
        nearest_next: "next Friday" is the coming one, not the one of next week.
        morning: Hour meant by "in the morning", and so on for the other parts of the day.
        noon: Hour meant by "at noon" and "around midday".
        afternoon: Hour meant by "in the afternoon".
        evening: Hour meant by "in the evening".
        tonight: Hour meant by "tonight" and "at night".
        end_of_day: Hour meant by "end of day".
        default_minutes: Length of an event that has a time but no end.
        all_day_without_time: A day without a time is an all-day event; else it is at `morning`.
    """

    date_order: str = "dmy"
    week_start: int = 0
    nearest_next: bool = False
    morning: float = 9
    noon: float = 12
    afternoon: float = 15
    evening: float = 19
    tonight: float = 20
    end_of_day: float = 18
    default_minutes: int = 60
    all_day_without_time: bool = True
