"""`pa extract`: data out of texts."""

from typing import Annotated

import typer

from pa_cli.cli.text_verb import TextCall, text_verb


@text_verb(records=True)
def extract(
    call: TextCall,
    *,
    fields: Annotated[
        str,
        typer.Option(
            "--fields", help="What to find: `name, date, amount number`.", metavar="FIELDS"
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
) -> None:
    """Pull data out of texts: `pa extract --fields "name, due date, total number" -f invoice.txt`.

    Every value stands in the text, or it is null: nothing is made up. Dates and numbers are read
    by code. `--json` tells where each value stands. A table comes back with a column for each field.
    """
    from pa_cli.cli.extraction import Form, column_names, extraction_work, read_wish
    from pa_cli.services.extracting import Extractor

    wish = read_wish(fields, schema, entities=entities)
    task = call.task("extract", {})
    work = call.open_records()
    read_date = call.wiring.read_date
    with call.engine(work.text) as engine:
        extractor = Extractor(engine, task, wish, read_date, many=many, closely=entities)
        columns = column_names(wish, entities=entities) if work.is_table and not many else ()
        form: Form = "json" if call.json else "columns" if columns else "data"
        find = extraction_work(extractor, read_date, entities=entities, form=form)
        names = columns if form == "columns" else ("data",)
        work.run(find, names, as_json=call.json, model=engine.model_name)
