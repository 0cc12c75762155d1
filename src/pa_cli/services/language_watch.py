"""Texts held to a language: one that begins in another is written again, once."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace

from pa_cli.core.events import Event
from pa_cli.core.languages import UNKNOWN, Language, are_alike, clear_language, knows, weight_of
from pa_cli.services.answers import Answer
from pa_cli.services.text_tasks import TextTask

_TELLTALE = 80
"""Letters after which a text is not held back any longer: its language shows by then."""

_LETTERS = 20
"""Latin letters that are too many for a name in a text of another script."""

Run = Callable[[], tuple[Answer, Generator[Event]]]


def is_in(text: str, wanted: Language) -> bool:
    """Whether `text` can be in the language `wanted`; short texts and unknown languages always can."""
    if wanted.has_other_letters and text.isascii() and weight_of(text) >= _LETTERS:
        return False
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


def told_twice(task: TextTask, wanted: Language) -> TextTask:
    """`task` with its language asked for as plainly as can be; as it is when that is unknown."""
    if not wanted.name or wanted == UNKNOWN:
        return task
    told = f"{wanted.name}. Every word of it is in {wanted.name}."
    return replace(task, values={**task.values, "lang": told})
