"""The words of an English request that say when."""

from pa_cli.core.dates.parse import parse
from pa_cli.core.dates.result import DateReading
from pa_cli.core.requests.sentence import ANY_MOMENT
from pa_cli.core.requests.wording import join_spans


def find_dates(text: str) -> DateReading:
    """The words of date and time in `text`."""
    return parse(text, ANY_MOMENT)


def split_when(text: str) -> tuple[str, str]:
    """The title and the words that say when."""
    reading = find_dates(text)
    if reading.start is None:
        return reading.title, ""
    return reading.title, join_spans(text, reading.spans)
