"""Documents on a terminal, in a pipe and as JSON."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pa_cli.core.document import AddedDocuments, Document, DocumentRoot, RefreshReport
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import json_list, to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns, width

if TYPE_CHECKING:
    from pathlib import Path

_NARROW = 50
_WIDEST_NAME = 40
_MOST_PROBLEMS = 10


def show_added(
    output: Output, added: AddedDocuments, report: RefreshReport, *, as_json: bool
) -> None:
    """What was added, and what became of its files."""
    if as_json:
        names = [root.path for root in added.added]
        already = [root.path for root in added.already]
        output.write(to_json({"added": names, "already": already, **_record(report)}))
        return
    for root in added.added:
        output.write(f"Added {clean_line(root.path)}\n")
    for root in added.already:
        output.notice_terminal(f"Part of what was added before: {root.path}")
    _show_report(output, report)


def show_refreshed(output: Output, report: RefreshReport, *, as_json: bool) -> None:
    """What a look at all documents found."""
    if as_json:
        output.write(to_json(_record(report)))
        return
    _show_report(output, report)


def show_removed(output: Output, paths: Sequence[str], *, as_json: bool) -> None:
    """What was taken out."""
    if as_json:
        output.write(to_json({"removed": list(paths)}))
        return
    for path in paths:
        output.write(f"Took out {clean_line(path)}; the file stays where it is.\n")


def show_list(
    output: Output,
    documents: Sequence[Document],
    roots: Sequence[DocumentRoot],
    *,
    total: int,
    as_json: bool,
) -> None:
    """Documents below what was added; `total` is how many there are."""
    if as_json:
        for piece in json_list(documents):
            output.write(piece)
        return
    if not output.stdout_is_terminal:
        output.write("".join("\t".join(_fields(document)) + "\n" for document in documents))
        return
    if not documents and not roots:
        output.notice_terminal("There are no documents. Add some: pa docs add FOLDER")
        return
    output.write("".join(f"{line}\n" for line in _lines(documents, terminal_columns())))
    held = {str(document.root) for document in documents}
    if total == len(documents):
        for root in roots:
            if root.path not in held:
                output.notice(f"{root.path}: {_why_empty(root.path)}")
    else:
        output.notice(f"{total - len(documents)} more: pa docs list -n {total}, or | less")


def _why_empty(path: str) -> str:
    return "nothing to show" if os.path.lexists(path) else "not there now"


def _lines(documents: Sequence[Document], columns: int) -> Iterator[str]:
    digits = len(str(len(documents)))
    names = [_name_of(document) for document in documents]
    room = min(max((width(name) for name in names), default=0), _WIDEST_NAME, columns // 2)
    root: Path | None = None
    for number, (document, name) in enumerate(zip(documents, names, strict=True), start=1):
        if document.root is not None and document.root not in (root, document.path):
            yield cut(clean_line(str(document.root)), columns)
        root = document.root
        line = f"{number:>{digits}}  "
        if columns < _NARROW:
            mark = "" if document.state == "ok" else f"{document.state}: "
            yield cut(f"{line}{mark}{name}", columns)
            continue
        yield cut(f"{line}{pad(cut(name, room), room)}  {_facts(document)}", columns)


def _name_of(document: Document) -> str:
    """The path below the root; the whole of a file that was added itself."""
    if document.root is not None and document.path.is_relative_to(document.root):
        below = document.path.relative_to(document.root)
        if below.parts:
            return clean_line(str(below))
    return clean_line(str(document.path))


def _facts(document: Document) -> str:
    facts = [document.kind]
    if document.state == "ok":
        if document.pages is not None:
            facts.append(_count(document.pages, "page"))
        facts.append(_count(document.chunks, "chunk"))
    else:
        facts.append(document.state)
    if document.problem:
        facts.append(clean_line(document.problem))
    return ", ".join(facts)


def _fields(document: Document) -> Sequence[str]:
    return (
        document.id,
        document.state,
        document.kind,
        "" if document.pages is None else str(document.pages),
        str(document.chunks),
        clean_line(str(document.path)),
        clean_line(document.problem or ""),
    )


def _record(report: RefreshReport) -> dict[str, object]:
    return {
        "documents": report.documents,
        "read": report.read,
        "new": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "problems": [{"path": path, "problem": why} for path, why in report.problems],
        "missing": list(report.missing),
        "closed": list(report.closed),
        "vectors": report.vectors,
    }


def _show_report(output: Output, report: RefreshReport) -> None:
    counts = [
        f"{count} {what}"
        for count, what in (
            (report.added, "new"),
            (report.changed, "changed"),
            (report.removed, "taken out"),
        )
        if count
    ]
    if report.vectors:
        counts.append(f"vectors made for {_count(report.vectors, 'passage')}")
    what = ", ".join(counts) or "nothing new"
    output.write(f"{_count(report.documents, 'document')}: {what}.\n")
    for path in report.missing:
        output.notice(f"{path} is not there; what was read of it is kept.")
    for path in report.closed[:_MOST_PROBLEMS]:
        output.notice(f"{path}: It may not be looked into; what was read of it is kept.")
    if len(report.closed) > _MOST_PROBLEMS:
        output.notice(f"{len(report.closed) - _MOST_PROBLEMS} more folders may not be looked into.")
    for path, why in report.problems[:_MOST_PROBLEMS]:
        output.notice(f"{clean_line(path)}: {clean_line(why)}")
    if len(report.problems) > _MOST_PROBLEMS:
        output.notice(f"{len(report.problems) - _MOST_PROBLEMS} more: pa docs list --problems")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
