"""Making and changing templates by hand."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from pa_cli.cli.context import make_approver
from pa_cli.cli.input import from_command_line, read_input
from pa_cli.core.errors import ConfigError, UsageError
from pa_cli.core.schema import Schema
from pa_cli.core.template_format import SAMPLING_KEYS, SKELETON
from pa_cli.ui.console import Output, is_terminal
from pa_cli.wiring import Wiring


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
        source = store.source(copy)
    elif files or not is_terminal(sys.stdin):
        source = read_input((), files, settings=wiring.settings, output=output) + "\n"
    else:
        source = wiring.editor.edit_text(SKELETON, name=f"{name}.toml")
    _write(wiring, output, name, source)


def edit_source(wiring: Wiring, output: Output, name: str) -> None:
    """Change the template `name` in the editor; one of pa's becomes the user's own.

    Raises:
        ConfigError: It is broken now; what was written is kept beside the message.
    """
    before = wiring.templates.source(name)
    after = wiring.editor.edit_text(before, name=f"{name}.toml")
    while True:
        if after == before:
            output.notice("Nothing changed.")
            return
        try:
            _write(wiring, output, name, after)
        except ConfigError as error:
            if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
                raise
            output.notice(str(error))
            make_approver(output).approve("Edit it again?")
            after = wiring.editor.edit_text(after, name=f"{name}.toml")
        else:
            return


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
    """Make a question of `pa ask` the template `name`; the text to ask about comes after it.

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
    document: dict[str, Any] = {"description": asked.partition("\n")[0][:80], "input": "optional"}
    if system:
        document["system"] = from_command_line(system)
    document["prompt"] = "\n\n".join(part for part in (asked, "{{text}}") if part)
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
