"""Records as tables of a TOML file that the user may edit: `[[memory]]`, one after the other.

A change touches its own record: comments, order and keys that we do not know stay.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pa_cli.core.changes import FileChange
from pa_cli.core.errors import ConflictError, EditorError, StorageError
from pa_cli.core.ports import ChangeLog
from pa_cli.storage.toml_text import decode_toml, parse_toml

Record = Mapping[str, Any]


class Identified(Protocol):
    """Something with an id."""

    @property
    def id(self) -> str:
        """Unique in the file."""
        ...


T = TypeVar("T", bound=Identified)


class TomlRecords(Generic[T]):
    """See `core.memory_ports.RecordStore`.

    Args:
        path: The file.
        table: Name of the tables.
        decode: Record to value; raises ValueError with a sentence for what cannot be one.
        encode: Value to record.
        changes: The one way to write.
        heading: Comment at the top of a new file, one or more lines that begin with `#`.
        hint: What mends a broken file.
    """

    def __init__(
        self,
        path: Path,
        table: str,
        *,
        decode: Callable[[Record], T],
        encode: Callable[[T], dict[str, Any]],
        changes: ChangeLog,
        heading: str,
        hint: str,
    ) -> None:
        self.path = path
        self._table = table
        self._decode = decode
        self._encode = encode
        self._changes = changes
        self._heading = heading
        self._hint = hint

    def locked(self) -> AbstractContextManager[None]:
        """Keep other writers out."""
        return self._changes.locked()

    def read(self) -> Sequence[T]:
        """All records, in the order of the file."""
        return self._values(self._text(self._content()))

    def change(
        self,
        summary: str,
        *,
        add: Sequence[T] = (),
        replace: Sequence[T] = (),
        remove: Sequence[T] = (),
    ) -> None:
        """Add, replace and remove records as one operation.

        Raises:
            ConflictError: One that is replaced or removed is not in the file any more.
        """
        with self.locked():
            content = self._content()
            text = self._text(content)
            values = self._values(text)
            places = {value.id: place for place, value in enumerate(values)}
            for value in (*replace, *remove):
                if value.id not in places:
                    raise ConflictError(f"{value.id} is not in {self.path} any more.")
            updates = {
                places[value.id]: (self._encode(values[places[value.id]]), self._encode(value))
                for value in replace
            }
            gone = {places[value.id] for value in remove}
            text = self._rewritten(text, updates, gone)
            for value in add:
                text = self._appended(text, self._encode(value))
            self._changes.apply(summary, [FileChange(self.path, text.encode(), content)])

    def check(self, content: bytes) -> None:
        """Raise EditorError, with the line, unless `content` could be this file."""
        try:
            self._values(self._text(content))
        except StorageError as error:
            raise EditorError(error.message) from error

    def replace_content(self, summary: str, content: bytes) -> None:
        """Put a whole new content, which is checked, in the place of the file's own."""
        self.check(content)
        with self.locked():
            self._changes.apply(summary, [FileChange(self.path, content, self._content())])

    def content(self) -> bytes:
        """The file as it is, or what a new one begins with."""
        return self._content() or (self._heading + "\n").encode()

    def _content(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError(f"Could not read {self.path}: {error.strerror or error}.") from error

    def _text(self, content: bytes | None) -> str:
        text = decode_toml(content or b"", self.path, error=StorageError, hint=self._hint)
        return text.removeprefix("\ufeff")

    def _records(self, text: str) -> list[Record]:
        tables = parse_toml(text, self.path, error=StorageError, hint=self._hint)
        found = tables.get(self._table, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._broken(text, self._table, f"must be written as [[{self._table}]]")
        return found

    def _values(self, text: str) -> list[T]:
        values: list[T] = []
        seen: set[str] = set()
        for place, record in enumerate(self._records(text)):
            try:
                value = self._decode(record)
            except ValueError as error:
                raise self._broken(text, place, str(error)) from None
            if value.id in seen:
                raise self._broken(text, place, f"the id {value.id!r} is there twice")
            seen.add(value.id)
            values.append(value)
        return values

    def _broken(self, text: str, place: int | str, problem: str) -> StorageError:
        heads = [
            number
            for number, line in enumerate(text.split("\n"), 1)
            if line.replace(" ", "").startswith((f"[[{self._table}]]", f"{self._table}="))
        ]
        index = place if isinstance(place, int) else 0
        where = f", line {heads[index]}" if index < len(heads) else ""
        return StorageError(f"{self.path}{where}: {problem}.", hint=self._hint)

    def _appended(self, text: str, record: dict[str, Any]) -> str:
        import tomli_w

        text = text if text.strip() else self._heading + "\n"
        return (
            f"{text.rstrip()}\n\n[[{self._table}]]\n{tomli_w.dumps(record, multiline_strings=True)}"
        )

    def _rewritten(
        self, text: str, updates: Mapping[int, tuple[Record, Record]], gone: set[int]
    ) -> str:
        """`text` with some records changed and some gone; everything else stays as it is."""
        if not updates and not gone:
            return text
        expected: Any = tomllib.loads(text.replace("\r\n", "\n"))
        _apply(expected[self._table], updates, gone)
        try:
            changed = self._by_tomlkit(text, updates, gone)
        except StorageError:
            changed = ""
        if not changed or _without_empty(tomllib.loads(changed)) != _without_empty(expected):
            import tomli_w

            changed = f"{self._heading}\n\n{tomli_w.dumps(expected, multiline_strings=True)}"
        return changed.replace("\n", "\r\n") if "\r\n" in text else changed

    def _by_tomlkit(
        self, text: str, updates: Mapping[int, tuple[Record, Record]], gone: set[int]
    ) -> str:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            document = tomlkit.parse(text.replace("\r\n", "\n"))
            tables: Any = document[self._table]
            _apply(tables, updates, gone)
            return tomlkit.dumps(document)
        except (TOMLKitError, LookupError, TypeError, ValueError) as error:
            raise StorageError(f"{self.path} is written in an unusual way.") from error


def _apply(
    tables: Any,  # noqa: ANN401 - a list of tables, plain or tomlkit's own
    updates: Mapping[int, tuple[Record, Record]],
    gone: set[int],
) -> None:
    for place, (before, after) in updates.items():
        for key in before.keys() - after.keys():
            tables[place].pop(key, None)
        for key, value in after.items():
            if before.get(key) != value or key not in tables[place]:
                tables[place][key] = value
    for place in sorted(gone, reverse=True):
        del tables[place]


def _without_empty(tables: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in tables.items() if value not in ({}, [])}
