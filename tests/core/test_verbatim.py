"""Quotes: the same words, whatever their case, width, marks and white space."""

import pytest

from pa_cli.core.verbatim import stands_in

TEXT = "Next service is due in April 2026.\nWater  pressure: 1.5 bar.\n水压正常应在1.2到1.5之间，不能太高。"


@pytest.mark.parametrize(
    "quote",
    [
        "Next service is due in April 2026",
        "next SERVICE is due",
        "2026. Water pressure: 1.5 bar",
        "水压正常应在 1.2 到 1.5 之间, 不能太高",
        "水压正常应在１．２到１．５之间",
        "Next service ... April 2026",
        "“due in April”",
    ],
)
def test_the_same_words_stand_there(quote):
    assert stands_in(quote, TEXT)


@pytest.mark.parametrize(
    "quote",
    [
        "Next service is due in May 2026",
        "5 bar",
        "ext service",
        "April 202",
        "April 2026 ... Next service",
        "水压不能太高",
        "",
        "...",
    ],
)
def test_other_words_do_not(quote):
    assert not stands_in(quote, TEXT)
