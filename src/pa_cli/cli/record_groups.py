"""Records as they come, in groups: as many as are there already, never waiting for more."""

import queue
import threading
from collections.abc import Iterable, Iterator

from pa_cli.core.records import Record

_MOST = 256
_MOMENT_SECONDS = 0.02
_MORE = object()
_END = object()


def in_groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The records in groups, read in a thread of its own.

    A file comes in large groups, which can be worked on side by side; a slow pipe one by one, so
    that each record is worked on when it comes. What reading raises comes after the records
    before it.
    """
    ready: queue.Queue[object] = queue.Queue(_MOST)

    def read() -> None:
        try:
            for record in records:
                ready.put(record)
            ready.put(_END)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            ready.put(error)

    threading.Thread(target=read, daemon=True).start()
    while True:
        group: list[Record] = []
        item = ready.get()
        while isinstance(item, Record):
            group.append(item)
            item = _MORE if len(group) == _MOST else _next(ready)
        if group:
            yield group
        if isinstance(item, BaseException):
            raise item
        if item is _END:
            return


def _next(ready: "queue.Queue[object]") -> object:
    try:
        return ready.get(timeout=_MOMENT_SECONDS)
    except queue.Empty:
        return _MORE
