"""A change word by word: in colour on a terminal, marked with [-removed-] and {+added+} elsewhere."""

from collections.abc import Iterable

from pa_cli.core.word_diff import Change
from pa_cli.ui.console import Output
from pa_cli.ui.sanitize import clean

_STYLES = {"removed": "\x1b[31;9m", "added": "\x1b[32m"}
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}


def show_diff(output: Output, changes: Iterable[Change]) -> None:
    """Write the changed text with what was taken away and what was put in."""
    parts = []
    for change in changes:
        text = clean(change.text) if output.stdout_is_terminal else change.text
        if output.stdout_is_styled and change.kind != "same":
            parts.append(f"{_STYLES[change.kind]}{text}\x1b[0m")
        else:
            before, after = _MARKS[change.kind]
            parts.append(before + text + after)
    output.write_rendered("".join(parts))
