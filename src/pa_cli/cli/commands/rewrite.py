"""`pa rewrite`: a text in another tone, or corrected."""

from typing import Annotated

import typer

from pa_cli.cli.completion import complete_words
from pa_cli.cli.text_verb import TextCall, text_verb

_TONES = ("formal", "friendly", "shorter", "simpler", "clearer")


@text_verb()
def rewrite(
    call: TextCall,
    *,
    tone: Annotated[
        str,
        typer.Option(
            "--tone",
            "-t",
            help="formal, friendly, shorter, simpler, clearer, or any words of yours.",
            metavar="TONE",
            autocompletion=complete_words(_TONES),
        ),
    ] = "clearer",
    fix: Annotated[
        bool, typer.Option("--fix", help="Correct grammar, spelling and punctuation only.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the change word by word.")] = False,
) -> None:
    """Rewrite a text in another tone, or correct it; its facts, links and code stay.

    `git log -1 --format=%B | pa rewrite --fix --diff`
    """
    from pa_cli.services.rewriting import FIX, Rewriter
    from pa_cli.ui.waiting import Waiting
    from pa_cli.ui.written_view import WrittenView

    wished = FIX if fix else tone
    task = call.task("rewrite", {"tone": wished})
    original = call.read()
    with call.engine(original) as engine:
        view = WrittenView(
            call.output,
            form="diff" if diff else "text",
            as_json=call.json,
            facts={"tone": wished, "model": engine.model_name},
            waiting=Waiting(call.output, "Rewriting", len(original.splitlines())),
        )
        view.show(Rewriter(engine, task).rewrite(original))
