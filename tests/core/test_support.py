"""Whether a text bears a sentence out."""

import pytest

from pa_cli.core.claims import read_claims, terms_of
from pa_cli.core.support import read_evidence, support, tokens_of

NOTE = (
    "Boiler service 2025\nServiced on 3 April 2025 by Haddad & Sons for 1,140 euros. "
    "Five years of guarantee. Parents' evening on 5 May at 19:00. 车险9月12日到期，剩下十二天。小火炖一个半小时。"
)


def bears_out(sentence, question="what about it?"):
    asked = tokens_of(terms_of(question))
    return support(read_claims(sentence), read_evidence(NOTE), asked) > 0


@pytest.mark.parametrize(
    "sentence",
    [
        "It was serviced by Haddad on 3 April.",
        "The boiler service cost 1140 euros.",
        "It has a guarantee of 5 years.",
        "The parents' evening is on May 5 at 7 pm.",
        "1. Serviced on April 3rd, 2025.",
        "车险在9月12日到期。",
        "剩下12天。",
        "要炖一个半小时。",
    ],
)
def test_what_the_text_says(sentence):
    assert bears_out(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was serviced by Miller on 3 April.",
        "The boiler service cost 1150 euros.",
        "It has a guarantee of 6 years.",
        "The parents' evening is on 5 June at 19:00.",
        "The boiler is blue and made of copper.",
        "车险在9月13日到期。",
        "要炖半小时。",
        "剩下十三天。",
        "Haddad is a good singer and dances well.",
    ],
)
def test_what_the_text_does_not_say(sentence):
    assert not bears_out(sentence)


def test_chinese_numerals_are_read_as_wholes():
    evidence = read_evidence("会所二〇二五年翻修，花了一千二百元。")
    for sentence, is_said in (
        ("翻修花了1200元。", True),
        ("翻修花了200元。", False),
        ("会所2025年翻修。", True),
        ("会所5年翻修。", False),
    ):
        found = support(read_claims(sentence), evidence, frozenset())
        assert (found > 0) == is_said, sentence


def test_repeating_the_question_is_no_answer():
    assert not bears_out("The boiler service.", "when is the boiler service?")


def test_a_title_alone_bears_nothing_out():
    evidence = read_evidence("They were 34 guests.", "Trip to Berlin")
    assert support(read_claims("A trip to Berlin."), evidence, frozenset()) == 0
