"""The ports: what services need from the outside world, spoken in domain types only."""

# every service needs some port: none should pay for the types of the others
from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pa_cli.core.changes import FileChange, Operation, Step
    from pa_cli.core.conversation import Chat, ChatSummary

Clock = Callable[[], datetime]
"""Now, as an aware datetime."""


class Approver(Protocol):
    """The one confirmation of the project: asks before anything is fetched, changed or destroyed."""

    def approve(self, question: str, details: str = "") -> None:
        """Return when the user agrees.

        Args:
            question: What would be done, as a short question: "Fetch smollm2-135m (98 MB)?".
            details: All of what would be done, shown in full above the question; may be empty.

        Raises:
            ConfirmationError: The user said no, or there is nobody to ask and no `--yes`.
        """
        ...


class ProgressTask(Protocol):
    """One piece of long work whose progress is shown."""

    def update(self, done: int) -> None:
        """`done` of the total is finished; may also go back."""
        ...

    def describe(self, description: str) -> None:
        """Say what is being done now."""
        ...


class Progress(Protocol):
    """Shows how far long work has come; never on stdout."""

    def task(
        self,
        description: str,
        *,
        total: int | None,
        done: int = 0,
        unit: Literal["bytes", "items"] = "items",
    ) -> AbstractContextManager[ProgressTask]:
        """Show a task while the context is open.

        Args:
            description: What is being done: "Fetching smollm2-135m".
            total: Size of the whole in `unit`, None when nobody knows.
            done: What was finished before, by an earlier run; no part of the speed.
            unit: Bytes are shown as MB and MB/s, items as numbers.
        """
        ...


class ChatStore(Protocol):
    """The log of chats: append-only, every call is on disk when it returns.

    A method that takes a `Chat` returns it as it is afterwards. Raises StorageError when the disk
    does not do its part; the log then holds what it held before.
    """

    def create(self, *, system: str = "", title: str = "", parent: str = "") -> Chat:
        """Start a chat; nothing is on disk before its first turn."""
        ...

    def add_user(self, chat: Chat, text: str, *, context: str = "") -> Chat:
        """Log a question before the model is asked; the chat with the new, unanswered turn.

        `context` is what goes before the question in the prompt (see `Turn.context`).
        """
        ...

    def add_context(self, chat: Chat, context: str) -> Chat:
        """Log what goes before the last question in the prompt, in the place of what was logged."""
        ...

    def add_assistant(
        self,
        chat: Chat,
        text: str,
        *,
        model: str,
        reasoning: str = "",
        interrupted: bool = False,
        told: str = "",
    ) -> Chat:
        """Log the answer to the last turn, replacing an earlier one; `told` as in `Turn`."""
        ...

    def add_partial(self, chat: Chat, text: str, *, offset: int, model: str) -> Chat:
        """Log what came of an answer that is not whole yet, so that a crash cannot take it.

        Args:
            chat: The chat; its last turn is being answered.
            text: The next piece.
            offset: Characters of the answer before `text`.
            model: Name of the model that answers.
        """
        ...

    def undo(self, chat: Chat, count: int = 1) -> Chat:
        """Take the last `count` turns back; the log keeps them."""
        ...

    def rename(self, chat: Chat, title: str) -> Chat:
        """Give the chat a title."""
        ...

    def set_system(self, chat: Chat, system: str) -> Chat:
        """Give the chat a system prompt of its own; "" goes back to the default."""
        ...

    def fold(self, chat: Chat, summary: str, count: int) -> Chat:
        """From here on `summary` stands for the `count` oldest turns; the log keeps them whole."""
        ...

    def fork(self, chat: Chat, *, title: str = "") -> Chat:
        """A new chat that begins with the turns of `chat`, on disk when there are any."""
        ...

    def load(self, chat_id: str) -> Chat:
        """The chat with this id or unique beginning of it; raises StorageError when there is none."""
        ...

    def latest(self) -> Chat | None:
        """The chat that was updated last."""
        ...

    def list_chats(self, limit: int | None = None) -> Sequence[ChatSummary]:
        """Chats, the one that was updated last first."""
        ...

    def delete(self, chat_ids: Sequence[str]) -> None:
        """Move chats to the trash as one change, which can be undone."""
        ...


class ChangeLog(Protocol):
    """The one way to write the user's data; every operation is journalled and can be taken back."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep other writers out while something is read, changed and applied; may be nested."""
        ...

    def apply(
        self, summary: str, changes: Sequence[FileChange], *, undoes: Sequence[str] = ()
    ) -> Operation:
        """Do `changes` as one operation, all or none; raises ConflictError or StorageError."""
        ...

    def together(self, summary: str) -> AbstractContextManager[None]:
        """Let everything that is applied in the context be one operation.

        When the context ends with an error, what was done in it is taken back.
        """
        ...

    def restore(
        self, summary: str, steps: Sequence[Step], *, undoes: Sequence[str] = ()
    ) -> Operation:
        """Bring each path from `before` to `after`, whose content is in the trash.

        Raises ConflictError when a path is not `before` any more.
        """
        ...

    def operations(self) -> Iterator[Operation]:
        """What was done, newest first."""
        ...


class ConfigStore(Protocol):
    """The user's config file; a change touches its own line and nothing else."""

    @property
    def path(self) -> Path:
        """The file; it need not be there."""
        ...

    @property
    def name(self) -> str:
        """How the file is called in messages."""
        ...

    def read(self) -> Mapping[str, object]:
        """The file as nested tables; raises ConfigError when it cannot be read."""
        ...

    def line_of(self, key: str) -> int | None:
        """The line that `key` (`group.name`) stands on, counted from 1; None when it cannot be told."""
        ...

    def set(self, key: str, value: object) -> None:
        """Give `key` a TOML value; raises ConfigError when the file cannot be read."""
        ...

    def create(self, content: str) -> None:
        """Write `content` unless the file is there."""
        ...

    def unset(self, key: str) -> bool:
        """Take `key` out; whether it was there."""
        ...


class PartialTexts(Protocol):
    """Finished pieces of long work, kept from one run to the next; bounded, so they may be gone."""

    def get(self, key: str) -> str | None:
        """The text kept under `key`, None when there is none."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep `text`; raises StorageError when that fails."""
        ...
