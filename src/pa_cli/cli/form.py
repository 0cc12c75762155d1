"""Fields as lines of text, `name: value`, and a free text below an empty line."""

from collections.abc import Mapping, Sequence

from pa_cli.core.errors import UsageError


def form_of(values: Mapping[str, str | None], note: str | None) -> str:
    """The fields one a line, then the note."""
    lines = "".join(
        f"{name}: {' '.join((text or '').split())}".rstrip() + "\n" for name, text in values.items()
    )
    return f"{lines}\n{(note or '').strip()}\n"


def fields_of(text: str, names: Sequence[str]) -> tuple[dict[str, str], str]:
    """The fields and the note of a form; a field that was taken out is empty.

    Raises:
        UsageError: A line above the note is no field that is known.
    """
    head, _, note = text.strip("\n").partition("\n\n")
    fields: dict[str, str] = {}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or name.strip().lower() not in names:
            raise UsageError(
                f"{line.strip()[:60]!r} is no field; nothing was changed.",
                hint=f"There are: {', '.join(names)}; the note follows after an empty line.",
            )
        fields[name.strip().lower()] = value.strip()
    return fields, note.strip()
