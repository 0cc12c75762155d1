"""Texts held to a language: one that begins in another is written again, once."""

from collections.abc import Callable, Generator
from contextlib import closing

from pa_cli.core.events import Event
from pa_cli.core.languages import Language, are_alike, clear_language, knows, weight_of
from pa_cli.services.answers import Answer

_TELLTALE = 80
"""Letters after which a text is not held back any longer: its language shows by then."""

Run = Callable[[], tuple[Answer, Generator[Event]]]


def is_in(text: str, wanted: Language) -> bool:
    """Whether `text` can be in the language `wanted`; short texts and unknown languages always can."""
    found = clear_language(text)
    return not wanted.code or knows([wanted], found) or are_alike(wanted, found)


def held_to(
    wanted: Language, answer: Answer, events: Generator[Event], again: Run
) -> Generator[Event]:
    """`events` that fill `answer`, or those of a second try when they begin in another language.

    Args:
        wanted: The language; an unknown one lets everything pass.
        answer: Is filled while the events are consumed.
        events: Of the first try; its beginning is held back.
        again: Starts the second try, whose answer is taken over as it comes.
    """
    held: list[Event] = []
    with closing(events):
        for event in events:
            held.append(event)
            if weight_of(answer.text) >= _TELLTALE:
                break
        if answer.interrupted or is_in(answer.text, wanted):
            yield from held
            yield from events
            return
    second, others = again()
    with closing(others):
        for event in others:
            answer.text, answer.finished = second.text, second.finished
            answer.is_circular = second.is_circular
            yield event
