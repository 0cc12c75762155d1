"""`pa translate`: a text in another language, with its form kept."""

from pathlib import Path
from typing import Annotated

import typer

from pa_cli.cli.completion import complete_language
from pa_cli.cli.text_verb import TextCall, text_verb


@text_verb()
def translate(
    call: TextCall,
    *,
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
    glossary: Annotated[
        Path | None,
        typer.Option(
            "--glossary", help="File with `term = translation`, one a line.", metavar="FILE"
        ),
    ] = None,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Each paragraph with its translation beside it.")
    ] = False,
) -> None:
    """Translate a text of any length; code, links, placeholders and numbers stay as they are.

    Paragraph by paragraph, and checked: one that lost something is tried again, else pointed out.
    """
    from pa_cli.cli.text_task import tell_of_unknown_language
    from pa_cli.core.errors import UsageError
    from pa_cli.core.languages import find_language
    from pa_cli.services.translating import Translator, read_glossary
    from pa_cli.ui.waiting import Waiting
    from pa_cli.ui.written_view import WrittenView

    if not to.strip():
        raise UsageError("Say which language to translate into.", hint="pa translate --to French")
    terms = read_glossary(call.read_file(glossary), str(glossary)) if glossary else {}
    target = find_language(to)
    tell_of_unknown_language(call.output, target)
    written_in = find_language(source)
    if source:
        tell_of_unknown_language(call.output, written_in)
    values = {"to": target.name, **({"from": written_in.name} if source else {})}
    task = call.task("translate", values)
    original = call.read()
    with call.engine(original, target) as engine:
        view = WrittenView(
            call.output,
            form="side by side" if side_by_side else "text",
            as_json=call.json,
            facts={"to": to, "model": engine.model_name},
            waiting=Waiting(call.output, "Translating", len(original.splitlines())),
        )
        view.show(Translator(engine, task, terms).translate(original))
