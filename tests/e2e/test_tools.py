"""Questions about one's data with real models."""

import pytest

from tests.support.runner import pa

pytestmark = pytest.mark.model


@pytest.fixture(autouse=True)
def a_wednesday(monkeypatch):
    monkeypatch.setenv("PA_NOW", "2026-03-11T10:20")
    pa("agenda", "add", "Dentist tomorrow 9:00-9:30")
    pa("agenda", "add", "Choir rehearsal tomorrow 19:00-21:00")


@pytest.mark.parametrize("question", ["What do I have tomorrow?", "我明天有什么安排？"])
def test_a_tiny_model_is_not_even_asked(smollm2, question):
    document = pa("ask", "-m", smollm2, "--json", question).json
    assert document["model"] is None
    assert "Dentist" in document["text"]
    assert "Choir rehearsal" in document["text"]


def test_a_small_model_words_what_the_agenda_says(qwen):
    question = "Which of my meetings tomorrow is in the evening? Name it."
    document = pa("ask", "-m", qwen, "--temp", "0", "--json", question).json
    assert document["model"]
    assert [call["name"] for call in document["tool_calls"]] == ["agenda_list"]
    assert "choir" in document["text"].lower()


def test_a_small_model_calls_the_calculator(qwen):
    question = "I buy 3 tickets at 49.99 each. How much is that in total?"
    document = pa("ask", "-m", qwen, "--temp", "0", "--json", question).json
    calls = [call for call in document["tool_calls"] if not call["error"]]
    assert [call["name"] for call in calls][:1] == ["calculate"]
    assert "149.97" in document["text"]
