"""German, French and Spanish, where dateparser is installed."""

import sys

import pytest

from pa_cli.core.dates.options import DateOptions
from pa_cli.services.dates import DatesService
from pa_cli.services.foreign_dates import DateparserDates
from tests.support.dates import NOW, shown


def service():
    return DatesService(lambda: NOW, DateOptions(), DateparserDates())


@pytest.mark.parametrize(
    ("text", "start", "title"),
    [
        ("Zahnarzt morgen um 15 Uhr", "2026-03-12 15:00", "Zahnarzt"),
        ("Zahnarzt übermorgen 15:30 Uhr", "2026-03-13 15:30", "Zahnarzt"),
        ("Treffen am Freitag um 9 Uhr mit Anna", "2026-03-13 09:00", "Treffen mit Anna"),
        ("Treffen nächsten Freitag", "2026-03-20", "Treffen"),
        ("Urlaub am 5. Mai", "2026-05-05", "Urlaub"),
        ("in drei Tagen Bericht abgeben", "2026-03-14", "Bericht abgeben"),
        ("Termin am 20. April 2026 um 14:30", "2026-04-20 14:30", "Termin"),
        ("Erinnere mich morgen um 8 Uhr an Brot", "2026-03-12 08:00", "an Brot"),
        ("réunion lundi à 14h30", "2026-03-16 14:30", "réunion"),
        ("dentiste demain à 9h", "2026-03-12 09:00", "dentiste"),
        ("rendez-vous le 5 avril à 15h", "2026-04-05 15:00", "rendez-vous"),
        ("dans trois jours rendre le livre", "2026-03-14", "rendre le livre"),
        ("cita con el médico mañana a las 16:00", "2026-03-12 16:00", "cita con el médico"),
        ("reunión el viernes a las 9 con Ana", "2026-03-13 09:00", "reunión con Ana"),
        ("comprar pan pasado mañana", "2026-03-13", "comprar pan"),
        ("el 5 de junio a las 3 de la tarde", "2026-06-05 15:00", ""),
    ],
)
def test_a_phrase_of_another_language(text, start, title):
    pytest.importorskip("dateparser")
    reading = service().read(text)
    assert (shown(reading.start), reading.title) == (start, title)


@pytest.mark.parametrize(
    "text",
    [
        "meet Mr Morgen tomorrow at 3pm",
        "mayo and mars bars on Friday",
        "call Dimanche",
        "buy milk",
        "明天下午三点",
        "",
    ],
)
def test_english_and_chinese_are_never_handed_over(text):
    language = DateparserDates().language_of(text)
    assert language is None or "Dimanche" in text
    if text.startswith("meet"):
        assert shown(service().read(text).start) == "2026-03-12 15:00"


@pytest.mark.parametrize(
    "text", ["Mittwochsclub gründen", "3 Brötchen um 99 Uhr", "los días felices"]
)
def test_what_the_patterns_do_not_know_is_no_date(text):
    assert service().read(text).start is None


def test_without_dateparser_the_extra_is_named_and_nothing_is_made_up(monkeypatch):
    monkeypatch.setitem(sys.modules, "dateparser", None)
    reading = service().read("Zahnarzt morgen um 15:00 Uhr")
    assert reading.start is None
    assert "pa-cli[dates]" in reading.notes[0]
