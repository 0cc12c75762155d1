"""`pa note import` and `pa note export`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.completion import complete_note
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.document import FormatOption, read_format, write_document
from pa_cli.cli.options import JsonFlag, QuietFlag, YesFlag
from pa_cli.core.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pa_cli.core.note import NoteText
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring


def import_notes(
    context: typer.Context,
    source: Annotated[
        Path, typer.Argument(metavar="FILE|DIR", help="Markdown, plain text, jrnl, or a folder.")
    ],
    copy: Annotated[
        bool, typer.Option("--copy", help="Copy a vault instead of using it where it is.")
    ] = False,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Take notes in: files and folders are copied; an Obsidian vault is used where it is."""
    from pa_cli.storage.foreign_files import is_vault, read_foreign
    from pa_cli.ui import note_view

    del yes  # nothing is replaced, and it can be undone
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    source = source.expanduser()
    if is_vault(source) and not copy:
        _adopt(wiring, output, source.absolute(), as_json=json)
        return
    if wiring.notes_folder.resolve() in (source.resolve(), *source.resolve().parents):
        raise UsageError(f"{source} is in the notes folder already.")
    found = read_foreign(source)
    done = wiring.note_import.run(found.name, found.files)
    note_view.show_imported(output, done, left=found.left, as_json=json)


def export_notes(
    context: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REF...", help="Notes; all when none is named.", autocompletion=complete_note
        ),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option("--tag", "-t", metavar="TAG", help="Only notes with this tag."),
    ] = None,
    file_format: FormatOption = None,
    target: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE|DIR", help="Write there; into a folder as it is."
        ),
    ] = None,
    yes: YesFlag = False,
) -> None:
    """Write notes as Markdown, JSON or a web page."""
    from pa_cli.services import note_export
    from pa_cli.ui import note_view

    wiring = invocation(context).wiring()
    output = make_output()
    is_folder = target is not None and (target.is_dir() or str(target).endswith("/"))
    kind = read_format(file_format, target)
    notes = wiring.notes.texts(refs or (), tags=tag or ())
    if not notes:
        raise InputError("There are no such notes to export.")
    if is_folder and target is not None and kind == "md":
        _export_files(wiring, output, notes, target, yes=yes)
        return
    if is_folder:
        raise UsageError(f"{target} is a folder; name a file for --format {kind}.")
    text = {
        "md": note_export.to_markdown,
        "html": note_export.to_html,
        "json": note_view.texts_to_json,
    }[kind](notes)
    write_document(wiring, output, text, target, yes=yes)


def _adopt(wiring: "Wiring", output: "Output", folder: Path, *, as_json: bool) -> None:
    """Use a vault where it is: the setting is all that changes."""
    from pa_cli.ui import note_view

    before = wiring.notes_folder
    wiring.configuration.set("notes.dir", str(folder))
    count = wiring.count_notes_in(folder)
    note_view.show_adopted(output, folder, before, count, as_json=as_json)


def _export_files(
    wiring: "Wiring", output: "Output", notes: "Sequence[NoteText]", folder: Path, *, yes: bool
) -> None:
    targets = [folder / found.note.path.relative_to(wiring.notes_folder) for found in notes]
    there = [path for path in targets if path.exists()]
    if there:
        make_approver(output, yes=yes).approve(
            f"Replace {len(there)} files in {folder}?", "\n".join(map(str, there[:10]))
        )
    for found, path in zip(notes, targets, strict=True):
        wiring.write_export(path, found.content)
    output.notice_terminal(f"Written: {len(notes)} files in {folder}")
