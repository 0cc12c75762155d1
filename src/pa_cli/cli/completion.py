"""What the shell offers after Tab; fast, silent, and never an error."""

from collections.abc import Iterator

import typer

Offers = Iterator[tuple[str, str]]


def complete_setting(incomplete: str) -> Offers:
    """Keys of the settings table with their help."""
    from pa_cli.core.setting_specs import SETTINGS

    for setting in SETTINGS:
        if setting.key.startswith(incomplete):
            yield setting.key, setting.help


def complete_setting_group(incomplete: str) -> Offers:
    """Groups of settings."""
    from pa_cli.core.setting_specs import SETTINGS

    for group in dict.fromkeys(setting.group for setting in SETTINGS):
        if group.startswith(incomplete):
            yield group, ""


def complete_value(context: typer.Context, incomplete: str) -> Offers:
    """Values that the setting before the cursor can take."""
    from pa_cli.core.setting_specs import BY_KEY

    setting = BY_KEY.get(str(context.params.get("key", "")))
    if setting is None:
        return
    for word in setting.kind.choices or (setting.kind.show(setting.default),):
        if word.startswith(incomplete):
            yield word, ""


def complete_chat(context: typer.Context, incomplete: str) -> Offers:
    """Ids of chats with their titles, the last one first."""
    from pa_cli.cli.context import invocation
    from pa_cli.core.errors import PaError

    try:
        chats = invocation(context).wiring().history.recent(50)
    except (PaError, OSError):
        return
    for chat in chats:
        if chat.id.startswith(incomplete):
            yield chat.id, chat.title


def complete_note(context: typer.Context, incomplete: str) -> Offers:
    """Ids of notes with their titles, the one changed last first."""
    from pa_cli.cli.context import invocation
    from pa_cli.core.errors import PaError

    try:
        notes = invocation(context).wiring().notes.list(limit=200)
    except (PaError, OSError):
        return
    for note in notes:
        if note.id.startswith(incomplete):
            yield note.id, note.title


def complete_note_tag(context: typer.Context, incomplete: str) -> Offers:
    """Tags of notes."""
    from pa_cli.cli.context import invocation
    from pa_cli.core.errors import PaError

    try:
        tags = invocation(context).wiring().notes.tags()
    except (PaError, OSError):
        return
    for tag, count in tags:
        if tag.startswith(incomplete.removeprefix("#")):
            yield tag, f"{count} notes"


def complete_installed_model(context: typer.Context, incomplete: str) -> Offers:
    """Models on this machine."""
    yield from _models(context, incomplete, with_catalog=False)


def complete_any_model(context: typer.Context, incomplete: str) -> Offers:
    """Models on this machine and in the catalogue."""
    yield from _models(context, incomplete, with_catalog=True)


def _models(context: typer.Context, incomplete: str, *, with_catalog: bool) -> Offers:
    from pa_cli.cli.context import invocation
    from pa_cli.core.errors import PaError

    try:
        rows = invocation(context).wiring().model_inspection.rows(with_catalog=with_catalog)
    except (PaError, OSError):
        return
    for row in rows:
        if row.name.casefold().startswith(incomplete.casefold()):
            yield row.name, row.good_for
