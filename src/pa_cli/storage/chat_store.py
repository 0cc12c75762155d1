"""Chats as JSON lines: one append-only file a chat, every record on disk when its call returns."""

import contextlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pa_cli.core import chat_log
from pa_cli.core.changes import FileChange
from pa_cli.core.conversation import Chat, ChatSummary
from pa_cli.core.errors import StorageError
from pa_cli.core.ports import ChangeLog, Clock
from pa_cli.core.recorded_chats import RecordedChats
from pa_cli.storage.atomic import sync_folder
from pa_cli.storage.chat_ids import new_id, one_id
from pa_cli.storage.json_lines import append_records, parse_line
from pa_cli.storage.locks import exclusive

_SUFFIX = ".jsonl"
_LONG_RECORD = re.compile(rb'\{"type":"(user|assistant)","turn":(\d+),')
_LAST_TIME = re.compile(rb'"at":"([^"]+)"\}\n?$')
_UNLOGGED = "To go on without a record of it, add: --no-log"


class JsonlChatStore(RecordedChats):
    """The log of chats under one folder.

    Args:
        folder: Holds the chats; made when the first one is written.
        now: The clock.
        changes: Moves deleted chats to the trash, from where `pa undo` brings them back.
    """

    def __init__(self, folder: Path, *, now: Clock, changes: ChangeLog) -> None:
        self._folder = folder
        self._now = now
        self._changes = changes

    def create(self, *, system: str = "", title: str = "", parent: str = "") -> Chat:
        """Start a chat; nothing is on disk before its first turn."""
        now = self._now()
        return Chat(new_id(now), title=title, created=now.isoformat(), system=system, parent=parent)

    def add_user(self, chat: Chat, text: str, *, context: str = "") -> Chat:
        """Log a question before the model is asked; the chat with the new, unanswered turn."""
        with self._locked():
            known = self._last_turn(chat.id) if self._is_on_disk(chat) else 0
            number = 1 + max([known, *(turn.id for turn in chat.turns)])
            return self._append(
                chat, {"type": "user", "turn": number, "text": text, "context": context}
            )

    def add_partial(self, chat: Chat, text: str, *, offset: int, model: str) -> Chat:
        """Log what came of an answer that is not whole yet, so that a crash cannot take it."""
        turn = chat.turns[-1].id
        return self._log(
            chat, {"type": "partial", "turn": turn, "offset": offset, "text": text, "model": model}
        )

    def fork(self, chat: Chat, *, title: str = "") -> Chat:
        """A new chat that begins with the turns of `chat`, on disk when there are any."""
        now = self._now()
        copy = replace(
            chat,
            id=new_id(now),
            title=title or (f"{chat.title} (fork)" if chat.title else ""),
            created=now.isoformat(),
            updated=now.isoformat(),
            parent=chat.id,
        )
        if copy.turns:
            with self._locked():
                copy = self._write_whole(copy)
        return copy

    def load(self, chat_id: str) -> Chat:
        """The chat with this id or unique beginning of it.

        Raises:
            StorageError: There is none, there are several, or the file cannot be read.
        """
        found = one_id(chat_id, self._ids())
        return chat_log.replay(found, self._records(found))

    def latest(self) -> Chat | None:
        """The chat that was updated last."""
        newest = self._newest_first()
        return self.load(newest[0]) if newest else None

    def list_chats(self, limit: int | None = None) -> Sequence[ChatSummary]:
        """Chats, the one that was updated last first."""
        return [self._summary(chat_id) for chat_id in self._newest_first()[:limit]]

    def delete(self, chat_ids: Sequence[str]) -> None:
        """Move chats to the trash as one change, which can be undone."""
        known = self._ids()
        found = list(dict.fromkeys(one_id(chat_id, known) for chat_id in chat_ids))
        with self._locked():
            changes = [
                FileChange(self._path(chat_id), None, expected=self._read(chat_id))
                for chat_id in found
            ]
            what = f"chat {found[0]}" if len(found) == 1 else f"{len(found)} chats"
            self._changes.apply(f"Deleted {what}", changes)

    def _path(self, chat_id: str) -> Path:
        return self._folder / (chat_id + _SUFFIX)

    def _is_on_disk(self, chat: Chat) -> bool:
        """Whether the file is there, and this chat's: one that was never written has no update."""
        return bool(chat.updated) and self._path(chat.id).exists()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with exclusive(self._folder / ".lock"):
                yield
        except OSError as error:
            raise _cannot("write", self._folder, error, hint=_UNLOGGED) from error
        except StorageError as error:
            raise StorageError(error.message, hint=error.hint or _UNLOGGED) from error

    def _log(self, chat: Chat, record: dict[str, Any]) -> Chat:
        """Write `record`, unless the chat has nothing on disk yet and would hold nothing but it."""
        with self._locked():
            if not chat.updated:
                return chat_log.apply_record(chat, record)
            return self._append(chat, record)

    def _append(self, chat: Chat, record: dict[str, Any]) -> Chat:
        record = record | {"at": self._now().isoformat()}
        if self._is_on_disk(chat):
            append_records(self._path(chat.id), [record])
            return chat_log.apply_record(chat, record)
        # a new chat, or one that was deleted while it was talked to: nothing of it is lost
        return self._write_whole(chat_log.apply_record(chat, record))

    def _write_whole(self, chat: Chat) -> Chat:
        while self._path(chat.id).exists():
            chat = replace(chat, id=new_id(self._now()))
        records = chat_log.snapshot(chat)
        if chat.updated:
            records[-1]["at"] = chat.updated
        append_records(self._path(chat.id), records)
        sync_folder(self._folder)
        return chat

    def _ids(self) -> list[str]:
        try:
            names = [entry.name for entry in os.scandir(self._folder)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise _cannot("read", self._folder, error) from error
        return sorted(
            name.removesuffix(_SUFFIX)
            for name in names
            if name.endswith(_SUFFIX) and not name.startswith(".")
        )

    def _newest_first(self) -> list[str]:
        return sorted(self._ids(), key=self._last_change, reverse=True)

    def _last_change(self, chat_id: str) -> tuple[datetime, int, str]:
        """When the last record was written, from the end of the file; the file's time breaks ties."""
        stamp = datetime.min.replace(tzinfo=UTC)
        changed = 0
        with contextlib.suppress(OSError), self._path(chat_id).open("rb") as file:
            status = os.fstat(file.fileno())
            changed = status.st_mtime_ns
            stamp = datetime.fromtimestamp(status.st_mtime, UTC)
            file.seek(max(0, status.st_size - 64))
            match = _LAST_TIME.search(file.read())
            if match is not None:
                stamp = _moment(match[1].decode("ascii", "replace")) or stamp
        return stamp, changed, chat_id

    def _read(self, chat_id: str) -> bytes:
        path = self._path(chat_id)
        try:
            return path.read_bytes()
        except OSError as error:
            raise _cannot("read", path, error) from error

    def _records(self, chat_id: str) -> Iterator[dict[str, Any]]:
        for line in self._read(chat_id).split(b"\n"):
            record = parse_line(line)
            if record is not None:
                yield record

    def _last_turn(self, chat_id: str) -> int:
        heads = map(_LONG_RECORD.match, self._read(chat_id).split(b"\n"))
        return max((int(head[2]) for head in heads if head is not None), default=0)

    def _summary(self, chat_id: str) -> ChatSummary:
        """What a list shows. Long records are not parsed, but for the first and the last."""
        lines = self._read(chat_id).split(b"\n")
        heads = [_LONG_RECORD.match(line) if line.endswith(b"}") else None for line in lines]
        short = [parse_line(line) for line, head in zip(lines, heads, strict=True) if head is None]
        undone = chat_log.undone_turns(record for record in short if record is not None)
        long = [(i, head) for i, head in enumerate(heads) if head is not None]
        kept = [i for i, head in long if int(head[2]) not in undone]
        answers = [i for i, head in long if head[1] == b"assistant"]
        needed = {*kept[:1], *(i for i, _ in long[-1:]), *answers[-1:]}
        records: list[chat_log.Record] = []
        for position, (line, head) in enumerate(zip(lines, heads, strict=True)):
            if head is not None and position not in needed:
                records.append({"type": head[1].decode(), "turn": int(head[2])})
            elif (record := parse_line(line)) is not None:
                records.append(record)
        chat = chat_log.replay(chat_id, records)
        return ChatSummary(
            id=chat_id,
            title=chat.title,
            created=chat.created,
            updated=chat.updated,
            turns=len(chat.turns),
            model=chat.model,
            parent=chat.parent,
        )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _cannot(what: str, path: Path, error: OSError, hint: str = "") -> StorageError:
    return StorageError(f"Could not {what} {path}: {error.strerror or error}.", hint=hint)
