"""`pa docs`: documents that answers may come from."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from pa_cli.cli.completion import complete_document
from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.item_options import LimitOption, most_shown
from pa_cli.cli.options import JsonFlag, QuietFlag, YesFlag
from pa_cli.core.errors import InterruptedByUserError

if TYPE_CHECKING:
    from pa_cli.core.document import RefreshReport
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring

docs = verb_group("Documents that answers may come from: PDF, Word, web pages, code.")


@docs.command("add")
def add_documents(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders, or patterns in quotes: 'papers/**/*.pdf'.",
        ),
    ],
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Add files and folders: text, Markdown, HTML, PDF, Word, EPUB, CSV, source code.

    They stay where they are, and are only read.
    """
    from pa_cli.ui import docs_view

    del yes  # nothing is asked: the files are only read
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    added = wiring.documents.add(paths)
    report = _refresh(wiring, output)
    docs_view.show_added(output, added, report, as_json=json)


@docs.command("list")
def list_documents(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH...", help="Only these files, or what is in these folders."),
    ] = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="Only those that are not all well.")
    ] = False,
    limit: LimitOption = None,
    json: JsonFlag = False,
) -> None:
    """List the documents, and what became of each."""
    from pa_cli.ui import docs_view

    wiring = invocation(context).wiring()
    output = make_output()
    documents = wiring.documents.list(paths or ())
    if problems:
        documents = [d for d in documents if d.state != "ok" or d.problem]
    most = most_shown(output, limit, as_json=json)
    shown = documents if most is None else documents[:most]
    if not json:
        wiring.documents.remember(shown)
    if not documents and (paths or problems) and not json:
        output.notice_terminal("All are well." if problems else "There are no such documents.")
        return
    roots = () if paths or problems else wiring.documents.roots()
    docs_view.show_list(output, shown, roots, total=len(documents), as_json=json)


@docs.command("rm")
def remove_documents(
    context: typer.Context,
    refs: Annotated[
        list[str],
        typer.Argument(
            metavar="REF...",
            help="What was added, or a document: path, id, number in the last list.",
            autocompletion=complete_document,
        ),
    ],
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Take documents out; their files stay as they are."""
    from pa_cli.ui import docs_view

    del yes  # nothing is asked: no file is touched, and `pa undo` brings them back
    wiring = invocation(context).wiring()
    removed = wiring.documents.remove(refs)
    docs_view.show_removed(make_output(quiet=quiet), removed, as_json=json)


@docs.command("refresh")
def refresh_documents(
    context: typer.Context,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Read what is new or changed, forget what is gone."""
    from pa_cli.ui import docs_view

    del yes  # nothing is asked: the files are only read
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    docs_view.show_refreshed(output, _refresh(wiring, output), as_json=json)


def _refresh(wiring: "Wiring", output: "Output") -> "RefreshReport":
    try:
        report = wiring.documents.refresh()
        wiring.passages.refresh()
        vectors = wiring.passage_vectors.refresh()
    except (KeyboardInterrupt, InterruptedByUserError):
        output.notice("Stopped. What was done is kept; go on with: pa docs refresh")
        raise
    return replace(report, vectors=vectors)
