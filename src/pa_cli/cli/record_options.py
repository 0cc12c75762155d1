"""Options of the verbs that take many small texts."""

from typing import Annotated

import typer

from pa_cli.cli.completion import complete_words

LinesFlag = Annotated[bool, typer.Option("--lines", help="Every line is a text of its own.")]
ColumnOption = Annotated[
    str,
    typer.Option(
        "--column", help="Column of a CSV, or key of JSON Lines, with the text.", metavar="NAME"
    ),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format",
        help="lines, csv or jsonl; else told by the file's name.",
        metavar="FORMAT",
        autocompletion=complete_words(("lines", "csv", "jsonl")),
    ),
]
