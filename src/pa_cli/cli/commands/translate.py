"""`pa translate`: a text in another language, with its form kept."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from pa_cli.cli.completion import complete_language
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


@setting_options(*GENERATION_SETTINGS, *ENGINE_SETTINGS)
def translate(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="The text; piped text goes before it."),
    ] = None,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="Language to translate into, such as zh or German.",
            metavar="LANG",
            autocompletion=complete_language,
            show_default=False,
        ),
    ] = "",
    source: Annotated[
        str,
        typer.Option(
            "--from", help="Language of the text.", metavar="LANG", autocompletion=complete_language
        ),
    ] = "",
    file: FileOption = None,
    glossary: Annotated[
        Path | None,
        typer.Option(
            "--glossary", help="File with `term = translation`, one a line.", metavar="FILE"
        ),
    ] = None,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Each paragraph with its translation beside it.")
    ] = False,
    model: ModelOption = None,
    json: JsonFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Translate a text of any length; code, links, placeholders and numbers stay as they are.

    Paragraph by paragraph, and checked: one that lost something is tried again, else pointed out.
    """
    from pa_cli.cli import text_task
    from pa_cli.cli.input import read_input
    from pa_cli.core.errors import UsageError
    from pa_cli.core.languages import find_language
    from pa_cli.services.translating import Translator, read_glossary
    from pa_cli.ui.written_view import WrittenView

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    if not to.strip():
        raise UsageError("Say which language to translate into.", hint="pa translate --to French")
    terms = {}
    if glossary is not None:
        terms = read_glossary(text_task.read_file(glossary, wiring), str(glossary))
    original = read_input(text or (), file, settings=wiring.settings, output=output)
    values = {
        "to": find_language(to).name,
        "from": find_language(source).name if source else "",
    }
    task = text_task.make_task(wiring, wiring.templates.load("translate"), values)
    engine = text_task.open_model(wiring, output, model, yes=yes)
    with closing(engine):
        view = WrittenView(
            output,
            form="side by side" if side_by_side else "text",
            as_json=json,
            facts={"to": to, "model": engine.model_name},
        )
        view.show(Translator(engine, task, terms).translate(original))
