"""`pa extract`: data out of texts."""

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
    VerboseFlag,
    YesFlag,
    setting_options,
)
from pa_cli.cli.record_options import ColumnOption, FormatOption, LinesFlag
from pa_cli.core.setting_specs import ENGINE_SETTINGS, GENERATION_SETTINGS


@setting_options(*GENERATION_SETTINGS, *ENGINE_SETTINGS)
def extract(
    context: typer.Context,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", help="The text; piped text goes before it."),
    ] = None,
    fields: Annotated[
        str,
        typer.Option(
            "--fields", help="What to find: `name, date date, amount number`.", metavar="FIELDS"
        ),
    ] = "",
    schema: Annotated[
        str, typer.Option("--schema", help="The same as JSON Schema.", metavar="SCHEMA")
    ] = "",
    entities: Annotated[
        bool,
        typer.Option(
            "--entities", help="People, organisations, places, dates, amounts and contacts."
        ),
    ] = False,
    many: Annotated[
        bool, typer.Option("--many", help="The text holds several such records.")
    ] = False,
    lines: LinesFlag = False,
    column: ColumnOption = "",
    form: FormatOption = "",
    file: FileOption = None,
    model: ModelOption = None,
    json: JsonFlag = False,
    yes: YesFlag = False,
    offline: OfflineFlag = False,
    quiet: QuietFlag = False,
    verbose: VerboseFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Pull data out of texts: `pa extract --fields "name, due date, total number" -f invoice.txt`.

    Every value stands in the text, or it is null: nothing is made up. Dates and numbers are read
    by code. `--json` tells where each value stands.
    """
    from pa_cli.cli import text_task
    from pa_cli.cli.extraction import extraction_work, read_wish
    from pa_cli.cli.record_work import RecordWork
    from pa_cli.services.extracting import Extractor

    output = make_output(quiet=quiet, verbose=verbose)
    wiring = invocation(context).wiring(flags, offline=offline)
    wish = read_wish(fields, schema, entities=entities)
    task = text_task.make_task(wiring, wiring.templates.load("extract"), {})
    work = RecordWork(wiring, output, text or (), file, lines=lines, column=column, form=form)
    engine = text_task.open_model(wiring, output, model, yes=yes)
    with closing(engine):
        extractor = Extractor(engine, task, wish, wiring.read_date, many=many)
        find = extraction_work(extractor, wiring.read_date, entities=entities, spans=json)
        work.run(find, ("data",), as_json=json, model=engine.model_name)
