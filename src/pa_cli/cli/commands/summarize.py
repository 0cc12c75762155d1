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
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS, SUMMARIZE_SETTINGS
from pa_cli.core.setting_specs.assistant import (
    INPUT_ENCODING,
    SUMMARIZE_LENGTH,
    SUMMARIZE_PART_TOKENS,
    SUMMARIZE_QUOTES,
    SUMMARIZE_STYLE,
)


@setting_options(INPUT_ENCODING, *SUMMARIZE_SETTINGS, *GENERATION_SETTINGS, *ENGINE_SETTINGS)
def summarize(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE...",
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
    spans: Annotated[
        bool, typer.Option("--spans", help="Bullets, each with the lines that it comes from.")
    ] = False,
    fast: Annotated[
        bool, typer.Option("--fast", help="Read only the most telling sentences.")
    ] = False,
    todo: Annotated[
        bool, typer.Option("--todo", help="Minutes, whose actions are offered as to-dos.")
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
    nothing is skipped. Interrupt it at will: the same command goes on from there. Of several files
    there is one summary each and one over all.
    """
    from pa_cli.cli.input import expand_files, stream_input
    from pa_cli.cli.model_offer import ensure_model
    from pa_cli.cli.summary_work import SummaryWork, add_todos
    from pa_cli.cli.text_task import (
        language_of_prose,
        tell_of_languages,
        tell_of_unknown_language,
    )
    from pa_cli.core.languages import find_language
    from pa_cli.core.summary import Summary, SummaryOptions
    from pa_cli.ui import summary_view

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    settings = wiring.settings
    named = [*(files or ()), *(file or ())]
    names = expand_files(named)
    text = (
        None
        if len(names) > 1 and not dry_run
        else stream_input(named, settings=settings, output=output)
    )
    style = settings[SUMMARIZE_STYLE]
    if settings.origin(SUMMARIZE_STYLE) != "flag":
        style = "minutes" if todo else "bullets" if spans else style
    options = SummaryOptions(
        length=settings[SUMMARIZE_LENGTH],
        style=style,
        language=lang,
        focus=focus,
        part_tokens=settings[SUMMARIZE_PART_TOKENS],
        quotes=settings[SUMMARIZE_QUOTES],
    )
    ensure_model(wiring, output, model, yes=yes)
    engine = wiring.open_engine(model, purpose="long", notice=output.notice, detail=output.detail)
    wanted = find_language(lang)
    if lang:
        tell_of_unknown_language(output, wanted)
    read = language_of_prose(text.beginning if text is not None else "")
    tell_of_languages(wiring, output, model, (read, wanted))
    work = SummaryWork(
        wiring,
        output,
        engine,
        options,
        model=model,
        keeps_parts=not fresh,
        fast=fast,
        spans=spans,
        as_json=json,
    )
    with closing(engine):
        if dry_run and text is not None:
            summarizer = wiring.summarizer(engine, options, model=model, keeps_parts=not fresh)
            summary_view.write_plan(output, summarizer.plan(text.blocks), as_json=json)
            return
        each: list[tuple[str, Summary]] = []
        if text is not None:
            summary = work.one(text)
        else:
            summary, each = work.several(names)
        if style == "minutes" and (json or todo):
            summary = work.read_minutes(summary)
    if json:
        summary_view.write_document(output, summary, text.names if text else names, each)
    if stats or verbose:
        output.notice(summary_view.stats_lines(summary))
    if todo and summary.data is not None:
        add_todos(wiring, output, summary.data, yes=yes)
