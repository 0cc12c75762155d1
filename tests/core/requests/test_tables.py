"""Two tables of requests: what each of them asks for."""

from pathlib import Path

import pytest

from pa_cli.core.requests.reading import best_reading
from pa_cli.core.requests.wording import stands_in

HERE = Path(__file__).parent


def lines():
    for name in ("english.txt", "chinese.txt"):
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield line


def wanted(part):
    action, *fields = part.split(" ; ")
    pairs = (field.strip().partition(" ") for field in fields)
    return action.strip(), {name: words for name, _, words in pairs}


@pytest.mark.parametrize("line", list(lines()))
def test_a_request_is_read_as_it_is_meant(line):
    text, _, rest = line.partition(" => ")
    calls = best_reading(text)
    parts = [wanted(part) for part in rest.split(" + ")]
    assert [call.action for call in calls] == [action.rstrip("?") for action, _ in parts]
    for call, (action, fields) in zip(calls, parts, strict=True):
        assert call.confidence == 1 or action.endswith("?"), "the rules should be certain"
        for name, words in fields.items():
            assert getattr(call, name) == (words or True), name
        for words in (call.title, call.when, call.new_when, call.list, call.text):
            assert stands_in(words, text), words


def guesses():
    text = (HERE / "actions.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("line", guesses())
def test_the_best_guess_is_right(line):
    action, _, text = line.partition(" | ")
    assert best_reading(text)[0].action == action
