"""Past chats on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from datetime import datetime

from pa_cli.core.conversation import Chat, ChatHit, ChatSummary
from pa_cli.ui.console import Output, appearance
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean, clean_line
from pa_cli.ui.text_width import cut, terminal_columns, terminal_rows

_NARROW = 50


def show_list(output: Output, chats: Sequence[ChatSummary], *, as_json: bool) -> None:
    """Chats, newest first; on a terminal a screenful and how many more there are."""
    if as_json:
        output.write(to_json(chats))
        return
    if not chats:
        output.notice_terminal("There are no chats yet. Start one: pa chat")
        return
    if not output.stdout_is_terminal:
        output.write("".join("\t".join(_fields(chat)) + "\n" for chat in chats))
        return
    room = max(terminal_rows() - 3, 5)
    shown = chats[: room // 2 if terminal_columns() < _NARROW else room]
    output.write("".join(_lines(chat) for chat in shown))
    if len(chats) > len(shown):
        output.notice(f"{len(chats) - len(shown)} older: pa history list | less")


def show_hits(output: Output, hits: Sequence[ChatHit], *, as_json: bool) -> None:
    """Chats that were found, each with its best line."""
    if as_json:
        output.write(to_json(hits))
        return
    if not hits:
        output.notice_terminal("No chat holds that.")
        return
    for hit in hits:
        head = f"{hit.id}  {_when(hit.updated)}  {clean_line(hit.title)}"
        line = clean_line(hit.line)
        if output.stdout_is_terminal:
            columns = terminal_columns()
            output.write(f"{cut(head, columns)}\n{cut('  ' + line, columns)}\n")
        else:
            output.write(
                "\t".join([hit.id, _when(hit.updated), clean_line(hit.title), line]) + "\n"
            )


def show_chat(output: Output, chat: Chat, markdown: str, *, as_json: bool) -> None:
    """A whole chat; `markdown` is its text for a pipe."""
    if as_json:
        output.write(to_json(chat))
    elif not output.stdout_is_terminal:
        output.write(markdown)
    else:
        output.write(describe_chat(chat) + "\n")
        show_turns(output, chat)


def show_turns(output: Output, chat: Chat, last: int | None = None) -> None:
    """The turns of a chat as they looked when they were said; only the last few if wanted."""
    from pa_cli.ui.markdown_stream import MarkdownStream

    for turn in chat.turns[-last if last else 0 :]:
        output.write("\n> " + "\n  ".join(turn.user.splitlines()) + "\n")
        if turn.assistant and not appearance().markdown:
            output.write(f"\n{turn.assistant.rstrip()}\n")
        elif turn.assistant:
            stream = MarkdownStream(styled=output.stdout_is_styled)
            output.write_rendered("\n" + stream.feed(turn.assistant) + stream.finish())
        if turn.interrupted:
            output.write("(interrupted)\n")


def describe_chat(chat: Chat) -> str:
    """A chat in one line: title, id, when, how long."""
    turns = "1 turn" if len(chat.turns) == 1 else f"{len(chat.turns)} turns"
    facts = [clean_line(chat.title) or "Untitled", chat.id, _when(chat.updated), turns]
    return " · ".join(clean(fact) for fact in facts)


def _fields(chat: ChatSummary) -> list[str]:
    return [chat.id, _when(chat.updated), str(chat.turns), clean_line(chat.title)]


def _lines(chat: ChatSummary) -> str:
    chat_id, when, turns, title = _fields(chat)
    columns = terminal_columns()
    if columns < _NARROW:
        return f"{cut(f'{chat_id} {when[5:]}', columns)}\n{cut('  ' + title, columns)}\n"
    return cut(f"{chat_id}  {when}  {turns:>3}  {title}", columns) + "\n"


def _when(time: str) -> str:
    try:
        return f"{datetime.fromisoformat(time):%Y-%m-%d %H:%M}"
    except ValueError:
        return time
