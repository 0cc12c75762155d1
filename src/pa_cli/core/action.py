"""What a request in plain words asks to be done: an action and the words it names things with."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

ActionName = Literal[
    "agenda_add",
    "agenda_change",
    "agenda_query",
    "agenda_remove",
    "todo_add",
    "todo_query",
    "todo_done",
    "todo_remove",
    "note_add",
    "note_search",
    "memory_add",
    "datetime",
    "answer",
]
ACTIONS: tuple[ActionName, ...] = get_args(ActionName)

WRITING_ACTIONS: frozenset[ActionName] = frozenset(
    (
        "agenda_add",
        "agenda_change",
        "agenda_remove",
        "todo_add",
        "todo_done",
        "todo_remove",
        "note_add",
        "memory_add",
    )
)
"""Actions that change the user's data: they are shown and confirmed."""

CHANGING_ACTIONS: frozenset[ActionName] = frozenset(
    ("agenda_change", "agenda_remove", "todo_done", "todo_remove")
)
"""Those of them that need something that is there already."""


@dataclass(frozen=True, slots=True)
class ActionCall:
    """One action as read from a request; every text in it stands in the request word for word.

    Words that stand apart there are joined by one space: "schedule tomorrow a call at five" gives
    the time "tomorrow at five".

    Nothing is resolved yet: no date, no id, no path. That is the work of code that knows the
    clock and the user's items.

    Attributes:
        action: What is to be done.
        title: Words that name the event, to-do, or thing; "" for none.
        when: Words that say when: of a new item its time, of a query its range, of an item that
            is changed or removed the time it has now.
        new_when: Words for the time that a changed event gets, or for how far it is moved: "by an
            hour", 推迟一个小时; only of `agenda_change`.
        list: Words that name a to-do list or calendar.
        tags: Tags, without `#`.
        text: Body of a note or memory, words to search for, the question of `datetime` and
            `answer`, or the new name of an event that `agenda_change` renames.
        remind: An alarm is wished for; of a query or a removal: alarms are meant.
        every: All items that fit are meant: "delete all my alarms".
        by: Who read it.
        confidence: 0 to 1; rules that are certain say 1.
    """

    action: ActionName
    title: str = ""
    when: str = ""
    new_when: str = ""
    list: str = ""
    tags: tuple[str, ...] = ()
    text: str = ""
    remind: bool = False
    every: bool = False
    by: Literal["rules", "model"] = "rules"
    confidence: float = 1.0


def with_word(call: ActionCall, what: str, word: str) -> ActionCall:
    """`call` with the word that it lacked: its title, when, new_when, list or text."""
    match what:
        case "title":
            return replace(call, title=word)
        case "when":
            return replace(call, when=word)
        case "new_when":
            return replace(call, new_when=word)
        case "list":
            return replace(call, list=word)
        case _:
            return replace(call, text=word)
