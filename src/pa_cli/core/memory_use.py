"""Which memories stood before an answer, as the log of its chat tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from pa_cli.core.conversation import Chat, Turn
from pa_cli.core.errors import UsageError
from pa_cli.core.feedback import Feedback, example_note
from pa_cli.core.memory_item import MemoryItem
from pa_cli.core.recall import told_in


@dataclass(frozen=True, slots=True)
class MemoryUse:
    """What the model knew of the user when it answered.

    Attributes:
        chat: Id of the chat.
        turn: The turn that was answered.
        memories: What it was told, in that turn or an earlier one: the words, and the memory that
            has them now, None for one that was corrected or forgotten since.
        examples: Marked answers that it was shown.
    """

    chat: str
    turn: Turn
    memories: tuple[tuple[str, MemoryItem | None], ...]
    examples: tuple[Feedback, ...]


def explain_use(
    chat: Chat, memories: Sequence[MemoryItem], marked: Sequence[Feedback]
) -> MemoryUse:
    """What was used for the last answer of `chat`.

    Raises:
        UsageError: There is no answer in it.
    """
    turns = chat.turns[chat.folded :] or chat.turns
    answered = [turn for turn in turns if turn.assistant]
    if not answered:
        raise UsageError("There is no answer in this chat yet.")
    by_text = {item.text: item for item in memories}
    contexts = "".join(turn.context for turn in answered)
    return MemoryUse(
        chat=chat.id,
        turn=answered[-1],
        memories=tuple((text, by_text.get(text)) for text in told_in(answered)),
        examples=tuple(one for one in marked if example_note(one) in contexts),
    )
