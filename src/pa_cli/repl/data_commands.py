"""Slash commands for the user's own data: notes, to-dos, agenda, memory, and finding any of it.

Each calls the service of the verb of its name. What the user types as a command asks nothing.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.grounding import Source
from pa_cli.repl.chat_approver import ChatApprover
from pa_cli.repl.registry import Choices, SlashCommand

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl

_FOUND = 10


def note(chat: "ChatRepl", arguments: str) -> None:
    """Keep a text, or the last answer, as a note."""
    from pa_cli.ui import note_view

    if arguments:
        added = chat.wiring.notes.add(arguments)
    else:
        # what became of a change is no answer to keep
        turns = [turn for turn in chat.session.chat.turns if turn.assistant and not turn.told]
        if not turns:
            raise UsageError("There is no answer to keep yet.", hint="A note: /note TEXT")
        body = turns[-1].assistant.strip()
        title = turns[-1].user.strip().splitlines()[0][:80]
        added = chat.wiring.notes.add(f"{body}\n{_origin(chat, turns[-1].id)}".strip(), title=title)
    note_view.show_change(chat.output, added, "Added", as_json=False)


def todo(chat: "ChatRepl", arguments: str) -> None:
    """Add a to-do, or list them."""
    from pa_cli.services.todos import TodoRequest
    from pa_cli.ui import todo_view

    service = chat.wiring.todos
    if not arguments:
        found = service.list()
        service.remember(found)
        chat.focus = tuple(Source("todo", todo.title, ref=todo.id) for todo in found)
        todo_view.show_list(chat.output, found, len(found), service.now(), as_json=False)
        return
    turns = [turn for turn in chat.session.chat.turns if turn.assistant]
    origin = _origin(chat, turns[-1].id).strip() if turns else ""
    added = service.add(TodoRequest(arguments, note=origin or None))
    chat.focus = (Source("todo", added.todo.title, ref=added.todo.id),)
    todo_view.show_added(
        chat.output, added.todo, added.reading, service.now(), dry_run=False, as_json=False
    )


def _origin(chat: "ChatRepl", turn: int) -> str:
    """Where in the chats something is from; nothing for a chat that is not kept."""
    if not chat.logged:
        return ""
    return f"\nFrom turn {turn} of a chat: pa history show {chat.session.chat.id}"


def agenda(chat: "ChatRepl", arguments: str) -> None:
    """Show what is on: the coming seven days, or those that are named."""
    from pa_cli.ui import event_view

    service = chat.wiring.agenda
    span = service.range_of(arguments)
    found = service.list(span)
    service.remember(found)
    chat.focus = tuple(Source("event", event.title, ref=event.ref) for event in found)
    last = (span.end - timedelta(microseconds=1)).date()
    if not found:
        chat.say("Nothing planned.")
        return
    event_view.show_list(chat.output, found, span.start.date(), last, service.now(), as_json=False)


def find(chat: "ChatRepl", arguments: str) -> None:
    """Find anything of the user's."""
    from pa_cli.ui import find_view

    if not arguments:
        raise UsageError("What should be found?", hint="Example: /find boiler")
    found = chat.wiring.find.search(arguments, limit=_FOUND)
    if not found:
        chat.say("Nothing was found.")
    find_view.show_found(chat.output, found, as_json=False)


def memory(chat: "ChatRepl", arguments: str) -> None:
    """Show what is remembered and what was used, remember something, or forget it."""
    from pa_cli.core.memory_item import TYPED, Origin
    from pa_cli.core.memory_use import explain_use
    from pa_cli.ui import memory_view

    service = chat.wiring.memory
    word, _, text = arguments.partition(" ")
    if word.lower() == "add":
        turns = chat.session.chat.turns
        said = Origin(chat.session.chat.id, turns[-1].id) if chat.logged and turns else TYPED
        proposal = service.propose(text, said)
        memory_view.show_kept(
            chat.output, service.keep(proposal), proposal, beside=False, as_json=False
        )
        return
    if word.lower() == "forget" and text:
        item = service.find(text.strip())
        ChatApprover(chat).approve("Forget this?", memory_view.describe(item))
        service.forget([item])
        chat.say(f"Forgotten: {memory_view.describe(item)}")
        return
    if arguments.lower() == "why":
        use = explain_use(chat.session.chat, service.list(), chat.wiring.feedback.list())
        memory_view.show_use(chat.output, use, as_json=False)
        return
    found = service.list(arguments)
    if not found:
        chat.say("Nothing is remembered of that." if arguments else "Nothing is remembered yet.")
        return
    service.remember_list(found)
    memory_view.show_list(chat.output, found, len(found), arguments, as_json=False)


def _complete_memory(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    offers = (
        ("add", "Remember something"),
        ("forget", "Forget something"),
        ("why", "What the last answer knew of you"),
    )
    return [offer for offer in offers if offer[0].startswith(beginning)]


COMMANDS = (
    SlashCommand("note", "Keep a text as a note; without one the last answer.", note, "[TEXT]"),
    SlashCommand("todo", "Add a to-do; without a text list them.", todo, "[TEXT]"),
    SlashCommand("agenda", "Show what is on: this week, or WHEN.", agenda, "[WHEN]"),
    SlashCommand("find", "Find anything of yours.", find, "WORDS"),
    SlashCommand(
        "memory",
        "Show what is remembered of you; add to it, forget it, or see why: what an answer knew.",
        memory,
        "[WORDS|add TEXT|forget REF|why]",
        complete=_complete_memory,
    ),
)
