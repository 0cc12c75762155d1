"""`pa memory`: what pa remembers about you."""

from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.commands.memory_feedback import feedback
from pa_cli.cli.completion import complete_chat, complete_memory, complete_words
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.item_options import DryRunFlag, LimitOption, most_shown, read_line
from pa_cli.cli.options import JsonFlag, QuietFlag, YesFlag
from pa_cli.core.errors import UsageError

if TYPE_CHECKING:
    from pa_cli.core.memory_item import MemoryKind

memory = verb_group("What pa remembers about you.")
memory.add_typer(feedback, name="feedback")

MemoryRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...",
        help="Memories: id, part of the text, or number in the last list.",
        autocompletion=complete_memory,
    ),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        "-k",
        metavar="fact|preference",
        help="A fact about you, or how you like things.",
        autocompletion=complete_words(("fact", "preference")),
    ),
]


@memory.command("add")
def add_memory(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT", help="One sentence, as you would say it; or from a pipe."),
    ] = None,
    kind: KindOption = None,
    both: Annotated[bool, typer.Option("--both", help="Keep what it contradicts as well.")] = False,
    dry_run: DryRunFlag = False,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Remember something: "I am vegetarian", 我不吃辣.

    What it corrects is shown first; -y replaces it, --both keeps it too.
    """
    from pa_cli.ui import memory_view

    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    text = read_line(words, wiring, output)
    service = wiring.memory
    proposal = service.propose(text, kind=_kind(kind))
    if dry_run:
        memory_view.show_proposal(output, proposal, as_json=json)
        return
    beside = both
    if proposal.replaces and proposal.known is None and not (yes or both):
        choice = make_approver(output).choose(
            memory_view.contradiction_text(proposal),
            {"r": "replace it", "b": "keep both", "n": "nothing"},
            hint="To replace it, add --yes; to keep both, add --both.",
        )
        beside = choice == "b"
    item = service.keep(proposal, beside=beside)
    memory_view.show_kept(output, item, proposal, beside=beside, as_json=json)


@memory.command("list")
def list_memories(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS...", help="Only those with these words.")
    ] = None,
    kind: KindOption = None,
    limit: LimitOption = None,
    json: JsonFlag = False,
) -> None:
    """List what is remembered, the oldest first."""
    from pa_cli.ui import memory_view

    service = invocation(context).wiring().memory
    output = make_output()
    query = " ".join(words or [])
    found = service.list(query, kind=_kind(kind))
    shown = found[: most_shown(output, limit, as_json=json)]
    if not json:
        service.remember_list(shown)
    total = len(found) if limit is None else len(shown)
    memory_view.show_list(output, shown, total, query, as_json=json)


@memory.command("forget")
def forget_memories(
    context: typer.Context, refs: MemoryRefs, json: JsonFlag = False, yes: YesFlag = False
) -> None:
    """Forget memories; `pa undo` brings them back."""
    from pa_cli.ui import memory_view

    service = invocation(context).wiring().memory
    output = make_output()
    found = list({item.id: item for item in map(service.find, refs)}.values())
    question = "Forget this?" if len(found) == 1 else f"Forget these {len(found)}?"
    details = "\n".join(map(memory_view.describe, found))
    make_approver(output, yes=yes).approve(question, details)
    service.forget(found)
    memory_view.show_forgotten(output, found, as_json=json)


memory.command("rm", hidden=True)(forget_memories)


@memory.command("edit")
def edit_memory(
    context: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="[REF]",
            help="Id, part of the text, or number in the last list; none edits the file.",
            autocompletion=complete_memory,
        ),
    ] = "",
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT...", help="New words; none opens your editor."),
    ] = None,
    kind: KindOption = None,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Change a memory; without REF the file of all memories, in your editor."""
    from pa_cli.ui import memory_view

    del yes
    wiring = invocation(context).wiring()
    output = make_output()
    if not ref:
        before = wiring.memory_file.content()
        after = wiring.editor.edit_bytes(before, name="memory.toml", check=wiring.memory_file.check)
        if after != before:
            wiring.memory_file.replace_content("Edited the memories", after)
        memory_view.show_edited_file(
            output, wiring.memory.list(), changed=after != before, as_json=json
        )
        return
    service = wiring.memory
    item = service.find(ref)
    text = " ".join(words or [])
    if not text and kind is None:
        text = wiring.editor.edit_text(item.text + "\n", name="memory.txt")
        if not text.strip():
            raise UsageError(
                "The text is empty; nothing was changed.",
                hint=f"To forget it: pa memory forget {item.id}",
            )
    changed = service.edit(item, text, kind=_kind(kind))
    memory_view.show_changed(output, item, changed, as_json=json)


@memory.command("why")
def explain_memory(
    context: typer.Context,
    chat: Annotated[
        str,
        typer.Argument(
            metavar="[CHAT|last]", help="Whose last answer.", autocompletion=complete_chat
        ),
    ] = "last",
    json: JsonFlag = False,
) -> None:
    """Show which memories the model knew when it gave its last answer."""
    from pa_cli.core.memory_use import explain_use
    from pa_cli.ui import memory_view

    wiring = invocation(context).wiring()
    found = wiring.chats.latest() if chat == "last" else wiring.chats.load(chat)
    if found is None:
        raise UsageError("There is no chat yet.", hint='Ask something: pa ask "..."')
    use = explain_use(found, wiring.memory.list(), wiring.feedback.list())
    memory_view.show_use(make_output(), use, as_json=json)


def _kind(word: str | None) -> "MemoryKind | None":
    from typing import get_args

    from pa_cli.core.memory_item import MemoryKind

    kinds: tuple[MemoryKind, ...] = get_args(MemoryKind)
    found = [kind for kind in kinds if word and kind.startswith(word.lower())]
    if word and len(found) != 1:
        raise UsageError(
            f"There is no kind {word!r}.", hint="Use --kind fact or --kind preference."
        )
    return found[0] if found else None
