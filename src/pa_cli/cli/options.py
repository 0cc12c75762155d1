"""Options that verbs share, and options made from the settings table."""

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pa_cli.core.settings import Setting

JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
YesFlag = Annotated[bool, typer.Option("--yes", "-y", help="Accept what would be asked.")]
QuietFlag = Annotated[bool, typer.Option("--quiet", "-q", help="No notices on stderr.")]
VerboseFlag = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more on stderr: timings, engine messages.")
]
StatsFlag = Annotated[bool, typer.Option("--stats", help="Tokens, cache and speed on stderr.")]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", "-m", help="Model name, or path of a GGUF file.", metavar="NAME|PATH"),
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
            given = {
                setting.key: setting.kind.parse(raw)
                for name, setting in names.items()
                if (raw := _joined(values.pop(name, None))) is not None
            }
            return verb(**values, flags=given)

        own = [p for p in inspect.signature(verb).parameters.values() if p.name != "flags"]
        made = [_parameter(name, setting) for name, setting in names.items()]
        run.__signature__ = inspect.Signature([*own, *made])  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in [*own, *made]}
        return run

    return decorate


def _joined(raw: object) -> str | None:
    """What was given, as one text; repeated options become a JSON list, exact to the space."""
    if isinstance(raw, list | tuple):
        import json

        return json.dumps([str(part) for part in raw]) if raw else None
    return None if raw is None else str(raw)


def _parameter(name: str, setting: "Setting[Any]") -> inspect.Parameter:
    repeatable = isinstance(setting.default, tuple)
    option = typer.Option(
        *setting.flag.split(),
        help=setting.help,
        metavar=_metavar(setting),
        rich_help_panel=_PANELS.get(setting.group, setting.group.capitalize()),
        callback=_validator(setting),
        show_default=False,
    )
    kind: Any = list[str] if repeatable else str
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[kind | None, option],
    )


def _metavar(setting: "Setting[Any]") -> str:
    if setting.kind.choices:
        return "|".join(setting.kind.choices)
    return {"text": "TEXT", "size": "SIZE", "list of texts": "TEXT"}.get(setting.kind.name, "N")


def _validator(setting: "Setting[Any]") -> Callable[[Any], Any]:
    def validate(raw: Any) -> Any:  # noqa: ANN401
        text = _joined(raw)
        if text is not None:
            try:
                setting.kind.parse(text)
            except ValueError as error:
                raise typer.BadParameter(f"{text!r} {error}") from None
        return raw

    return validate
