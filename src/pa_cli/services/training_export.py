"""Answers marked as good, written as lines for training an adapter."""

import json
from collections.abc import Callable, Sequence

from pa_cli.core.conversation import Chat
from pa_cli.core.errors import StorageError
from pa_cli.core.feedback import Feedback
from pa_cli.core.training import training_lines


def export_training(
    marked: Sequence[Feedback],
    load: Callable[[str], Chat],
    system: str,
    *,
    only: str = "",
) -> str:
    """JSON lines, one for each good answer; "" when there is none.

    Args:
        marked: All marked answers.
        load: Loads a chat; raises StorageError for one that is gone.
        system: System prompt of chats without one of their own.
        only: Id of the one chat that is exported, "" for all.
    """
    wanted = [one for one in marked if only in ("", one.origin.chat)]
    chats = {}
    for chat_id in {one.origin.chat for one in wanted if one.origin.chat}:
        try:
            chats[chat_id] = load(chat_id)
        except StorageError:
            continue  # the marked answer itself is kept with its mark
    lines = training_lines(wanted, chats, system)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
