"""How templates are shown."""

from collections.abc import Sequence
from dataclasses import asdict

from pa_cli.core.template import Template
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns, width


def show_list(output: Output, templates: Sequence[Template], *, as_json: bool) -> None:
    """Name and description of each, those of the user marked."""
    if as_json:
        output.write(to_json([_record(template) for template in templates]))
        return
    widest = max((width(template.name) for template in templates), default=0)
    for template in templates:
        mark = "*" if template.is_own else " "
        line = (
            f"{mark} {pad(clean_line(template.name), widest)}  {clean_line(template.description)}"
        )
        fits = terminal_columns() if output.stdout_is_terminal else len(line) * 2
        output.write(cut(line.rstrip(), fits) + "\n")
    if any(template.is_own for template in templates):
        output.notice_terminal("* is yours.")


def show_document(output: Output, template: Template) -> None:
    """All of a template as JSON."""
    output.write(to_json(_record(template)))


def _record(template: Template) -> dict[str, object]:
    return asdict(template)
