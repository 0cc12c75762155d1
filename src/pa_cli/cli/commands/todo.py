"""`pa todo`: what is to be done, in plain words and plain files."""

from typing import Annotated

import typer

from pa_cli.cli.completion import complete_todo, complete_todo_list
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.item_options import (
    DryRunFlag,
    LimitOption,
    NoteOption,
    RemindOption,
    TagOption,
    UntagOption,
    most_shown,
    question_for,
    read_line,
)
from pa_cli.cli.options import JsonFlag, QuietFlag, YesFlag

todo = verb_group("What you have to do, in plain words and plain files.")

TodoRef = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="Id, title or the beginning of one, or number in the last list.",
        autocompletion=complete_todo,
    ),
]
TodoRefs = Annotated[
    list[str],
    typer.Argument(
        metavar="REF...", help="To-dos: ids, titles or numbers.", autocompletion=complete_todo
    ),
]
DueOption = Annotated[
    str | None, typer.Option("--due", metavar="WHEN", help="When it is due; none for no date.")
]
EveryOption = Annotated[
    str | None,
    typer.Option(
        "--every",
        metavar="PERIOD",
        help='How it comes back: week, "2 days", monday; none stops that.',
    ),
]
PriorityOption = Annotated[
    str | None,
    typer.Option(
        "--priority", "-p", metavar="NAME", help="high, medium, low, none; or !!!, !!, !."
    ),
]
ListOption = Annotated[
    str | None,
    typer.Option("--list", "-l", metavar="NAME", help="A list.", autocompletion=complete_todo_list),
]


@todo.command("add")
def add_todo(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT", help="What, when, !!! how urgent, #tags; or from a pipe."),
    ] = None,
    due: DueOption = None,
    every: EveryOption = None,
    priority: PriorityOption = None,
    list_name: ListOption = None,
    tag: TagOption = None,
    remind: RemindOption = None,
    note: NoteOption = None,
    dry_run: DryRunFlag = False,
    json: JsonFlag = False,
    quiet: QuietFlag = False,
    yes: YesFlag = False,
) -> None:
    """Add a to-do: 'call the bank by friday !! #home', 4月20号之前交报税."""
    from pa_cli.services.todos import TodoRequest
    from pa_cli.ui import todo_view

    del yes  # nothing is asked: what you type is what you want
    wiring = invocation(context).wiring()
    output = make_output(quiet=quiet)
    service = wiring.todos
    request = TodoRequest(
        text=read_line(words, wiring, output),
        due=due,
        every=every,
        priority=priority,
        note=note,
        tags=tag or (),
        reminders=remind or (),
        list=list_name,
    )
    added = service.add(request, dry_run=dry_run)
    todo_view.show_added(
        output, added.todo, added.reading, service.now(), dry_run=dry_run, as_json=json
    )


@todo.command("list")
def list_todos(
    context: typer.Context,
    list_name: ListOption = None,
    tag: TagOption = None,
    all_: Annotated[bool, typer.Option("--all", "-a", help="Those that are done too.")] = False,
    limit: LimitOption = None,
    json: JsonFlag = False,
) -> None:
    """List what is to be done, by due date, then priority."""
    from pa_cli.ui import todo_view

    service = invocation(context).wiring().todos
    output = make_output()
    found = service.list(list_name=list_name, tags=tag or (), done=all_)
    shown = found[: most_shown(output, limit, as_json=json)]
    if not json:
        service.remember(shown)
    total = len(found) if limit is None else len(shown)
    todo_view.show_list(output, shown, total, service.now(), as_json=json)


@todo.command("show")
def show_todo(context: typer.Context, ref: TodoRef, json: JsonFlag = False) -> None:
    """Show a to-do."""
    from pa_cli.ui import todo_view

    service = invocation(context).wiring().todos
    todo_view.show_todo(make_output(), service.find(ref), service.now(), as_json=json)


@todo.command("done")
def finish_todos(
    context: typer.Context, refs: TodoRefs, json: JsonFlag = False, yes: YesFlag = False
) -> None:
    """Mark to-dos as done; a recurring one comes back at its next date."""
    from pa_cli.ui import todo_view

    del yes
    service = invocation(context).wiring().todos
    found = list({(t.path, t.id): t for t in map(service.find, refs)}.values())
    done = [(one.todo, one.next_due) for one in service.complete(found)]
    todo_view.show_done(make_output(), done, service.now(), as_json=json)


@todo.command("edit")
def edit_todo(
    context: typer.Context,
    ref: TodoRef,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="A new title.")] = "",
    due: DueOption = None,
    every: EveryOption = None,
    priority: PriorityOption = None,
    list_name: ListOption = None,
    tag: TagOption = None,
    untag: UntagOption = None,
    remind: RemindOption = None,
    note: NoteOption = None,
    json: JsonFlag = False,
    yes: YesFlag = False,
) -> None:
    """Change a to-do: by fields, or all of them in your editor."""
    from pa_cli.cli.todo_form import read_form, write_form
    from pa_cli.services.todos import TodoRequest
    from pa_cli.ui import todo_view

    del yes
    wiring = invocation(context).wiring()
    service = wiring.todos
    found = service.find(ref)
    request = TodoRequest(
        title, due, every, priority, note, tag or (), untag or (), remind or (), list_name
    )
    if request == TodoRequest():
        form = write_form(found)
        request = read_form(found, wiring.editor.edit_text(form, name="todo.txt"))
    after = service.edit(found, request)
    what = "Unchanged" if after == found else "Saved"
    todo_view.show_change(make_output(), after, what, service.now(), as_json=json)


@todo.command("rm")
def remove_todos(
    context: typer.Context, refs: TodoRefs, json: JsonFlag = False, yes: YesFlag = False
) -> None:
    """Move to-dos to the trash; `pa undo` brings them back."""
    from pa_cli.ui import todo_view

    service = invocation(context).wiring().todos
    output = make_output()
    found = list({(t.path, t.id): t for t in map(service.find, refs)}.values())
    details = "\n".join(todo_view.describe(one, service.now()) for one in found)
    make_approver(output, yes=yes).approve(question_for(found, "to-do"), details)
    service.remove(found)
    todo_view.show_removed(output, found, as_json=json)


@todo.command("lists")
def show_lists(context: typer.Context, json: JsonFlag = False) -> None:
    """Show the lists and how much is in them."""
    from pa_cli.ui import todo_view

    todo_view.show_lists(make_output(), invocation(context).wiring().todos.lists(), as_json=json)
