"""`pa do` with a real model, where rules alone are not certain."""

import pytest

from tests.support.runner import pa

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")


def planned(model, request):
    found = pa("do", "--dry-run", "--json", "-m", model, request)
    assert found.exit_code == 0, found.stderr
    return found.json["actions"]


def test_a_model_of_half_a_billion_weights_sorts_what_rules_do_not_know(qwen):
    (action,) = planned(qwen, "zucchini, the grocery list could use some")
    assert action["action"] == "todo_add"


def test_what_rules_know_is_the_same_with_a_model(qwen):
    (action,) = planned(qwen, "wake me up at seven tomorrow")
    assert (action["action"], action["by"]) == ("agenda_add", "rules")
    assert action["resolved"]["start"] == "2026-03-12T07:00:00+01:00"


def test_the_words_of_a_call_stand_in_the_request(qwen):
    request = "squeeze the dentist in on friday at 3 pm would you"
    for action in planned(qwen, request):
        for name in ("title", "when", "list"):
            word = action["arguments"][name]
            assert word is None or all(part in request for part in word.split())


def test_a_question_is_handed_over_and_answered(qwen):
    found = pa("do", "-m", qwen, "what is the capital of France?", "--no-log")
    assert found.exit_code == 0, found.stderr
    assert "Paris" in found.stdout


def test_a_model_that_is_too_small_is_not_asked_to_sort(smollm2):
    found = pa("do", "--dry-run", "--json", "-m", smollm2, "zorp the blick")
    assert found.exit_code == 0, found.stderr
    (action,) = found.json["actions"]
    assert action["by"] == "rules"
    assert action["confidence"] < 1
