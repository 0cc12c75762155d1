"""`pa config`: the settings, where each value comes from, and changing them."""

import sys
from typing import Annotated

import typer

from pa_cli.cli.completion import complete_setting, complete_setting_group, complete_value
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.options import JsonFlag, YesFlag
from pa_cli.core.errors import ConfigError, ConfirmationError, UsageError
from pa_cli.ui.console import Output, is_terminal

config = verb_group("Look at the settings and change them.")

KeyArgument = Annotated[
    str, typer.Argument(metavar="KEY", help="A setting.", autocompletion=complete_setting)
]


@config.command("list")
def list_settings(
    context: typer.Context,
    group: Annotated[
        str | None,
        typer.Argument(
            metavar="[GROUP]",
            help="Only the settings of one group, such as engine.",
            autocompletion=complete_setting_group,
            show_default=False,
        ),
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only what differs from pa's own defaults.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    """List every setting with its value and where the value comes from."""
    from pa_cli.services.configuration import problems_error
    from pa_cli.ui.config_view import SettingList, show_settings

    configuration = invocation(context).wiring().configuration
    rows, problems = configuration.rows(group or "")
    if changed:
        rows = [row for row in rows if row.origin != "default"]
    show_settings(make_output(), SettingList(configuration.file_name, rows, problems), json=json)
    if problems:
        raise problems_error(problems)


@config.command("get")
def get_setting(context: typer.Context, key: KeyArgument, json: JsonFlag = False) -> None:
    """Print the value of one setting."""
    row = invocation(context).wiring().configuration.row(key)
    if json:
        from pa_cli.ui.json_output import to_json

        make_output().write(to_json(row))
        return
    make_output().write(f"{row.text}\n")


@config.command("set", context_settings={"ignore_unknown_options": True})
def set_setting(
    context: typer.Context,
    key: KeyArgument,
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="VALUE",
            help="Its new value.",
            autocompletion=complete_value,
            show_default=False,
        ),
    ] = None,
    json: JsonFlag = False,
    _yes: YesFlag = False,
) -> None:
    """Set one setting in the config file; comments in it are kept."""
    from pa_cli.cli.input import from_command_line
    from pa_cli.ui.config_view import show_change

    configuration = invocation(context).wiring().configuration
    if value is None:
        key, separator, value = key.partition("=")
        if not separator:
            kind = configuration.row(key).type
            raise UsageError(
                f"What should {key} be?", hint=f"Say it: pa config set {key} VALUE  ({kind})"
            )
    change = configuration.set(key, from_command_line(value))
    show_change(make_output(), change, key=key, json=json)


@config.command("unset")
def unset_setting(
    context: typer.Context, key: KeyArgument, json: JsonFlag = False, _yes: YesFlag = False
) -> None:
    """Take one setting out of the config file, so that its default counts again."""
    from pa_cli.ui.config_view import show_change

    change = invocation(context).wiring().configuration.unset(key)
    show_change(make_output(), change, key=key, json=json)


@config.command("edit")
def edit_config(context: typer.Context) -> None:
    """Open the config file in your editor, and check it afterwards."""
    from pa_cli.ui.config_view import describe_change

    wiring = invocation(context).wiring()
    output = make_output()
    while True:
        try:
            changes = wiring.configuration.edit(wiring.editor.edit_file)
        except ConfigError as error:
            _offer_to_edit_again(output, error)
        else:
            break
    for change in changes:
        output.notice_terminal(describe_change(change))


def _offer_to_edit_again(output: Output, error: ConfigError) -> None:
    """Return when the user wants to mend what was saved; raises `error` or that it stays."""
    if not (output.stderr_is_terminal and is_terminal(sys.stdin)):
        raise error
    try:
        make_approver(output).approve("Edit it again?", error.message)
    except ConfirmationError:
        raise ConfigError("The file stays as you saved it.", hint=error.hint) from None


@config.command("path")
def config_path(context: typer.Context, json: JsonFlag = False) -> None:
    """Print where the config file is, also when it does not exist yet."""
    path = invocation(context).wiring().paths.config_file
    if json:
        from pa_cli.ui.json_output import to_json

        make_output().write(to_json({"path": path, "exists": path.exists()}))
        return
    make_output().write(f"{path}\n")
