"""Taking back what was done to notes, agenda, to-dos, memory and templates."""

import itertools
from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.changes import REDID, UNDID, FileState, Operation, Step, Undone
from pa_cli.core.errors import ConflictError, UsageError
from pa_cli.core.ports import ChangeLog

_RECENT = 20
_LIST = "See what can be undone: pa undo --list"


class UndoService:
    """Undo over the change log.

    Args:
        changes: The change log.
    """

    def __init__(self, changes: ChangeLog) -> None:
        self._changes = changes

    def list(self, limit: int | None = None) -> tuple[Operation, ...]:
        """The newest operations, newest first."""
        return tuple(itertools.islice(self._changes.operations(), limit))

    def has_just_removed_from(self, folder: Path) -> bool:
        """Whether one of the last operations took a file out of `folder`."""
        return any(
            step.after is None and step.path.is_relative_to(folder)
            for operation in self.list(_RECENT)
            for step in operation.steps
        )

    def undo_last(self, count: int = 1) -> Undone:
        """Take back the last `count` operations as one; an undo counts as an operation too.

        Raises:
            UsageError: There are not so many.
            ConflictError: A file has been changed since; nothing is undone.
        """
        with self._changes.locked():
            operations = self.list(count)
            if not operations:
                raise UsageError("There is nothing to undo yet.")
            if len(operations) < count:
                raise UsageError(f"There are only {len(operations)} changes to undo.", hint=_LIST)
            return self._undo(operations)

    def undo_one(self, operation_id: str) -> Undone:
        """Take back one operation, also an older one, by its id or a unique beginning of it.

        Raises:
            UsageError: There is no such operation.
            ConflictError: A file has been changed since; nothing is undone.
        """
        with self._changes.locked():
            found = [o for o in self._changes.operations() if o.id.startswith(operation_id)]
            if not found:
                raise UsageError(f"There is no change with the id {operation_id!r}.", hint=_LIST)
            if len(found) > 1:
                ids = ", ".join(operation.id for operation in found[:5])
                raise UsageError(f"{operation_id!r} could be any of: {ids}.", hint=_LIST)
            return self._undo(found)

    def _undo(self, operations: Sequence[Operation]) -> Undone:
        did = REDID if all(operation.is_undo for operation in operations) else UNDID
        summary = did + "; ".join(operation.subject for operation in operations[:3])
        if len(operations) > 3:
            summary += f"; and {len(operations) - 3} more"
        try:
            by = self._changes.restore(
                summary, _net_steps(operations), undoes=[operation.id for operation in operations]
            )
        except ConflictError as error:
            raise ConflictError(
                f"Nothing was undone. {error.message}",
                hint="Undo the later change first, or change the file by hand. " + _LIST,
            ) from error
        return Undone(tuple(operations), by)


def _net_steps(operations: Sequence[Operation]) -> list[Step]:
    """One step a path for taking back `operations`, newest first."""
    first: dict[Path, FileState | None] = {}
    last: dict[Path, FileState | None] = {}
    for operation in operations:
        for step in reversed(operation.steps):
            if step.path in first and not _same(last[step.path], step.after):
                raise ConflictError(f"{step.path} was changed by another program in between.")
            first.setdefault(step.path, step.after)
            last[step.path] = step.before
    return [
        Step(path, state, last[path])
        for path, state in first.items()
        if not _same(state, last[path])
    ]


def _same(one: FileState | None, other: FileState | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.digest == other.digest and one.link == other.link
