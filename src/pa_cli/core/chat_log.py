"""The records of a chat, and what they add up to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pa_cli.core.conversation import Chat, Turn

FORMAT_VERSION = 1
TITLE_LENGTH = 60

Record = Mapping[str, Any]


def title_of(question: str) -> str:
    """The beginning of a question as a title: one line, at most 60 characters."""
    line = re.sub(r"\s+", " ", question[: TITLE_LENGTH * 8]).strip()
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def replay(chat_id: str, records: Iterable[Record]) -> Chat:
    """The chat that `records` tell, in the order in which they were written."""
    chat = Chat(chat_id)
    for record in records:
        chat = apply_record(chat, record)
    return chat


def apply_record(chat: Chat, record: Record) -> Chat:
    """`chat` after `record`; a record of an unknown type or shape changes nothing."""
    change = _CHANGES.get(str(record.get("type")))
    if change is None:
        return chat
    try:
        changed = change(chat, record)
        at = _text(record, "at")
    except (KeyError, TypeError, ValueError):
        return chat
    return replace(changed, created=changed.created or at, updated=at or changed.updated)


def undone_turns(records: Iterable[Record]) -> set[int]:
    """The ids of the turns that were taken back."""
    return {
        number
        for record in records
        if record.get("type") == "undo" and isinstance(record.get("turns"), list)
        for number in record["turns"]
        if isinstance(number, int)
    }


def snapshot(chat: Chat) -> list[dict[str, Any]]:
    """The fewest records that add up to `chat`, without the time of the last one."""
    records: list[dict[str, Any]] = [
        {
            "type": "created",
            "version": FORMAT_VERSION,
            "system": chat.system,
            "title": chat.title,
            "parent": chat.parent,
            "at": chat.created,
        }
    ]
    for turn in chat.turns:
        records.append(
            {
                "type": "user",
                "turn": turn.id,
                "text": turn.user,
                "context": turn.context,
                "at": turn.created,
            }
        )
        if turn.assistant or turn.interrupted:
            records.append(
                {
                    "type": "assistant",
                    "turn": turn.id,
                    "text": turn.assistant,
                    "reasoning": turn.reasoning,
                    "interrupted": turn.interrupted,
                    "model": turn.model,
                    **({"told": turn.told} if turn.told else {}),
                    "at": turn.created,
                }
            )
    if chat.folded:
        through = chat.turns[chat.folded - 1].id
        records.append(
            {"type": "fold", "through": through, "summary": chat.summary, "at": chat.updated}
        )
    return records


def _text(record: Record, name: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _created(chat: Chat, record: Record) -> Chat:
    return replace(
        chat,
        system=_text(record, "system"),
        title=_text(record, "title"),
        parent=_text(record, "parent"),
        created=_text(record, "at"),
    )


def _user(chat: Chat, record: Record) -> Chat:
    text = _text(record, "text")
    context = _text(record, "context")
    turn = Turn(int(record["turn"]), text, context=context, created=_text(record, "at"))
    return replace(chat, turns=(*chat.turns, turn), title=chat.title or title_of(text))


def _context(chat: Chat, record: Record) -> Chat:
    number, text = int(record["turn"]), _text(record, "text")
    turns = tuple(replace(t, context=text) if t.id == number else t for t in chat.turns)
    return replace(chat, turns=turns)


def _assistant(chat: Chat, record: Record) -> Chat:
    number = int(record["turn"])

    def answered(turn: Turn) -> Turn:
        return replace(
            turn,
            assistant=_text(record, "text"),
            reasoning=_text(record, "reasoning"),
            interrupted=bool(record.get("interrupted", False)),
            model=_text(record, "model"),
            told=_text(record, "told"),
        )

    turns = tuple(answered(turn) if turn.id == number else turn for turn in chat.turns)
    return replace(chat, turns=turns, model=_text(record, "model") or chat.model)


def _partial(chat: Chat, record: Record) -> Chat:
    """A piece of an answer that was being given; the whole of it comes later, or never."""
    number, offset, piece = int(record["turn"]), int(record["offset"]), _text(record, "text")

    def grown(turn: Turn) -> Turn:
        text = turn.assistant[:offset] + piece
        return replace(turn, assistant=text, interrupted=True, model=_text(record, "model"))

    turns = tuple(grown(turn) if turn.id == number else turn for turn in chat.turns)
    return replace(chat, turns=turns, model=_text(record, "model") or chat.model)


def _undo(chat: Chat, record: Record) -> Chat:
    gone = undone_turns([record])
    kept = tuple(turn for turn in chat.turns if turn.id not in gone)
    named_after_question = chat.turns and chat.title == title_of(chat.turns[0].user)
    chat = replace(chat, turns=kept, title="" if named_after_question and not kept else chat.title)
    # a summary that tells of a turn that was taken back would bring it back
    return replace(chat, summary="", folded=0) if chat.folded > len(kept) else chat


def _rename(chat: Chat, record: Record) -> Chat:
    return replace(chat, title=_text(record, "title"))


def _system(chat: Chat, record: Record) -> Chat:
    return replace(chat, system=_text(record, "text"))


def _fold(chat: Chat, record: Record) -> Chat:
    through = int(record["through"])
    folded = sum(1 for turn in chat.turns if turn.id <= through)
    return replace(chat, summary=_text(record, "summary"), folded=folded)


_CHANGES = {
    "created": _created,
    "user": _user,
    "context": _context,
    "assistant": _assistant,
    "partial": _partial,
    "undo": _undo,
    "rename": _rename,
    "system": _system,
    "fold": _fold,
}
