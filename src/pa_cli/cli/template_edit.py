"""Making and changing templates by hand."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from pa_cli.cli.context import make_approver
from pa_cli.cli.input import from_command_line, read_input
from pa_cli.core.errors import ConfigError, ConfirmationError, UsageError
from pa_cli.core.schema import Schema
from pa_cli.core.template import TEXT, placeholders
from pa_cli.core.template_format import SAMPLING_KEYS
from pa_cli.ui.console import Output, is_terminal
from pa_cli.wiring import Wiring

_SKELETON = '''\
description = "What it does, in a line."

# Says who the model is and how it answers; the same in every run.
system = "You answer in plain words."

# {{text}} is the input; every parameter below can stand here too.
prompt = """
Explain the text for {{audience}}.

{{text}}
"""

# required, optional or none
input = "required"

[parameters.audience]
help = "Who is to understand it."
default = "a curious child"

# [sampling]
# temperature = 0.2

# [output]
# schema = "name, age int, tags list"
# labels = ["yes", "no"]

# [[examples]]
# input = "..."
# output = "..."
'''
"""What a new template starts from."""


def make_template(
    wiring: Wiring,
    output: Output,
    name: str,
    *,
    copy: str = "",
    files: Sequence[str] | None = None,
    yes: bool = False,
) -> None:
    """Write the template `name`: from a pipe or files, as a copy, or in the editor.

    Raises:
        UsageError: The user has one of that name already.
        ConfigError: It is broken; nothing was written.
    """
    store = wiring.templates
    if store.path_of(name) is not None:
        raise UsageError(
            f"You have a template {name!r} already.", hint=f"Change it: pa templates edit {name}"
        )
    if store.is_built_in(name) and copy != name:
        make_approver(output, yes=yes).approve(
            f"Write your own {name!r}, to be used instead of the one of pa?"
        )
    if copy:
        _write(wiring, output, name, store.source(copy))
    elif files or not is_terminal(sys.stdin):
        source = read_input((), files, settings=wiring.settings, output=output)
        _write(wiring, output, name, source + "\n")
    else:
        _write_edited(wiring, output, name, _SKELETON)


def edit_source(wiring: Wiring, output: Output, name: str) -> None:
    """Change the template `name` in the editor; one of pa's becomes the user's own.

    Raises:
        ConfigError: It is broken now; what was written is kept in a file that is named.
    """
    _write_edited(wiring, output, name, wiring.templates.source(name))


def _write_edited(wiring: Wiring, output: Output, name: str, before: str) -> None:
    """Let the user edit `before` until it can be read, and write it."""
    after = wiring.editor.edit_text(before, name=f"{name}.toml")
    if after == before:
        output.notice("Nothing changed.")
        return
    while True:
        try:
            _write(wiring, output, name, after)
        except ConfigError as error:
            if not _wants_to_mend(output, error):
                kept = wiring.editor.keep(after, name=f"{name}.toml")
                raise ConfigError(error.message, hint=f"What you wrote is kept in {kept}") from None
            after = wiring.editor.edit_text(after, name=f"{name}.toml")
        else:
            return


def _wants_to_mend(output: Output, error: ConfigError) -> bool:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return False
    output.notice(str(error))
    try:
        make_approver(output).approve("Edit it again?")
    except ConfirmationError:
        return False
    return True


def save_question(
    wiring: Wiring,
    output: Output,
    name: str,
    question: str,
    *,
    system: str = "",
    shape: Schema | None = None,
    flags: Mapping[str, Any],
) -> None:
    """Make a question of `pa ask` the template `name`.

    The text to ask about comes after it, unless it says itself where; other names in double braces
    become parameters.

    Raises:
        UsageError: There is no question, or a template of that name.
    """
    import tomli_w

    asked = from_command_line(question).strip()
    if not asked and not system:
        raise UsageError("There is nothing to save.", hint='pa ask --save NAME "Explain this:"')
    if wiring.templates.path_of(name) is not None:
        raise UsageError(
            f"You have a template {name!r} already.", hint=f"Change it: pa templates edit {name}"
        )
    is_placed = TEXT in placeholders(asked)
    document: dict[str, Any] = {
        "description": asked.partition("\n")[0][:80],
        "input": "required" if is_placed else "optional",
    }
    if system:
        document["system"] = from_command_line(system)
    parts = (asked, "" if is_placed else "{{text}}")
    document["prompt"] = "\n\n".join(filter(None, parts))
    names = placeholders(f"{system}\n{asked}")
    parameters: dict[str, Any] = {name: {} for name in names if name != TEXT}
    if parameters:
        document["parameters"] = parameters
    sampling = {
        key.partition(".")[2]: value
        for key, value in flags.items()
        if key.partition(".")[2] in SAMPLING_KEYS and key.startswith("generation.")
    }
    if sampling:
        document["sampling"] = sampling
    if shape is not None:
        document["output"] = {"schema": shape.as_json()}
    _write(wiring, output, name, tomli_w.dumps(document, multiline_strings=True))


def _write(wiring: Wiring, output: Output, name: str, source: str) -> None:
    path = wiring.templates.write(name, source)
    output.notice_terminal(f"Wrote {path}. Run it: pa run {name}")
