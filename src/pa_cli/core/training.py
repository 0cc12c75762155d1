"""Turns that were marked as good, as chat-format lines that a model can be trained with."""

from collections.abc import Iterator, Mapping, Sequence

from pa_cli.core.conversation import Chat, Turn
from pa_cli.core.feedback import Feedback

Line = Mapping[str, Sequence[Mapping[str, str]]]


def training_lines(
    marked: Sequence[Feedback], chats: Mapping[str, Chat], system: str
) -> Iterator[Line]:
    """One `{"messages": [...]}` for each good answer, in the order of marking.

    The turns before it in its chat come first, back to one that was marked as bad: a request that
    goes on from another makes no sense alone. Date, memories and other data that stood before a
    question are left out: they would be learnt as if they always held.

    Args:
        marked: All marked answers.
        chats: The chats that are still there, by id.
        system: System prompt of chats without one of their own.
    """
    bad = {(one.origin.chat, one.origin.turn) for one in marked if one.verdict == "bad"}
    for one in marked:
        if one.verdict != "good":
            continue
        chat = chats.get(one.origin.chat)
        messages = _message("system", (chat.system if chat else "") or system)
        for turn in _before(chat, one, bad):
            messages += _message("user", turn.user) + _message("assistant", turn.assistant)
        messages += _message("user", one.question) + _message("assistant", one.answer)
        yield {"messages": messages}


def _before(chat: Chat | None, one: Feedback, bad: set[tuple[str, int]]) -> list[Turn]:
    if chat is None or all(turn.id != one.origin.turn for turn in chat.turns):
        return []
    found: list[Turn] = []
    for turn in chat.turns:
        if turn.id == one.origin.turn:
            break
        if (chat.id, turn.id) in bad:
            found = []
        elif turn.assistant and turn.model and not turn.interrupted:
            # what code has answered is not for a model to learn
            found.append(turn)
    return found


def _message(role: str, content: str) -> list[dict[str, str]]:
    return [{"role": role, "content": content}] if content else []
