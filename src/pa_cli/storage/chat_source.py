"""Chats as the index sees them: what was said, without what was taken back."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pa_cli.core import chat_log
from pa_cli.core.index_entry import IndexEntry
from pa_cli.storage.json_lines import parse_line

KIND = "chat"
_SUFFIX = ".jsonl"


class ChatSource:
    """The chats folder; see `storage.index_refresh.Source`.

    Args:
        root: The folder.
    """

    name = "chats"

    def __init__(self, root: Path) -> None:
        self.root = root

    def wants(self, name: str) -> bool:
        """Whether a file of this name is a chat."""
        return name.endswith(_SUFFIX)

    def parse(self, path: str, content: bytes, mtime: float) -> Sequence[IndexEntry]:
        """The chat of a file; none when nothing was said in it."""
        chat_id = path.rpartition("/")[2].removesuffix(_SUFFIX)
        records = [record for line in content.split(b"\n") if (record := parse_line(line))]
        try:
            chat = chat_log.replay(chat_id, records)
        except (ValueError, TypeError, KeyError, AttributeError):
            return ()
        if not chat.turns:
            return ()
        said = [text for turn in chat.turns for text in (turn.user, turn.assistant) if text]
        try:
            created = datetime.fromisoformat(chat.created).timestamp()
        except (ValueError, OverflowError, OSError):
            created = mtime
        return (
            IndexEntry(
                kind=KIND,
                ref=chat_id,
                title=chat.title or chat_id,
                text="\n".join(said),
                created=created,
            ),
        )
