"""`pa write`: a text of a kind."""

from pathlib import Path
from typing import Annotated

import typer

from pa_cli.cli.completion import complete_kind, complete_language
from pa_cli.cli.options import DryRunFlag, StatsFlag
from pa_cli.cli.text_verb import TextCall, text_verb

TopicArgument = Annotated[
    list[str] | None, typer.Argument(metavar="TOPIC...", help="What it is about.")
]


@text_verb(argument=TopicArgument)
def write(
    call: TextCall,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="email, reply, article, post, ad, announcement, report, story, poem,"
            " cover-letter, plan, or any words of yours.",
            autocompletion=complete_kind,
        ),
    ],
    *,
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
    dry_run: DryRunFlag = False,
    stats: StatsFlag = False,
) -> None:
    """Write an email, an article, a plan and more; a piped draft is continued.

    `pa write reply "yes, but on Friday" < mail.eml`
    """
    from dataclasses import replace

    from pa_cli.cli import text_task, written_text
    from pa_cli.core.languages import find_language
    from pa_cli.core.mail_greeting import greeting_for
    from pa_cli.services.text_tasks import TaskRunner
    from pa_cli.services.writing import REPLY, Writer

    output = call.output
    wishes = {"tone": tone, "length": length, "lang": lang, "audience": audience}
    about, draft = written_text.read_material(call)
    if points is not None:
        wishes["points"] = call.read_file(points).strip()
    mail = written_text.read_message(draft) if kind == REPLY else None
    values = written_text.values_for(kind, about, draft, wishes, mail)
    task = call.task("write" if mail is None else REPLY, values)
    written_text.require_topic(task, draft)
    if mail and not tone:
        code = find_language(values.get("lang", "")).code
        task = replace(task, lead=greeting_for(mail, code))
    wanted = find_language(lang)
    if lang:
        text_task.tell_of_unknown_language(output, wanted)
    with call.engine(mail.own_words if mail else draft or about, wanted) as engine:
        writer = Writer(engine, task)
        if dry_run:
            prompt = writer.task_for(mail.own_words if mail else draft)
            text_task.show_preview(TaskRunner(engine), output, *prompt, as_json=call.json)
            return
        if outline:
            written_text.show_sections(
                writer, output, draft, as_json=call.json, model=engine.model_name
            )
            return
        written_text.show_text(writer, output, draft, mail, as_json=call.json, stats=stats)
