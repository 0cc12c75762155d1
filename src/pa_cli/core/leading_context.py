"""Small models sometimes begin an answer with what they were told before the question."""

from collections.abc import Generator
from contextlib import closing

from pa_cli.core.events import Event, TextDelta


def without_leading_context(events: Generator[Event], context: str) -> Generator[Event]:
    """The events of an answer, without the first line of `context` where the answer begins with it.

    Args:
        events: The answer as it comes; only so much is held back as may be that line.
        context: What stands before the question in the prompt, as the line with the time.
    """
    line = context.partition("\n")[0].strip()
    held, is_open = "", bool(line)
    with closing(events):
        for event in events:
            if is_open and isinstance(event, TextDelta):
                held += event.text
                begun = held.lstrip()
                is_echo = begun.startswith(line)
                said = begun[len(line) :].lstrip() if is_echo else held
                if said and (is_echo or not line.startswith(begun)):
                    yield TextDelta(said)
                    held, is_open = "", False
            else:
                if held and not held.strip().startswith(line):
                    yield TextDelta(held)
                held = ""
                yield event
