"""Options that verbs share, and options made from the settings table."""

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pa_cli.cli.completion import complete_chat, complete_installed_model, complete_words

if TYPE_CHECKING:
    from pa_cli.core.settings import Setting

JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
YesFlag = Annotated[bool, typer.Option("--yes", "-y", help="Accept what would be asked.")]
QuietFlag = Annotated[bool, typer.Option("--quiet", "-q", help="No notices on stderr.")]
VerboseFlag = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more on stderr: timings, engine messages.")
]
StatsFlag = Annotated[bool, typer.Option("--stats", help="Tokens, cache and speed on stderr.")]
DryRunFlag = Annotated[
    bool, typer.Option("--dry-run", help="Show the final prompt and its token count only.")
]
SchemaOption = Annotated[
    str | None,
    typer.Option(
        "--schema",
        help="Shape of the answer: JSON Schema (a file, or as text), or `name, age int, tags list`.",
        metavar="SCHEMA",
    ),
]
NoStreamFlag = Annotated[
    bool, typer.Option("--no-stream", help="Write the answer once it is whole, not as it comes.")
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        "-m",
        help="Model name, or path of a GGUF file.",
        metavar="NAME|PATH",
        autocompletion=complete_installed_model,
    ),
]
FileOption = Annotated[
    list[str] | None,
    typer.Option(
        "--file",
        "-f",
        help="Read a file, a folder, a glob, or - for stdin; may be given several times.",
        metavar="FILE",
    ),
]
OfflineFlag = Annotated[bool, typer.Option("--offline", help="Never use the network.")]
SystemOption = Annotated[
    str | None,
    typer.Option("--system", "-s", help="System prompt instead of pa's own.", metavar="TEXT"),
]
ContinueFlag = Annotated[bool, typer.Option("--continue", "-c", help="Go on with the last chat.")]
ChatOption = Annotated[
    str | None,
    typer.Option(
        "--chat", help="Go on with this chat.", metavar="ID", autocompletion=complete_chat
    ),
]
NoLogFlag = Annotated[bool, typer.Option("--no-log", "-n", help="Keep no record of it.")]
NoMemoryFlag = Annotated[
    bool, typer.Option("--no-memory", help="Do not tell the model what pa remembers of you.")
]

_PANELS = {"engine": "Engine", "generation": "Generation"}


def setting_options(
    *settings: "Setting[Any]",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator: add an option for each setting; the verb gets the given ones as `flags`.

    The verb declares a parameter `flags: dict[str, Any]`; it maps setting keys to parsed values.
    """

    def decorate(verb: Callable[..., Any]) -> Callable[..., Any]:
        names = {setting.key.replace(".", "_"): setting for setting in settings}

        @functools.wraps(verb)
        def run(**values: Any) -> Any:  # noqa: ANN401
            given = {}
            for name, setting in names.items():
                raw = values.pop(name, None)
                if raw is not None and raw != []:
                    given[setting.key] = _read(setting, raw)
            return verb(**values, flags=given)

        own = [p for p in inspect.signature(verb).parameters.values() if p.name != "flags"]
        made = [_parameter(name, setting) for name, setting in names.items()]
        run.__signature__ = inspect.Signature([*own, *made])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in [*own, *made]}
        return run

    return decorate


def _read(setting: "Setting[Any]", raw: object) -> Any:  # noqa: ANN401 - the type is the setting's
    """The value of a flag: text to be parsed, a list of texts, or a flag that is just there."""
    return setting.kind.parse(raw) if isinstance(raw, str) else setting.kind.check(raw)


def _parameter(name: str, setting: "Setting[Any]") -> inspect.Parameter:
    kind: Any = {tuple: list[str], bool: bool}.get(type(setting.default), str)
    option = typer.Option(
        *setting.flag.split(),
        help=setting.help,
        metavar=None if kind is bool else _metavar(setting),
        rich_help_panel=_PANELS.get(setting.group, setting.group.capitalize()),
        callback=_validator(setting),
        autocompletion=complete_words(setting.kind.choices) if setting.kind.choices else None,
        show_default=False,
    )
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[kind | None, option],
    )


_METAVARS = {
    "text": "TEXT",
    "list of texts": "TEXT",
    "size": "SIZE",
    "time of day": "HH:MM",
    "encoding": "NAME",
}


def _metavar(setting: "Setting[Any]") -> str:
    """The type in capitals: `auto | whole number 1 to 512` is `auto|N`."""
    return "|".join(_short(part.strip()) for part in setting.kind.name.split(" | "))


def _short(kind: str) -> str:
    if kind.startswith(("whole number", "number")):
        return "N"
    return _METAVARS.get(kind, kind)


def _validator(setting: "Setting[Any]") -> Callable[[Any], Any]:
    def validate(raw: Any) -> Any:  # noqa: ANN401
        if raw is not None:
            try:
                _read(setting, raw)
            except ValueError as error:
                raise typer.BadParameter(f"{raw!r} {error}") from None
        return raw

    return validate
