"""What the shell offers after Tab; fast, silent, and never an error."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from pa_cli.core.errors import PaError

if TYPE_CHECKING:
    from pa_cli.core.template import Parameter

Offer = tuple[str, str]
Completion = Callable[[typer.Context, str], Iterator[Offer]]

_HELP_COLUMNS = 80


def _offering(load: Callable[[typer.Context], Iterable[Offer]]) -> Completion:
    """Make (name, help) pairs what a shell can be given.

    Only what begins as the user typed stays, in any case of letters; a title is a single clean
    line; whatever goes wrong, nothing is offered.
    """

    # no functools.wraps: typer would look through it, at the parameters of `load`
    def complete(context: typer.Context, incomplete: str) -> Iterator[Offer]:
        from pa_cli.ui.sanitize import clean_line

        beginning = incomplete.casefold()
        try:
            for name, help_text in load(context):
                if name.casefold().startswith(beginning):
                    yield clean_line(name), clean_line(help_text)[:_HELP_COLUMNS]
        except (PaError, OSError, ValueError):
            return

    complete.__doc__ = load.__doc__
    return complete


def complete_words(words: Iterable[str]) -> Completion:
    """One of a few words."""
    offers = [(word, "") for word in words]
    return _offering(lambda _: offers)


@_offering
def complete_setting(_context: typer.Context) -> Iterator[Offer]:
    """Keys of the settings table with their help."""
    from pa_cli.core.setting_specs import SETTINGS

    for setting in SETTINGS:
        yield setting.key, setting.help


@_offering
def complete_setting_group(_context: typer.Context) -> Iterator[Offer]:
    """Groups of settings."""
    from pa_cli.core.setting_specs import SETTINGS

    for group in dict.fromkeys(setting.group for setting in SETTINGS):
        yield group, ""


@_offering
def complete_value(context: typer.Context) -> Iterator[Offer]:
    """Values that the setting before the cursor can take."""
    from pa_cli.core.setting_specs import BY_KEY
    from pa_cli.core.setting_specs.models import MODEL_CHAT, MODEL_EMBEDDING

    setting = BY_KEY.get(str(context.params.get("key", "")))
    if setting is None:
        return
    if setting in {MODEL_CHAT, MODEL_EMBEDDING}:
        yield from _models(context, with_catalog=False)
    for word in setting.kind.choices or (setting.kind.show(setting.default),):
        yield word, ""


@_offering
def complete_chat(context: typer.Context) -> Iterator[Offer]:
    """Ids of chats with their titles, the last one first."""
    from pa_cli.cli.context import invocation

    for chat in invocation(context).wiring().history.recent(50):
        yield chat.id, chat.title


@_offering
def complete_note(context: typer.Context) -> Iterator[Offer]:
    """Ids of notes with their titles, the one changed last first."""
    from pa_cli.cli.context import invocation

    for note in invocation(context).wiring().notes.list(limit=200):
        yield note.id, note.title


@_offering
def complete_note_tag(context: typer.Context) -> Iterator[Offer]:
    """Tags of notes."""
    from pa_cli.cli.context import invocation

    for tag, count in invocation(context).wiring().notes.tags():
        yield tag, f"{count} notes"


@_offering
def complete_event(context: typer.Context) -> Iterator[Offer]:
    """Ids of the events of the coming weeks with their titles."""
    from pa_cli.cli.context import invocation

    service = invocation(context).wiring().agenda
    offered = {event.id: event.title for event in service.list(service.range_of("next 60 days"))}
    yield from offered.items()


@_offering
def complete_calendar(context: typer.Context) -> Iterator[Offer]:
    """Names of the calendars."""
    from pa_cli.cli.context import invocation

    for name in invocation(context).wiring().agenda.calendars():
        yield name, ""


@_offering
def complete_todo(context: typer.Context) -> Iterator[Offer]:
    """Ids of open to-dos with their titles."""
    from pa_cli.cli.context import invocation

    for todo in invocation(context).wiring().todos.list()[:200]:
        yield todo.id, todo.title


@_offering
def complete_todo_list(context: typer.Context) -> Iterator[Offer]:
    """Names of the lists of to-dos."""
    from pa_cli.cli.context import invocation

    for name, count, _ in invocation(context).wiring().todos.lists():
        yield name, f"{count} open"


@_offering
def complete_document(context: typer.Context) -> Iterator[Offer]:
    """What was added, and ids of documents with their titles."""
    from pa_cli.cli.context import invocation

    service = invocation(context).wiring().documents
    for root in service.roots():
        yield root.path, ""
    for document in service.list()[:200]:
        yield document.id, document.title


@_offering
def complete_memory(context: typer.Context) -> Iterator[Offer]:
    """Ids of memories with their texts."""
    from pa_cli.cli.context import invocation

    for item in invocation(context).wiring().memory.list():
        yield item.id, item.text


@_offering
def complete_feedback(context: typer.Context) -> Iterator[Offer]:
    """Ids of marked answers with their questions."""
    from pa_cli.cli.context import invocation

    for one in invocation(context).wiring().feedback.list():
        yield one.id, f"{one.verdict}: {one.title}"


@_offering
def complete_language(_context: typer.Context) -> Iterator[Offer]:
    """Codes of languages with their names."""
    from pa_cli.core.languages import LANGUAGES

    for language in LANGUAGES:
        yield language.code, language.name


@_offering
def complete_kind(context: typer.Context) -> Iterator[Offer]:
    """Kinds of texts that the template `write` knows."""
    from pa_cli.cli.context import invocation

    template = invocation(context).wiring().templates.load("write")
    for parameter in template.parameters:
        if parameter.name == "kind":
            yield from parameter.choices.items()
    yield "reply", "An answer to the message in the pipe."


@_offering
def complete_template(context: typer.Context) -> Iterator[Offer]:
    """Names of templates with what they do."""
    from pa_cli.cli.context import invocation

    for template in invocation(context).wiring().templates.all():
        yield template.name, template.description


@_offering
def complete_parameter(context: typer.Context) -> Iterator[Offer]:
    """`key=` for the parameters of the template before the cursor, `key=value` where values are few."""
    for parameter in _parameters(context):
        for value in parameter.choices or ("",):
            yield f"{parameter.name}={value}", parameter.help


@_offering
def complete_parameter_value(context: typer.Context) -> Iterator[Offer]:
    """Values of the parameter before the cursor: bash takes `-p tone=formal` for four words."""
    given = context.params.get("parameter") or ()
    for parameter in _parameters(context):
        if given and given[-1] == parameter.name:
            yield from parameter.choices.items()


def _parameters(context: typer.Context) -> "Iterable[Parameter]":
    """Those of the template before the cursor."""
    from pa_cli.cli.context import invocation

    # an option that still waits for its value leaves all words unread
    name = context.params.get("name") or (context.args or [""])[0]
    return invocation(context).wiring().templates.load(str(name)).parameters


@_offering
def complete_installed_model(context: typer.Context) -> Iterator[Offer]:
    """Models on this machine."""
    yield from _models(context, with_catalog=False)


@_offering
def complete_any_model(context: typer.Context) -> Iterator[Offer]:
    """Models on this machine and in the catalogue."""
    yield from _models(context, with_catalog=True)


def _models(context: typer.Context, *, with_catalog: bool) -> Iterator[Offer]:
    from pa_cli.cli.context import invocation

    for row in invocation(context).wiring().model_inspection.rows(with_catalog=with_catalog):
        yield row.name, row.good_for
