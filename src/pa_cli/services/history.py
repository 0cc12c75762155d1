"""Past chats: listed, shown, searched and deleted."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pa_cli.core.conversation import Chat, ChatHit, ChatSummary
from pa_cli.core.errors import UsageError
from pa_cli.core.ports import ChatStore

_WORDS = re.compile(r'"([^"]+)"|(\S+)')


class HistoryService:
    """What `pa history` does.

    Args:
        chats: The log of chats.
    """

    def __init__(self, chats: ChatStore) -> None:
        self._chats = chats

    def recent(self, limit: int | None = None) -> Sequence[ChatSummary]:
        """Chats, the one that was updated last first."""
        return self._chats.list_chats(limit)

    def load(self, chat_id: str) -> Chat:
        """One chat; see `ChatStore.load`."""
        return self._chats.load(chat_id)

    def search(self, query: str, limit: int = 20) -> list[ChatHit]:
        """Chats that hold every word of `query`, newest first; `"two words"` are looked for as one.

        Case, accents and width are no matter.

        Raises:
            UsageError: There is no word in `query`.
        """
        words = [fold(phrase or word) for phrase, word in _WORDS.findall(query)]
        words = [word for word in words if word.strip()]
        if not words:
            raise UsageError(
                "There is nothing to look for.", hint="Example: pa history search boiler"
            )
        hits: list[ChatHit] = []
        for summary in self._chats.list_chats():
            hit = _find_in(self._chats.load(summary.id), words)
            if hit is not None:
                hits.append(hit)
                if len(hits) == limit:
                    break
        return hits

    def delete(self, chat_ids: Sequence[str]) -> None:
        """Move chats to the trash as one change."""
        self._chats.delete(chat_ids)


def fold(text: str) -> str:
    """`text` as it is compared: no case, no accents, full-width letters as plain ones."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _find_in(chat: Chat, words: Sequence[str]) -> ChatHit | None:
    missing = set(words)
    best = (0, 0, "", "")
    for turn, role, line in _lines(chat):
        found = {word for word in words if word in (folded := fold(line))} if line else set()
        missing -= found
        if len(found) > best[0]:
            best = (len(found), turn, role, _around(line, folded, min(found, key=folded.find)))
    if missing:
        return None
    return ChatHit(chat.id, chat.title, chat.updated, *best[1:])


def _lines(chat: Chat) -> Iterator[tuple[int, str, str]]:
    """Every line with its turn and who said it, the newest turn first, the title last."""
    for turn in reversed(chat.turns):
        for role, text in (("user", turn.user), ("assistant", turn.assistant)):
            for line in text.splitlines():
                yield turn.id, role, line.strip()
    yield 0, "", chat.title


def _around(line: str, folded: str, word: str, size: int = 160) -> str:
    """The part of a long line that holds `word`."""
    if len(line) <= size:
        return line
    start = max(0, folded.find(word) - size // 3)
    part = line[start : start + size].strip()
    return ("…" if start else "") + part + ("…" if start + size < len(line) else "")
