"""`pa templates`: prompts with parameters, to look at and to write."""

from typing import Annotated

import typer

from pa_cli.cli.completion import complete_template
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.options import FileOption, JsonFlag, YesFlag

templates = verb_group("Prompts with parameters: pa's own and yours, run by `pa run`.")

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="A template.", autocompletion=complete_template)
]


@templates.command("list")
def list_templates(context: typer.Context, json: JsonFlag = False) -> None:
    """List all templates; yours replace pa's of the same name."""
    from pa_cli.ui import template_view

    store = invocation(context).wiring().templates
    output = make_output()
    template_view.show_list(output, store.all(output.notice), as_json=json)


@templates.command("show")
def show_template(context: typer.Context, name: NameArgument, json: JsonFlag = False) -> None:
    """Show a template: its parameters and its TOML."""
    from pa_cli.ui import template_view

    store = invocation(context).wiring().templates
    output = make_output()
    if json:
        template_view.show_document(output, store.load(name))
    else:
        output.write(store.source(name).rstrip("\n") + "\n")


@templates.command("new")
def new_template(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it shall be called.")],
    copy: Annotated[
        str,
        typer.Option("--from", help="Start from this template.", autocompletion=complete_template),
    ] = "",
    file: FileOption = None,
    yes: YesFlag = False,
) -> None:
    """Make a template in your editor, from a file, or as a copy of another."""
    from pa_cli.cli.template_edit import make_template

    wiring = invocation(context).wiring()
    make_template(wiring, make_output(), name, copy=copy, files=file, yes=yes)


@templates.command("edit")
def edit_template(context: typer.Context, name: NameArgument) -> None:
    """Edit a template; one of pa's becomes your own copy."""
    from pa_cli.cli.template_edit import edit_source

    edit_source(invocation(context).wiring(), make_output(), name)


@templates.command("rm")
def remove_template(context: typer.Context, name: NameArgument, yes: YesFlag = False) -> None:
    """Move a template of yours to the trash; pa's own of that name counts again."""
    wiring = invocation(context).wiring()
    output = make_output()
    store = wiring.templates
    if store.path_of(name) is not None:
        make_approver(output, yes=yes).approve(f"Remove the template {name!r}?")
    store.remove(name)
    output.write(f"Removed the template {name!r}\n")
    output.notice_terminal("To bring it back: pa undo")
