"""The port of what `pa` remembers: records with an id in a file that the user may edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

T = TypeVar("T")


class RecordStore(Protocol[T]):
    """Records in the order of their file; every change is one operation that can be undone."""

    @property
    def path(self) -> Path:
        """The file; it need not be there."""
        ...

    def read(self) -> Sequence[T]:
        """All records; raises StorageError that names the line when the file is broken."""
        ...

    def locked(self) -> AbstractContextManager[None]:
        """Keep other writers out while records are read, looked at and changed."""
        ...

    def change(
        self,
        summary: str,
        *,
        add: Sequence[T] = (),
        replace: Sequence[T] = (),
        remove: Sequence[T] = (),
    ) -> None:
        """Do one operation on the file as it is now.

        Args:
            summary: What it does, in a user's words.
            add: Records that go to its end.
            replace: Records that take the place of those with the same ids.
            remove: Records that go.

        Raises:
            ConflictError: A record is not there any more, or the file has just been changed.
            StorageError: The file is broken or cannot be written; it was not touched.
        """
        ...
