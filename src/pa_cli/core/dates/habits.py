"""From the settings to what the reading of dates depends on."""

from pa_cli.core.dates.options import DateOptions
from pa_cli.core.setting_specs import own_data as specs
from pa_cli.core.settings import Settings

_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}
_MONTH_FIRST = ("en_us", "en_ph", "es_us", "c", "posix")
_YEAR_FIRST = ("zh", "ja", "ko", "hu", "lt", "mn", "sv", "fa")


def date_options(settings: Settings, locale_name: str = "") -> DateOptions:
    """The user's habits.

    Args:
        settings: All settings.
        locale_name: What the environment calls the locale of times, such as `en_GB.UTF-8`.
    """
    order = settings[specs.AGENDA_DATE_ORDER]
    return DateOptions(
        date_order=locale_date_order(locale_name) if order == "auto" else order,
        week_start=_WEEK_STARTS[settings[specs.AGENDA_WEEK_START]],
        nearest_next=settings[specs.AGENDA_NEXT_WEEKDAY] == "nearest",
        morning=settings[specs.AGENDA_MORNING],
        noon=settings[specs.AGENDA_NOON],
        afternoon=settings[specs.AGENDA_AFTERNOON],
        evening=settings[specs.AGENDA_EVENING],
        tonight=settings[specs.AGENDA_TONIGHT],
        end_of_day=settings[specs.AGENDA_END_OF_DAY],
        default_minutes=settings[specs.AGENDA_DEFAULT_LENGTH],
        all_day_without_time=settings[specs.AGENDA_ALL_DAY],
    )


def locale_date_order(locale_name: str) -> str:
    """The order of day, month and year where `locale_name` is used."""
    name = locale_name.lower().partition(".")[0].partition("@")[0]
    if name in _MONTH_FIRST or not name:
        return "mdy"
    return "ymd" if name.partition("_")[0] in _YEAR_FIRST else "dmy"
