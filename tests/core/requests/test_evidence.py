import pytest

from pa_cli.core.requests.evidence import Evidence, likeliest
from pa_cli.core.requests.guess import likely, perhaps
from pa_cli.services.actions.examples import usual_evidence

EVIDENCE = Evidence(
    [
        ("todo_query", "what is left on the packing list"),
        ("todo_query", "what is left to buy"),
        ("agenda_query", "what is on for tuesday"),
        ("agenda_query", "who comes on friday"),
        ("answer", "tell me a joke"),
        ("answer", "how tall is a giraffe"),
    ]
)


def test_words_of_the_examples_speak_for_their_action():
    weights = EVIDENCE.weigh("is anything left to buy", perhaps("answer"))
    assert weights["todo_query"] > weights["agenda_query"]


def test_days_stand_for_each_other():
    weights = EVIDENCE.weigh("who comes on sunday", perhaps("datetime"))
    assert likeliest(weights).action == "agenda_query"


def test_what_the_rules_take_for_likely_holds_against_few_words():
    assert likeliest(EVIDENCE.weigh("tell me", likely("todo_add"))).action == "todo_add"


def test_a_request_of_unknown_words_stays_what_the_rules_take_it_for():
    guess = likeliest(EVIDENCE.weigh("zorp the blick", likely("note_add")))
    assert guess.action == "note_add"
    assert 0 < guess.confidence < 1


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("is bread still on there", "todo_query"),
        ("the picnic on sunday is off", "agenda_remove"),
        ("酱油快没了", "todo_add"),
    ],
)
def test_the_examples_that_come_along_are_read(text, action):
    assert likeliest(usual_evidence().weigh(text, perhaps("answer"))).action == action
