"""Several requests to a server at a time, each in a thread of its own."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from pa_cli.core.batching import Tagged
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import PaError
from pa_cli.core.events import Event
from pa_cli.engine.interrupts import StopSign

_POLL_SECONDS = 0.05
_DONE = object()

Answer = Callable[[GenerationRequest, StopSign], Iterator[Event]]


class InThreads:
    """Requests that are answered at the same time, each in a thread of its own.

    Args:
        requests: Taken as there is room.
        answer: The events of one request; called in a thread, and ends soon after it is asked to.
        at_once: How many are under way at a time.
        guard: Ends all of it; those under way tell how far they came.
    """

    def __init__(
        self,
        requests: Iterable[GenerationRequest],
        answer: Answer,
        at_once: int,
        guard: StopSign,
    ) -> None:
        self._waiting = enumerate(requests)
        self._answer = answer
        self._at_once = at_once
        self._guard = guard
        self._came: queue.SimpleQueue[tuple[int, object]] = queue.SimpleQueue()
        self._active = 0
        self._is_more = True
        self._is_left = False
        self._failure: PaError | None = None

    def stop_requested(self) -> bool:
        """Whether the threads are to end: at Ctrl-C, or when nobody listens any more."""
        return self._is_left or self._guard.stop_requested()

    def events(self) -> Iterator[Tagged]:
        """The events of all requests as they come.

        Raises:
            PaError: What the first one that failed said, when the others under way are done.
        """
        try:
            while self._is_more or self._active:
                while self._is_more and self._active < self._at_once:
                    self._begin_next()
                try:
                    index, item = self._came.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    continue
                if isinstance(item, BaseException) or item is _DONE:
                    self._end(item)
                else:
                    yield index, item  # type: ignore[misc]  # it is an event
            if self._failure is not None and not self._guard.stop_requested():
                raise self._failure
        finally:
            self._is_left = True

    def _begin_next(self) -> None:
        """Begin the next request; one that cannot be made is told of later, and is the last."""
        job = None
        if self._failure is None and not self._guard.stop_requested():
            try:
                job = next(self._waiting, None)
            except PaError as error:
                self._failure = error
        if job is None:
            self._is_more = False
            return
        threading.Thread(target=self._work, args=job, daemon=True).start()
        self._active += 1

    def _work(self, index: int, request: GenerationRequest) -> None:
        try:
            for event in self._answer(request, self):
                self._came.put((index, event))
            self._came.put((index, _DONE))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self._came.put((index, error))

    def _end(self, item: object) -> None:
        self._active -= 1
        if isinstance(item, PaError):
            self._failure = self._failure or item
        elif isinstance(item, BaseException):
            raise item
