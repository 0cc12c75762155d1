"""Several generations at once: their events in the order in which they were asked for."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import TypeVar

from pa_cli.core.engine_ports import Engine, GenerationRequest, SideBySide
from pa_cli.core.events import Event, Finished

Tagged = tuple[int, Event]
"""The number of a request, from 0, and an event of its generation."""

T = TypeVar("T")


def generate_many(engine: Engine, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
    """Answer many requests, several at a time when `engine` can; see `SideBySide.generate_many`."""
    if isinstance(engine, SideBySide):
        return engine.generate_many(requests)
    return one_by_one(engine, requests)


def one_by_one(engine: Engine, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
    """Answer many requests, one after the other; ends after one that was interrupted."""
    for index, request in enumerate(requests):
        interrupted = False
        with closing(engine.generate(request)) as events:
            for event in events:
                interrupted = isinstance(event, Finished) and event.finish_reason == "interrupted"
                yield index, event
        if interrupted:
            return


def in_order(tagged: Iterator[Tagged]) -> Iterator[Tagged]:
    """Events as they come, those of later requests held back until the earlier ones are done."""
    turn = 0
    held: dict[int, list[Event]] = {}
    for index, event in tagged:
        if index != turn:
            held.setdefault(index, []).append(event)
            continue
        yield index, event
        while isinstance(event, Finished):
            turn += 1
            waiting = held.pop(turn, [])
            for event in waiting:  # noqa: PLW2901 - the last one decides whose turn it is
                yield turn, event
            if not waiting:
                break
    for index in sorted(held):  # the ones before were never finished
        for event in held[index]:
            yield index, event


def common_length(one: list[T], other: list[T]) -> int:
    """How many items both begin with."""
    for at, (ours, theirs) in enumerate(zip(one, other, strict=False)):
        if ours != theirs:
            return at
    return min(len(one), len(other))
