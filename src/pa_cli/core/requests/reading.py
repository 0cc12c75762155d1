"""Requests in plain words, English or Chinese, read by rules: no model, no clock, no data."""

from dataclasses import replace

from pa_cli.core.action import ActionCall, ActionName
from pa_cli.core.requests.guess import SURE, Guess
from pa_cli.core.requests.parts import split_items, split_request
from pa_cli.core.requests.wording import is_chinese

_LONGEST = 2000


def read_request(text: str) -> tuple[ActionCall, ...]:
    """What `text` asks for, when the rules are certain of all of it; else nothing.

    The words in the calls are copied from `text`; words that stand apart there are joined by a
    space. Dates are not looked up: `when` is what says when.
    """
    calls = best_reading(text)
    return calls if all(call.confidence >= SURE for call in calls) else ()


def best_reading(text: str) -> tuple[ActionCall, ...]:
    """What `text` most likely asks for; `confidence` says how likely each call is."""
    text = text.strip()
    if not text:
        return ()
    if len(text) > _LONGEST:
        return (ActionCall("answer", text=text, confidence=0.5),)
    return tuple(call for part in split_request(text) for call in _read(part))


def _judge(text: str) -> Guess:
    if is_chinese(text):
        from pa_cli.core.requests import chinese
        from pa_cli.core.requests.chinese_sentence import ChineseSentence

        return chinese.judge(ChineseSentence(text))
    from pa_cli.core.requests import english
    from pa_cli.core.requests.sentence import Sentence

    return english.judge(Sentence(text))


def _read(text: str) -> tuple[ActionCall, ...]:
    """The calls of one part of a request."""
    guess = _judge(text)
    call = describe(guess.action, text)
    return tuple(replace(item, confidence=guess.confidence) for item in split_items(call))


def describe(action: ActionName, text: str) -> ActionCall:
    """The call that `action` becomes with the words of `text`, by the rules.

    For a router that knows the action and leaves the words to code.
    """
    if is_chinese(text):
        from pa_cli.core.requests import chinese_details
        from pa_cli.core.requests.chinese_sentence import ChineseSentence

        return chinese_details.describe(action, ChineseSentence(text), text)
    from pa_cli.core.requests import english_details
    from pa_cli.core.requests.sentence import Sentence

    return english_details.describe(action, Sentence(text), text)
