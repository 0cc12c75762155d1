"""The seam of the text verbs: the options that all of them have, and what they are worth.

A verb declares what is its own, and gets a `TextCall` that reads the input, makes the task and opens
the model. Nothing here is heavy to import: `pa --help` and completion pass through.
"""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pa_cli.cli.completion import complete_words
from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import (
    FileOption,
    JsonFlag,
    ModelOption,
    OfflineFlag,
    QuietFlag,
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS
from pa_cli.core.setting_specs.assistant import INPUT_ENCODING

if TYPE_CHECKING:
    from pa_cli.cli.record_work import RecordWork
    from pa_cli.core.engine_ports import Engine
    from pa_cli.core.languages import Language
    from pa_cli.core.settings import Setting
    from pa_cli.services.text_tasks import TextTask
    from pa_cli.ui.console import Output
    from pa_cli.wiring import Wiring

TextArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="TEXT...", help="The text; piped text goes before it."),
]
_SHARED: dict[str, Any] = {
    "file": FileOption,
    "model": ModelOption,
    "json": JsonFlag,
    "yes": YesFlag,
    "offline": OfflineFlag,
    "quiet": QuietFlag,
    "verbose": VerboseFlag,
}
_RECORDS: dict[str, Any] = {
    "lines": Annotated[bool, typer.Option("--lines", help="Every line is a text of its own.")],
    "column": Annotated[
        str,
        typer.Option(
            "--column", help="Column of a CSV, or key of JSON Lines, with the text.", metavar="NAME"
        ),
    ],
    "form": Annotated[
        str,
        typer.Option(
            "--format",
            help="lines, csv or jsonl; else told by the file's name.",
            metavar="FORMAT",
            autocompletion=complete_words(("lines", "csv", "jsonl")),
        ),
    ],
}
_NOTHING_GIVEN = {bool: False, str: ""}


@dataclass(frozen=True, slots=True)
class TextCall:
    """One run of a text verb.

    Attributes:
        wiring: The services.
        output: The streams.
        words: The argument, as the shell split it.
        files: Values of `--file`.
        model: The model that was named, None for the usual one.
        json: One JSON document is wished for.
        yes: What would be asked is accepted.
        records: How many small texts are read: `lines`, `column` and `form`.
    """

    wiring: "Wiring"
    output: "Output"
    words: tuple[str, ...]
    files: tuple[str, ...]
    model: str | None
    json: bool
    yes: bool
    records: Mapping[str, Any]

    def task(self, template: str, values: Mapping[str, str]) -> "TextTask":
        """The template of that name with `values`.

        Raises:
            UsageError: A value is wrong, or the user's own template does not know it.
        """
        from pa_cli.cli.text_task import make_task

        return make_task(self.wiring, self.wiring.templates.load(template), values)

    def read(self) -> str:
        """All of the input as one text; of a mail what people read of it.

        Raises:
            EmptyInputError: There is none.
            InputError: Something cannot be read.
        """
        from pa_cli.cli.input import read_input

        settings = self.wiring.settings
        return read_input(
            self.words, self.files, settings=settings, output=self.output, mails_as_read=True
        )

    def read_file(self, path: Path) -> str:
        """The text of a file that goes with the input.

        Raises:
            InputError: It cannot be read.
        """
        from pa_cli.cli.text_task import read_file

        return read_file(path, self.wiring)

    def open_records(self) -> "RecordWork":
        """The input as one text or as many; see `RecordWork`."""
        from pa_cli.cli.record_work import RecordWork

        return RecordWork(self.wiring, self.output, self.words, self.files, **self.records)

    @contextmanager
    def engine(self, text: str = "", *languages: "Language") -> Iterator["Engine"]:
        """The model, for as long as it is needed; offered where there is none.

        Args:
            text: What it will read; the user is told when it does not know the language.
            languages: Others that it has to know.

        Raises:
            NoModelError: There is no usable model.
        """
        from pa_cli.cli.text_task import language_of_prose, open_model, tell_of_languages

        with closing(open_model(self.wiring, self.output, self.model, yes=self.yes)) as engine:
            read = language_of_prose(text)
            tell_of_languages(self.wiring, self.output, self.model, (read, *languages))
            yield engine


def text_verb(
    *settings: "Setting[Any]",
    argument: object = TextArgument,
    records: bool = False,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator: give a verb its input, its model and the settings of generation.

    The verb declares `call: TextCall` first, and then the options that are its own.

    Args:
        settings: Settings that it has options for, beside those of generation and engine.
        argument: What is said of the words on the command line.
        records: It can work through many small texts.
    """

    def decorate(verb: Callable[..., Any]) -> Callable[..., Any]:
        own = list(inspect.signature(verb).parameters.values())[1:]
        more = _RECORDS if records else {}

        @functools.wraps(verb)
        def run(
            context: typer.Context,
            *,
            flags: dict[str, Any],
            **given: Any,  # noqa: ANN401
        ) -> Any:  # noqa: ANN401
            shared = {name: given.pop(name) for name in ("words", *more, *_SHARED)}
            output = make_output(quiet=shared["quiet"], verbose=shared["verbose"])
            call = TextCall(
                invocation(context).wiring(flags, offline=shared["offline"]),
                output,
                words=tuple(shared["words"] or ()),
                files=tuple(shared["file"] or ()),
                model=shared["model"],
                json=shared["json"],
                yes=shared["yes"],
                records={name: shared[name] for name in more},
            )
            return verb(call, **given)

        parameters = [
            inspect.Parameter("context", _KEYWORD, annotation=typer.Context),
            *(p.replace(kind=_KEYWORD) for p in own),
            inspect.Parameter("words", _KEYWORD, annotation=argument, default=None),
            *map(_optional, more.items()),
            *map(_optional, _SHARED.items()),
        ]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return setting_options(INPUT_ENCODING, *settings, *GENERATION_SETTINGS, *ENGINE_SETTINGS)(
            run
        )

    return decorate


_KEYWORD = inspect.Parameter.KEYWORD_ONLY


def _optional(named: tuple[str, Any]) -> inspect.Parameter:
    """The parameter for a shared option, which may be left out."""
    name, annotation = named
    default = _NOTHING_GIVEN.get(annotation.__origin__)
    return inspect.Parameter(name, _KEYWORD, annotation=annotation, default=default)
