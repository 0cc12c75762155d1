"""`pa run`: a template, on a text."""

from typing import Annotated

import typer

from pa_cli.cli.completion import complete_parameter, complete_parameter_value, complete_template
from pa_cli.cli.options import DryRunFlag, NoStreamFlag, SchemaOption, StatsFlag
from pa_cli.cli.text_verb import TextCall, text_verb
from pa_cli.core.setting_specs.assistant import INPUT_ON_OVERFLOW

InputArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TEXT...",
        help="The input; piped text goes before it.",
        autocompletion=complete_parameter_value,
    ),
]


@text_verb(INPUT_ON_OVERFLOW, argument=InputArgument)
def run(
    call: TextCall,
    name: Annotated[
        str,
        typer.Argument(
            metavar="TEMPLATE",
            help="Its name, or a TOML file.",
            autocompletion=complete_template,
        ),
    ],
    *,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="KEY=VALUE",
            help="A parameter of the template; may be given several times.",
            autocompletion=complete_parameter,
        ),
    ] = None,
    schema: SchemaOption = None,
    no_stream: NoStreamFlag = False,
    dry_run: DryRunFlag = False,
    stats: StatsFlag = False,
) -> None:
    """Run a template on a text: `git diff | pa run commit-message`.

    Templates are yours to write: `pa templates new NAME`. The text verbs of pa are templates too.
    """
    from pa_cli.cli import text_task
    from pa_cli.cli.answering import read_schema
    from pa_cli.services.held_tasks import HeldRunner
    from pa_cli.services.text_answering import TextAnswerer
    from pa_cli.services.text_tasks import TaskRunner

    output = call.output
    template = call.wiring.templates.load(name)
    values = text_task.read_parameters(parameter or ())
    shape = read_schema(schema) if schema is not None else None
    task = text_task.make_task(call.wiring, template, values, shape)
    given = text_task.read_text(template, call)
    with call.engine(given) as engine:
        runner: TextAnswerer | TaskRunner = TaskRunner(engine, output.notice)
        if shape is None and template.output.answers:
            runner = TextAnswerer(engine)
        elif shape is None and template.output.new:
            runner = HeldRunner(engine, output.notice)
        if dry_run:
            text_task.show_preview(runner, output, task, given, as_json=call.json)
            return
        text_task.show_result(
            runner, output, task, given, as_json=call.json, stream=not no_stream, stats=stats
        )
