"""`pa note`: notes in plain Markdown files."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.commands.note_daily import todays_note
from pa_cli.cli.commands.note_transfer import export_notes, import_notes
from pa_cli.cli.completion import complete_note
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.item_options import LimitOption, most_shown, question_for
from pa_cli.cli.note_options import NoteRef, NoteRefs, SinceOption, TagNames, TagOption
from pa_cli.cli.options import FileOption, JsonFlag, QuietFlag, YesFlag
from pa_cli.cli.since import read_since
from pa_cli.core.errors import EmptyInputError

if TYPE_CHECKING:
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring

note = verb_group("Keep notes in plain Markdown files.")


class SortOrder(StrEnum):
    """What `list` sorts by."""

    MODIFIED = "modified"
    CREATED = "created"
    TITLE = "title"


@note.command("add")
def add_note(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT...", help="The note; from a pipe or your editor when left out."
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Becomes its heading.")] = "",
    tag: TagOption = None,
    template: Annotated[
        str | None, typer.Option("--template", metavar="NAME", help="Start from this template.")
    ] = None,
    file: FileOption = None,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Add a note."""
    from pa_cli.ui import note_view

    del yes  # nothing is asked: what you type is what you want
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    filled = wiring.note_templates.fill(template, title=title) if template else None
    body = _text_of_note(wiring, output, text or [], file, title=title, template=filled)
    added = wiring.notes.add(body, title=title, tags=tag or ())
    note_view.show_change(output, added, "Added", as_json=json)


note.command("today")(todays_note)


@note.command("list")
def list_notes(
    context: typer.Context,
    tag: TagOption = None,
    since: SinceOption = None,
    sort: Annotated[
        SortOrder, typer.Option("--sort", help="Newest first, or by title.")
    ] = SortOrder.MODIFIED,
    limit: LimitOption = None,
    json: JsonFlag = False,
) -> None:
    """List notes, the one changed last first."""
    from pa_cli.ui import note_view

    wiring = invocation(context).wiring()
    output = make_output()
    moment = read_since(since, wiring)
    most = most_shown(output, limit, as_json=json)
    notes = wiring.notes.list(tags=tag or (), since=moment, sort=sort.value, limit=most)
    total = len(notes)
    if most is not None and len(notes) == most and limit is None:
        total = wiring.notes.count(tags=tag or (), since=moment)
    if not json:
        wiring.notes.remember(notes)
    narrowed = bool(tag or since)
    note_view.show_list(output, notes, total=total, narrowed=narrowed, as_json=json)


@note.command("show")
def show_note(
    context: typer.Context,
    ref: NoteRef,
    raw: Annotated[
        bool, typer.Option("--raw", help="The whole file, front matter and all.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    """Show a note."""
    from pa_cli.ui import note_view

    found = invocation(context).wiring().notes.show(ref)
    note_view.show_note(make_output(), found, as_json=json, raw=raw)


@note.command("edit")
def edit_note(
    context: typer.Context,
    ref: NoteRef,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Change a note in your editor."""
    from pa_cli.ui import note_view

    del yes
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    before = wiring.notes.show(ref)
    content = wiring.editor.edit_bytes(before.content, name=before.note.path.name)
    after = wiring.notes.save_edit(before, content)
    if after is None:
        output.notice("Nothing was changed.")
    note_view.show_change(
        output, after or before.note, "Saved" if after else "Unchanged", as_json=json
    )


@note.command("search")
def search_notes(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...", help='Words, "a phrase", a beginning*, a #tag, -without.'
        ),
    ],
    tag: TagOption = None,
    since: SinceOption = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most notes found.")] = 20,
    json: JsonFlag = False,
) -> None:
    """Find notes; the best come first, each with its line."""
    from pa_cli.ui import note_view

    wiring = invocation(context).wiring()
    hits = wiring.notes.search(
        _joined(query), tags=tag or (), since=read_since(since, wiring), limit=limit
    )
    if not json:
        wiring.notes.remember([hit.note for hit in hits])
    note_view.show_hits(make_output(), hits, as_json=json)


@note.command("rm")
def remove_notes(
    context: typer.Context, refs: NoteRefs, json: JsonFlag = False, yes: YesFlag = False
) -> None:
    """Move notes to the trash; `pa undo` brings them back."""
    from pa_cli.ui import note_view

    service = invocation(context).wiring().notes
    output = make_output()
    found = list({found.path: found for found in map(service.find, refs)}.values())
    details = "\n".join(map(note_view.describe, found))
    make_approver(output, yes=yes).approve(question_for(found, "note"), details)
    service.remove(found)
    note_view.show_removed(output, found, as_json=json)


@note.command("tag")
def tag_note(
    context: typer.Context,
    ref: NoteRef,
    tags: TagNames,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Add tags to a note."""
    from pa_cli.ui import note_view

    del yes
    tagged = invocation(context).wiring().notes.tag(ref, tags)
    note_view.show_change(make_output(), tagged, "Tagged", as_json=json)


@note.command("untag")
def untag_note(
    context: typer.Context,
    ref: NoteRef,
    tags: TagNames,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Take tags off a note."""
    from pa_cli.ui import note_view

    del yes
    untagged = invocation(context).wiring().notes.untag(ref, tags)
    note_view.show_change(make_output(), untagged, "Untagged", as_json=json)


@note.command("links")
def show_links(context: typer.Context, ref: NoteRef, json: JsonFlag = False) -> None:
    """Show what a note links to, what links to it, and broken links."""
    from pa_cli.ui import note_view

    found, links = invocation(context).wiring().notes.links(ref)
    note_view.show_links(make_output(), found, links, as_json=json)


@note.command("path")
def show_path(
    context: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="REF", help="A note.", autocompletion=complete_note),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Show the folder of the notes, or the file of one."""
    from pa_cli.ui.json_output import to_json

    service = invocation(context).wiring().notes
    path = service.folder if ref is None else service.find(ref).path
    make_output().write(to_json({"path": path}) if json else f"{path}\n")


note.command("import")(import_notes)
note.command("export")(export_notes)


def _text_of_note(
    wiring: "Wiring",
    output: "Output",
    words: list[str],
    files: list[str] | None,
    *,
    title: str,
    template: str | None,
) -> str:
    """The body: argument and pipe, else the editor; a title or a template is enough off a terminal."""
    from pa_cli.cli.input import read_input
    from pa_cli.ui.console import is_terminal

    if not words and not files and is_terminal(sys.stdin):
        text = wiring.editor.edit_text(template or "", name="note.md")
        if not text.strip() and not title:
            raise EmptyInputError("The note is empty; nothing was added.")
        return text
    try:
        text = read_input(words, files, settings=wiring.settings, output=output)
    except EmptyInputError:
        if not title and not template:
            raise
        text = ""
    return f"{template.rstrip()}\n\n{text}" if template and text else template or text


def _joined(words: list[str]) -> str:
    """The query: an argument with spaces was quoted in the shell, so it is taken as it is."""
    from pa_cli.cli.input import from_command_line

    return from_command_line(" ".join(words))
