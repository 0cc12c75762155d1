"""Slash commands that change how the conversation goes on."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pa_cli.core.conversation import ChatSummary
from pa_cli.core.errors import StorageError, UsageError
from pa_cli.repl.registry import Choices, SlashCommand
from pa_cli.repl.terminal_mode import usual_terminal
from pa_cli.ui.history_view import describe_chat, show_turns
from pa_cli.ui.sanitize import clean_line

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl
    from pa_cli.wiring import Wiring

_PICKED = 15


def start_new(chat: "ChatRepl", arguments: str) -> None:
    """Leave this chat for a new one."""
    before = chat.session.chat
    chat.session.start_new()
    if arguments:
        chat.session.rename(arguments)
    kept = f" The last one is kept: /load {before.id}" if before.turns and chat.logged else ""
    chat.say(f"A new chat.{kept}")


def clear(chat: "ChatRepl", arguments: str) -> None:
    """A new chat on an empty screen."""
    if chat.output.stdout_is_styled:
        chat.output.write_rendered("\x1b[H\x1b[2J")
    start_new(chat, arguments)


def regenerate(chat: "ChatRepl", arguments: str) -> None:
    """Answer the last question again."""
    del arguments
    chat.answer(chat.session.regenerate())


def go_on(chat: "ChatRepl", arguments: str) -> None:
    """Let the model go on with its answer."""
    if arguments:
        chat.send(arguments)
        return
    chat.answer(chat.session.go_on(), continues=True)


def undo(chat: "ChatRepl", arguments: str) -> None:
    """Take turns back, or changes of the user's data."""
    what, _, rest = arguments.partition(" ")
    if what.lower() == "data":
        for line in chat.wiring.undo.undo_last(_count(rest.strip(), "/undo data 2")).lines:
            chat.say(clean_line(line))
        return
    gone = chat.session.undo(_count(arguments, "/undo 2"))
    first = clean_line(gone[0].user)[:60]
    chat.say(f"Took back: {first}" if len(gone) == 1 else f"Took back {len(gone)} turns.")


def _count(word: str, example: str) -> int:
    if not word:
        return 1
    if not word.isdecimal() or int(word[:9]) == 0:
        raise UsageError(f"{word!r} is no number of things to undo.", hint=f"Example: {example}")
    return int(word[:9])


def edit(chat: "ChatRepl", arguments: str) -> None:
    """Edit the last question and ask it again, or put the last answer right."""
    if not chat.session.chat.turns:
        raise UsageError("There is no turn yet: ask something first.")
    last = chat.session.chat.turns[-1]
    if arguments.lower() in {"answer", "a"}:
        with usual_terminal():
            text = chat.wiring.editor.edit_text(last.assistant, name="answer.md").rstrip("\n")
        if text.strip() and text != last.assistant:
            chat.session.correct_answer(text)
            chat.say("The answer is changed.")
        return
    if arguments:
        raise UsageError(f"There is no /edit {arguments}.", hint="/edit, or /edit answer")
    chat.replaces_last = True
    chat.beginning = last.user
    chat.say("Edit the question and send it; an empty one leaves all as it was.")


def fork(chat: "ChatRepl", arguments: str) -> None:
    """Go on in a copy."""
    before = chat.session.chat
    chat.session.fork(arguments)
    chat.say(f"Forked: this goes on as {chat.session.chat.id}; the original is {before.id}.")


def save(chat: "ChatRepl", arguments: str) -> None:
    """Say that all is saved, and give the chat a name."""
    if arguments:
        chat.session.rename(arguments)
    if not chat.logged:
        chat.say("This chat is not logged. To keep it: /export")
    elif not chat.session.chat.turns:
        chat.say("Each turn is saved by itself; there is none yet.")
    else:
        chat.say(f"Saved, as each turn is: {describe_chat(chat.session.chat)}")


def rename(chat: "ChatRepl", arguments: str) -> None:
    """Give the chat a title."""
    if not arguments:
        raise UsageError("What should the chat be called?", hint="Example: /rename Boat trip")
    chat.session.rename(arguments)
    chat.say(f"This chat is now called: {clean_line(arguments)}")


def load(chat: "ChatRepl", arguments: str) -> None:
    """Go on with another chat."""
    if not arguments:
        resume(chat, "")
        return
    chat.session.load(find_chat(chat.wiring, arguments))
    greet_resumed(chat)


def resume(chat: "ChatRepl", arguments: str) -> None:
    """Choose a chat from a list."""
    if arguments:
        load(chat, arguments)
        return
    current = chat.session.chat.id
    found = pick_chat(chat.wiring, chat.say, chat.reader.ask, leave_out=current)
    if found:
        chat.session.load(found)
        greet_resumed(chat)


def compact(chat: "ChatRepl", arguments: str) -> None:
    """Fold older turns into a summary now."""
    del arguments
    chat.fold(chat.session.compact())


def find_chat(wiring: "Wiring", wanted: str) -> str:
    """The id of the chat that is meant: an id, a beginning of it, or a title."""
    try:
        return wiring.chats.load(wanted).id
    except StorageError:
        named = [c.id for c in wiring.history.recent() if c.title.casefold() == wanted.casefold()]
        if len(named) == 1:
            return named[0]
        raise


def pick_chat(
    wiring: "Wiring", say: Callable[[str], None], ask: Callable[[str], str], *, leave_out: str = ""
) -> str:
    """Let the user choose a past chat; returns its id, "" when none was chosen.

    Args:
        wiring: The services.
        say: Shows a line.
        ask: Asks a question.
        leave_out: Id of a chat that is not offered.
    """
    chats = [c for c in wiring.history.recent(_PICKED + 1) if c.id != leave_out][:_PICKED]
    if not chats:
        say("There is no other chat yet." if leave_out else "There is no chat yet.")
        return ""
    for number, summary in enumerate(chats, 1):
        say(_pick_line(number, summary))
    try:
        answer = ask("Number, id or title (Enter for none): ").strip()
    except (EOFError, KeyboardInterrupt):
        return ""
    if answer.isdecimal() and 0 < int(answer[:6]) <= len(chats):
        return chats[int(answer) - 1].id
    return find_chat(wiring, answer) if answer else ""


def _pick_line(number: int, summary: ChatSummary) -> str:
    from pa_cli.ui.text_width import cut, terminal_columns

    when = summary.updated[:16].replace("T", " ")
    line = f"{number:>2}  {when}  {clean_line(summary.title)}"
    return cut(line, terminal_columns())


def greet_resumed(chat: "ChatRepl") -> None:
    """Show where a chat that goes on had got to."""
    current = chat.session.chat
    chat.output.notice_terminal(f"Going on with: {describe_chat(current)}")
    if chat.reader.is_interactive and current.turns:
        show_turns(chat.output, current, last=1)
        chat.output.write("\n")
        if not current.turns[-1].assistant:
            chat.say("The last question has no answer yet: /regen answers it.")


def _complete_chats(chat: "ChatRepl", beginning: str) -> Choices:
    return [(c.id, c.title) for c in chat.wiring.history.recent(50) if c.id.startswith(beginning)]


def _complete_undo(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    return [("data", "What pa undo does")] if "data".startswith(beginning) else []


def _complete_edit(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    return [("answer", "The last answer")] if "answer".startswith(beginning) else []


COMMANDS = (
    SlashCommand("new", "Start a new chat; this one is kept.", start_new, "[NAME]"),
    SlashCommand("clear", "Start a new chat on an empty screen.", clear),
    SlashCommand("regen", "Answer the last question again.", regenerate, aliases=("retry",)),
    SlashCommand("continue", "Go on with an answer that was cut or stopped.", go_on),
    SlashCommand(
        "undo",
        "Take back the last turn, or the last N; `data`: the last change of your data.",
        undo,
        "[N|data]",
        complete=_complete_undo,
    ),
    SlashCommand(
        "edit",
        "Edit the last question and send it again, or the last answer.",
        edit,
        "[answer]",
        complete=_complete_edit,
    ),
    SlashCommand("fork", "Go on in a copy; the original stays as it is.", fork, "[NAME]"),
    SlashCommand("save", "Name the chat; turns are saved by themselves.", save, "[NAME]"),
    SlashCommand("load", "Go on with another chat.", load, "ID", complete=_complete_chats),
    SlashCommand(
        "resume", "Choose a chat to go on with.", resume, "[ID]", complete=_complete_chats
    ),
    SlashCommand("rename", "Give the chat a title.", rename, "NAME"),
    SlashCommand("compact", "Fold older turns into a summary now.", compact),
)
