"""`pa history`: past chats, looked at, searched, exported and deleted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.completion import complete_chat
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.document import read_format, write_document
from pa_cli.cli.groups import verb_group
from pa_cli.cli.options import JsonFlag, YesFlag
from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from pa_cli.wiring import Wiring

history = verb_group("Look at past chats.")

ChatArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A chat; a unique beginning is enough.", autocompletion=complete_chat
    ),
]


@history.command("list")
def list_chats(
    context: typer.Context,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Most chats listed.")
    ] = None,
    json: JsonFlag = False,
) -> None:
    """List chats, the one you talked in last first."""
    from pa_cli.ui import history_view

    chats = invocation(context).wiring().history.recent(limit)
    history_view.show_list(make_output(), chats, as_json=json)


@history.command("show")
def show_chat(context: typer.Context, chat: ChatArgument, json: JsonFlag = False) -> None:
    """Show a whole chat."""
    from pa_cli.services.chat_export import to_markdown
    from pa_cli.ui import history_view

    found = invocation(context).wiring().history.load(chat)
    history_view.show_chat(make_output(), found, to_markdown(found), as_json=json)


@history.command("search")
def search_chats(
    context: typer.Context,
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help='Words, or "several words" as one.')
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most chats found.")] = 20,
    json: JsonFlag = False,
) -> None:
    """Find chats that hold all the words; case and accents do not matter."""
    from pa_cli.ui import history_view

    hits = invocation(context).wiring().history.search(" ".join(query), limit)
    history_view.show_hits(make_output(), hits, as_json=json)


@history.command("export")
def export_chat(
    context: typer.Context,
    chat: Annotated[
        str,
        typer.Argument(
            metavar="[ID]",
            help="A chat; sft takes all chats when there is none.",
            autocompletion=complete_chat,
        ),
    ] = "",
    file_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="md|json|html|sft",
            help="Kind of document; the ending of FILE says it too. sft: answers marked with /good "
            "as JSON lines to train a model with.",
            show_default=False,
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to stdout."),
    ] = None,
    yes: YesFlag = False,
) -> None:
    """Write a chat as Markdown, JSON or a web page, or good answers for training."""
    from pa_cli.services.chat_export import export_chat

    wiring = invocation(context).wiring()
    if file_format == "sft" or (file_format is None and file and file.suffix == ".jsonl"):
        _export_training(wiring, chat, file, yes=yes)
        return
    if not chat:
        raise UsageError("Which chat?", hint="See them: pa history list")
    text = export_chat(wiring.history.load(chat), read_format(file_format, file))
    write_document(wiring, make_output(), text, file, yes=yes)


def _export_training(wiring: "Wiring", chat: str, file: Path | None, *, yes: bool) -> None:
    from pa_cli.services.training_export import export_training

    output = make_output()
    only = wiring.history.load(chat).id if chat else ""
    text = export_training(
        wiring.feedback.list(), wiring.history.load, wiring.system_prompt(), only=only
    )
    if not text:
        output.notice("No answer is marked as good yet. In a chat: /good")
    write_document(wiring, output, text, file, yes=yes)


@history.command("rm")
def delete_chats(
    context: typer.Context,
    chats: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Chats; a unique beginning of each is enough.",
            autocompletion=complete_chat,
        ),
    ],
    yes: YesFlag = False,
) -> None:
    """Move chats to the trash; `pa undo` brings them back."""
    from pa_cli.ui.history_view import describe_chat

    service = invocation(context).wiring().history
    output = make_output()
    found = [service.load(chat) for chat in chats]
    question = "Delete this chat?" if len(found) == 1 else f"Delete these {len(found)} chats?"
    make_approver(output, yes=yes).approve(question, "\n".join(map(describe_chat, found)))
    service.delete([chat.id for chat in found])
    output.notice_terminal("Deleted. To bring back: pa undo")
