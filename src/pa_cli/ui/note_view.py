"""Notes on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.note import Note, NoteHit, NoteLinks, NoteText, without_last_tags
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import json_list, to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns

if TYPE_CHECKING:
    from pa_cli.core.note_import import Imported

_NARROW = 50


def show_list(
    output: Output, notes: Sequence[Note], *, total: int, narrowed: bool, as_json: bool
) -> None:
    """Notes, numbered, one a line; `total` is how many there are, `narrowed` that only some count."""
    if as_json:
        for piece in json_list(notes):
            output.write(piece)
        return
    if not notes:
        which = "such notes." if narrowed else "notes yet. Add one: pa note add TEXT"
        output.notice_terminal(f"There are no {which}")
        return
    if not output.stdout_is_terminal:
        output.write("".join("\t".join(_fields(note)) + "\n" for note in notes))
        return
    digits = len(str(len(notes)))
    output.write("".join(_line(note, n, digits) + "\n" for n, note in enumerate(notes, start=1)))
    if total > len(notes):
        output.notice(f"{total - len(notes)} more: pa note list -n {total}, or | less")


def show_hits(output: Output, hits: Sequence[NoteHit], *, as_json: bool) -> None:
    """Found notes, numbered, each with the line that matches best."""
    if as_json:
        output.write(to_json([hit_record(hit) for hit in hits]))
        return
    if not hits:
        output.notice_terminal("No note holds that.")
        return
    digits = len(str(len(hits)))
    for number, hit in enumerate(hits, start=1):
        line = clean_line(hit.line or "")
        if not output.stdout_is_terminal:
            place = "" if hit.line_number is None else str(hit.line_number)
            output.write("\t".join([*_fields(hit.note), place, line]) + "\n")
            continue
        output.write(_line(hit.note, number, digits) + "\n")
        if line and line.lstrip("# ") != clean_line(hit.note.title):
            output.write(cut(f"{' ' * (digits + 2)}{line}", terminal_columns()) + "\n")


def show_note(output: Output, found: NoteText, *, as_json: bool, raw: bool) -> None:
    """One note: its text, and on a terminal a line of facts above it."""
    from pa_cli.ui.markdown_stream import MarkdownStream

    note = found.note
    if as_json:
        output.write(to_json(text_record(found)))
        return
    text = found.content.decode("utf-8", "replace") if raw else found.body.lstrip("\r\n")
    if note.problem:
        output.notice(f"{note.path}: {note.problem}")
        text = found.content.decode("utf-8", "replace")
    if output.stdout_is_terminal and not raw:
        facts = [note.id, _when(note.modified), *(f"#{tag}" for tag in note.tags)]
        output.write(cut(clean_line("  ".join(facts)), terminal_columns()) + "\n\n")
        stream = MarkdownStream(styled=output.stdout_is_styled)
        output.write_rendered(stream.feed(text) + stream.finish())
        return
    output.write(text if text.endswith("\n") or not text else text + "\n")


def show_change(output: Output, note: Note, what: str, *, as_json: bool) -> None:
    """What was done to a note, and what to call it from now on."""
    if as_json:
        output.write(to_json(note))
    else:
        output.write(f"{what} {note.id}  {clean_line(note.title)}\n")


def show_removed(output: Output, notes: Sequence[Note], *, as_json: bool) -> None:
    """Which notes were moved to the trash."""
    if as_json:
        output.write(to_json(notes))
        return
    for note in notes:
        output.write(f"Removed {note.id}  {clean_line(note.title)}\n")
    output.notice_terminal("To bring back: pa undo")


def show_links(output: Output, note: Note, links: NoteLinks, *, as_json: bool) -> None:
    """Links out of a note, links back to it, and those to nothing."""
    if as_json:
        record = {"note": note, "out": links.out, "back": links.back, "broken": links.broken}
        output.write(to_json(record))
        return
    lines = [
        f"-> {link.note.id}  {clean_line(link.note.title)}"
        for link in links.out
        if link.note is not None
    ]
    lines += [f"<- {back.id}  {clean_line(back.title)}" for back in links.back]
    lines += [f"!! {clean_line(target)} (no such note)" for target in links.broken]
    if not lines:
        output.notice_terminal("It links to no note, and no note links to it.")
    output.write("".join(f"{line}\n" for line in lines))


def show_imported(output: Output, done: "Imported", *, left: int, as_json: bool) -> None:
    """What an import did."""
    if as_json:
        output.write(
            to_json(
                {
                    "imported": done.notes,
                    "unchanged": done.unchanged,
                    "skipped": done.skipped,
                    "folder": None,
                }
            )
        )
        return
    output.write(f"Imported {_notes(len(done.notes))}.\n")
    if done.unchanged:
        output.notice(f"{_notes(done.unchanged)} were there already.")
    if done.skipped:
        shown = ", ".join(clean_line(path) for path in done.skipped[:3])
        more = f" and {len(done.skipped) - 3} more" if len(done.skipped) > 3 else ""
        output.notice(f"Not text, left out: {shown}{more}.")
    if left:
        output.notice(f"{left} other files (pictures and the like) were left where they are.")


def show_adopted(output: Output, folder: Path, before: Path, count: int, *, as_json: bool) -> None:
    """That a vault is used where it is from now on."""
    if as_json:
        record = {"imported": [], "unchanged": count, "skipped": [], "folder": folder}
        output.write(to_json(record))
        return
    output.write(f"Your notes are now those in {folder}: {_notes(count)}.\n")
    output.notice_terminal(f"Nothing in it was changed. Before it was {before}.")
    output.notice_terminal("To go back: pa config unset notes.dir. To copy it: --copy")


def texts_to_json(texts: Sequence[NoteText]) -> str:
    """Notes with their texts as one JSON document."""
    return to_json([text_record(found) for found in texts])


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"


def describe(note: Note) -> str:
    """A note in one line, for a question."""
    return f"{note.id}  {clean_line(note.title)}  ({clean_line(str(note.path))})"


def hit_record(hit: NoteHit) -> dict[str, object]:
    """A hit for JSON: the note's own fields and the line."""
    return {**_record(hit.note), "line": hit.line, "line_number": hit.line_number}


def text_record(found: NoteText) -> dict[str, object]:
    """A note with its text, for JSON."""
    return {**_record(found.note), "text": found.body}


def _record(note: Note) -> dict[str, object]:
    return {
        "id": note.id,
        "title": note.title,
        "path": note.path,
        "tags": note.tags,
        "created": note.created,
        "modified": note.modified,
        "problem": note.problem,
    }


def _fields(note: Note) -> list[str]:
    tags = " ".join(f"#{tag}" for tag in note.tags)
    return [note.id, _when(note.modified), clean_line(note.title), clean_line(tags)]


def _line(note: Note, number: int, digits: int) -> str:
    """Number, id, day and title; in a narrow window number and title alone."""
    columns = terminal_columns()
    title = clean_line(note.title)
    if note.problem:
        title = f"! {title}"
    if columns < _NARROW:
        return cut(f"{number:>{digits}} {title}", columns)
    tags = clean_line(" ".join(f"#{tag}" for tag in note.tags))
    title = without_last_tags(title) or title  # they stand beside it
    head = f"{number:>{digits}}  {note.id}  {note.modified:%Y-%m-%d}  "
    room = columns - len(head)
    tags = cut(tags, room // 3) if tags else ""
    if not tags:
        return head + cut(title, room)
    return head + pad(cut(title, room - len(tags) - 2), 0) + "  " + tags


def _when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
