"""What to do next, on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence
from datetime import date

from pa_cli.core.suggestion import Suggestion
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import terminal_columns
from pa_cli.ui.wrapping import wrap_text

_COMMANDS = {"todo": "pa todo show", "event": "pa agenda show", "note": "pa note show"}


def show_suggestions(
    output: Output,
    day: date,
    found: Sequence[Suggestion],
    sentences: Sequence[str],
    *,
    as_json: bool,
) -> None:
    """Suggestions, numbered, each with where it is from.

    Args:
        output: The streams.
        day: The day that they are for.
        found: The suggestions.
        sentences: How each of them is said.
        as_json: As one document.
    """
    if as_json:
        records = [_record(one, said) for one, said in zip(found, sentences, strict=True)]
        output.write(to_json({"date": day, "suggestions": records}))
        return
    if not found:
        output.write("Nothing presses. Enjoy the day.\n")
        return
    width = terminal_columns() if output.stdout_is_terminal else 10_000
    for number, (one, said) in enumerate(zip(found, sentences, strict=True), 1):
        head = f"{number}. "
        space = " " * len(head)
        told = wrap_text(clean_line(said), max(10, width - len(head))).replace("\n", f"\n{space}")
        origin = f"{_COMMANDS[one.source.kind]} {clean_line(one.source.ref)}"
        output.write(f"{head}{told}\n{space}{origin}\n")


def _record(one: Suggestion, said: str) -> dict[str, object]:
    return {
        "kind": one.kind,
        "title": one.title,
        "text": said,
        "sentence": one.sentence,
        "reason": one.reason,
        "slot": one.slot,
        "source": one.source,
    }
