"""Slash commands that take something out of the chat, or tell about it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import UsageError
from pa_cli.core.fences import first_fenced_block
from pa_cli.repl.clipboard import copy_text
from pa_cli.repl.registry import Choices, SlashCommand
from pa_cli.services.chat_export import export_chat
from pa_cli.services.web_page import FORMATS
from pa_cli.ui import history_view
from pa_cli.ui.answer_view import stats_line
from pa_cli.ui.sanitize import clean_line

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl


def export(chat: "ChatRepl", arguments: str) -> None:
    """Write the chat to a new file."""
    if not chat.session.chat.turns:
        raise UsageError("There is nothing to export yet.")
    kind, _, name = arguments.partition(" ")
    if kind.lower() not in FORMATS:
        suffix = Path(arguments).suffix.lower().removeprefix(".")
        kind, name = (suffix if suffix in FORMATS else "md"), arguments
    kind = kind.lower()
    wanted = Path(name.strip()).expanduser() if name.strip() else Path(_file_name(chat, kind))
    target = _free(wanted)
    chat.wiring.write_export(target, export_chat(chat.session.chat, kind))
    chat.say(f"Written: {target.absolute()}")


def _file_name(chat: "ChatRepl", kind: str) -> str:
    current = chat.session.chat
    slug = re.sub(r"[^\w]+", "-", current.title.lower()).strip("-")[:40].strip("-")
    return f"{slug or 'chat'}-{current.id}.{kind}"


def _free(path: Path) -> Path:
    """`path`, or one like it that no file has: nothing is replaced."""
    number, candidate = 2, path
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return candidate


def copy(chat: "ChatRepl", arguments: str) -> None:
    """Copy the last answer, or the first code block of it."""
    turns = [turn for turn in chat.session.chat.turns if turn.assistant]
    if not turns:
        raise UsageError("There is no answer to copy yet.")
    text = turns[-1].assistant
    if arguments.lower() == "code":
        block = first_fenced_block(text)
        if block is None:
            raise UsageError("The last answer has no code block.", hint="All of it: /copy")
        text = block
    elif arguments:
        raise UsageError(f"There is no /copy {arguments}.", hint="/copy, or /copy code")
    way = copy_text(text)
    chat.say(f"Copied {len(text):,} characters ({way}).")


def search(chat: "ChatRepl", arguments: str) -> None:
    """Find past chats."""
    history_view.show_hits(chat.output, chat.wiring.history.search(arguments), as_json=False)
    if chat.reader.is_interactive:
        chat.say("Go on with one: /load ID")


def context(chat: "ChatRepl", arguments: str) -> None:
    """Tell what fills the context window."""
    del arguments
    session, status = chat.session, chat.status()
    count = session.engine.count_text_tokens
    current = session.chat
    whole = current.turns[current.folded :]
    turns = sum(count(t.context + t.user) + count(t.assistant) for t in whole)
    rows = [("system prompt", count(session.system))]
    if current.summary:
        rows.append((f"summary of {current.folded} turns", count(current.summary)))
    rows.append((f"{len(whole)} turn{'s' * (len(whole) != 1)}", turns))
    rows.append(("in all, with the marks between them", status.used))
    rows.append(("free", max(0, status.limit - status.used)))
    lines = [f"{size:>9,}  {name}" for name, size in rows]
    share = status.used * 100 // max(1, status.limit)
    chat.say("\n".join([*lines, f"{status.limit:>9,}  tokens, {share} % full"]))


def stats(chat: "ChatRepl", arguments: str) -> None:
    """Tell how the last answer was made."""
    del arguments
    session = chat.session
    if session.last is None:
        chat.say("No model has answered yet in this session.")
    else:
        chat.say(stats_line(session.last.usage, session.last.timings))
    turns = len(session.chat.turns)
    chat.say(
        f"{clean_line(session.engine.model_name)} · {turns} turn{'s' * (turns != 1)} · "
        f"{session.spoken_tokens:,} tokens answered in this session · chat {session.chat.id}"
    )
    if session.mood is not None and session.mood.last is not None:
        chat.say(f"Tone of your last message: {session.mood.last} (kept nowhere)")


def _complete_formats(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    return [(kind, "") for kind in FORMATS if kind.startswith(beginning)]


def _complete_copy(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    return [("code", "The first code block")] if "code".startswith(beginning) else []


COMMANDS = (
    SlashCommand(
        "export",
        "Write the chat to a file.",
        export,
        "[md|json|html] [FILE]",
        complete=_complete_formats,
    ),
    SlashCommand("copy", "Copy the last answer.", copy, "[code]", complete=_complete_copy),
    SlashCommand("search", "Find past chats.", search, "WORDS"),
    SlashCommand("context", "Show what fills the context window.", context, aliases=("tokens",)),
    SlashCommand("stats", "Show how the last answer was made.", stats),
)
