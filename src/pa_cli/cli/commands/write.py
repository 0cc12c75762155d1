"""`pa write`: a text of a kind."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from pa_cli.cli.completion import complete_kind, complete_language
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
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS


@setting_options(*GENERATION_SETTINGS, *ENGINE_SETTINGS)
def write(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="email, reply, article, post, ad, announcement, report, story, poem,"
            " cover-letter, plan, or any words of yours.",
            autocompletion=complete_kind,
        ),
    ],
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="[TOPIC]...", help="What it is about.")
    ] = None,
    tone: Annotated[
        str, typer.Option("--tone", "-t", help="How it is to sound.", metavar="TEXT")
    ] = "",
    length: Annotated[
        str, typer.Option("--length", help="How long, such as: 200 words.", metavar="TEXT")
    ] = "",
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            help="Language to write in.",
            metavar="LANG",
            autocompletion=complete_language,
        ),
    ] = "",
    audience: Annotated[str, typer.Option("--audience", help="Who reads it.", metavar="TEXT")] = "",
    points: Annotated[
        Path | None,
        typer.Option("--points", help="File with what has to be in it.", metavar="FILE"),
    ] = None,
    outline: Annotated[
        bool, typer.Option("--outline", help="Make an outline first, then write its sections.")
    ] = False,
    file: FileOption = None,
    model: ModelOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the final prompt and its token count only.")
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
    """Write an email, an article, a plan and more; a draft in the pipe is gone on with.

    `pa write reply "yes, but on Friday" < mail.eml`
    """
    from pa_cli.cli import text_task, written_text
    from pa_cli.services.writing import REPLY, Writer

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    wishes = {"tone": tone, "length": length, "lang": lang, "audience": audience}
    about, draft = written_text.read_material(topic or (), file, wiring=wiring, output=output)
    if points is not None:
        wishes["points"] = text_task.read_file(points, wiring).strip()
    mail = written_text.read_message(draft) if kind == REPLY else None
    values = written_text.values_for(kind, about, wishes)
    task = text_task.make_task(wiring, wiring.templates.load("write"), values)
    engine = text_task.open_model(wiring, output, model, yes=yes)
    with closing(engine):
        if dry_run:
            from pa_cli.services.text_tasks import TaskRunner

            text_task.show_preview(TaskRunner(engine), output, task, draft, as_json=json)
            return
        writer = Writer(engine, task)
        if outline:
            written_text.show_sections(writer, output, as_json=json, model=engine.model_name)
            return
        written_text.show_text(writer, output, draft, mail, as_json=json, stats=stats)
