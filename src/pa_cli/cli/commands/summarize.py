"""`pa summarize`: texts of any length, in short."""

from contextlib import closing
from typing import Annotated, Any

import typer

from pa_cli.cli.context import invocation, make_output
from pa_cli.cli.options import (
    FileOption,
    JsonFlag,
    ModelOption,
    OfflineFlag,
    QuietFlag,
    StatsFlag,
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.core import setting_specs as specs


@setting_options(*specs.SUMMARIZE_SETTINGS, *specs.GENERATION_SETTINGS, *specs.ENGINE_SETTINGS)
def summarize(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Files, folders, globs, or - for stdin; without any, stdin.",
            show_default=False,
        ),
    ] = None,
    file: FileOption = None,
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            help="Language of the summary, such as en or Chinese; else the text's own.",
            metavar="LANG",
            show_default=False,
        ),
    ] = "",
    focus: Annotated[
        str,
        typer.Option(
            "--focus", help="What matters most to you.", metavar="TEXT", show_default=False
        ),
    ] = "",
    model: ModelOption = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read every part anew; use none of an earlier run.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the first prompt and the parts; write nothing.")
    ] = False,
    json: JsonFlag = False,
    stats: StatsFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Summarize files, folders or piped text of any length.

    What fits the model's context window is read at once, anything longer part by part, and
    nothing is skipped. Interrupt it at will: the same command goes on from there.
    """
    from pa_cli.cli.input import stream_input
    from pa_cli.cli.model_offer import ensure_model
    from pa_cli.core.summary import SummaryOptions
    from pa_cli.ui import summary_view

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    settings = wiring.settings
    text = stream_input([*(files or ()), *(file or ())], output=output)
    options = SummaryOptions(
        length=settings[specs.SUMMARIZE_LENGTH],
        style=settings[specs.SUMMARIZE_STYLE],
        language=lang,
        focus=focus,
        part_tokens=settings[specs.SUMMARIZE_PART_TOKENS],
    )
    ensure_model(wiring, output, model, yes=yes)
    engine = wiring.open_engine(model, purpose="long", notice=output.notice, detail=output.detail)
    with closing(engine):
        summarizer = wiring.summarizer(engine, options, model=model, keeps_parts=not fresh)
        if dry_run:
            summary_view.write_plan(output, summarizer.plan(text.blocks), as_json=json)
            return
        view = summary_view.SummaryView(output, size=text.size, as_json=json)
        summary = view.show(summarizer.summarize(text.blocks))
    if json:
        summary_view.write_document(output, summary, text.names)
    if stats or verbose:
        output.notice(summary_view.stats_lines(summary))
