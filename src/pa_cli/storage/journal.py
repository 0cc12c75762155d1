"""The journal: what was done to the user's files, one JSON line before it is done and one after.

A line that a crash cut short was never begun and is passed over. Not part of the disposable index.
"""

import dataclasses
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pa_cli.core.changes import FileState, Operation, Step
from pa_cli.storage.atomic import sync_folder
from pa_cli.storage.paths import make_private_folder

_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation as journalled; `done` tells which of its steps were done, None is unknown."""

    operation: Operation
    done: tuple[int, ...] | None


class Journal:
    """An append-only file of operations.

    Args:
        path: The journal.
        root: Paths under it are written relative to it, so that the whole folder can be moved.
    """

    def __init__(self, path: Path, root: Path) -> None:
        self._path = path
        self._root = root

    def begin(self, operation: Operation) -> None:
        """Write down what is about to be done; it is on disk when this returns.

        Raises:
            OSError: It could not be written, and nothing may be done.
        """
        self._append(
            {
                "op": operation.id,
                "time": operation.time,
                "summary": operation.summary,
                "undoes": list(operation.undoes),
                "steps": [self._step_to_json(step) for step in operation.steps],
            },
            sync=True,
        )

    def end(self, operation: Operation, done: Sequence[int]) -> None:
        """Write down which steps were done. Whether this lasts is no matter: it can be found out."""
        everything = len(done) == len(operation.steps)
        self._append({"end": operation.id, "done": "all" if everything else list(done)}, sync=False)

    def join(self, operations: Sequence[Operation], summary: str, new_id: str) -> None:
        """Let operations that follow one another be read as one from now on."""
        last = operations[-1]
        record = {"join": [o.id for o in operations], "op": new_id, "time": last.time}
        self._append({**record, "summary": summary}, sync=True)

    def void(self, operations: Sequence[Operation]) -> None:
        """Let operations that cancel each other out no longer be read."""
        self._append({"void": [operation.id for operation in operations]}, sync=True)

    def entries(self) -> Iterator[Entry]:
        """The operations, newest first; joined ones as one."""
        joint: _Joint | None = None
        for found in self._records():
            if isinstance(found, _Joint):
                joint = found
            elif joint is None or found.operation.id not in joint.ids:
                yield found
            else:
                joint.parts.insert(0, found)
                if len(joint.parts) == len(joint.ids):
                    yield joint.entry()
                    joint = None

    def _records(self) -> "Iterator[Entry | _Joint]":
        ends: dict[str, Any] = {}
        voided: set[str] = set()
        for line in _lines_backwards(self._path):
            try:
                record = json.loads(line)
                if "end" in record:
                    ends[record["end"]] = record["done"]
                    continue
                if "void" in record:
                    voided.update(record["void"])
                    continue
                if "join" in record:
                    ids = frozenset(record["join"])
                    yield _Joint(ids, record["op"], record["time"], record["summary"])
                    continue
                operation = self._operation(record)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                continue
            done = ends.pop(operation.id, None)
            if operation.id in voided:
                continue
            if done == "all":
                done = range(len(operation.steps))
            yield Entry(operation, None if done is None else tuple(done))

    def _append(self, record: dict[str, Any], *, sync: bool) -> None:
        is_new = not self._path.exists()
        make_private_folder(self._path.parent)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and _last_byte(descriptor, size) != b"\n"
            line = json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
            rest = memoryview((b"\n" if torn else b"") + line.encode("utf-8", "surrogateescape"))
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(self._path.parent)

    def _step_to_json(self, step: Step) -> dict[str, Any]:
        path = step.path
        if path.is_relative_to(self._root):
            path = path.relative_to(self._root)
        return {
            "path": str(path),
            "before": None if step.before is None else dataclasses.asdict(step.before),
            "after": None if step.after is None else dataclasses.asdict(step.after),
        }

    def _operation(self, record: dict[str, Any]) -> Operation:
        return Operation(
            id=record["op"],
            time=record["time"],
            summary=record["summary"],
            undoes=tuple(record["undoes"]),
            steps=tuple(
                Step(self._root / step["path"], _state(step["before"]), _state(step["after"]))
                for step in record["steps"]
            ),
        )


@dataclass(slots=True)
class _Joint:
    """Operations that are read as one; its parts are found while reading on."""

    ids: frozenset[str]
    id: str
    time: str
    summary: str
    parts: list[Entry] = field(default_factory=list)

    def entry(self) -> Entry:
        steps: list[Step] = []
        done: list[int] | None = []
        for part in self.parts:
            if done is None or part.done is None:
                done = None
            else:
                done += [len(steps) + index for index in part.done]
            steps += part.operation.steps
        undoes = tuple(ref for part in self.parts for ref in part.operation.undoes)
        operation = Operation(self.id, self.time, self.summary, tuple(steps), undoes)
        return Entry(operation, None if done is None else tuple(done))


def _state(record: dict[str, Any] | None) -> FileState | None:
    return None if record is None else FileState(**record)


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)


def _lines_backwards(path: Path) -> Iterator[bytes]:
    """The whole lines of a file, last first, reading no more of it than is asked for."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        position = file.seek(0, os.SEEK_END)
        parts: list[bytes] = []  # the beginning of what was read, newest part first
        while position > 0:
            size = min(_BLOCK, position)
            position -= size
            file.seek(position)
            block = file.read(size)
            if b"\n" not in block:
                parts.append(block)
                continue
            first, *others = block.split(b"\n")
            others[-1] += b"".join(reversed(parts))
            yield from (line for line in reversed(others) if line)
            parts = [first]
        if parts:
            yield b"".join(reversed(parts))
