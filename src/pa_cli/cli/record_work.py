"""Working through one text, or through many: lines, rows, objects."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, get_args

from pa_cli.cli.input import read_input, stream_input
from pa_cli.cli.record_groups import in_groups
from pa_cli.core.errors import InterruptedByUserError, UsageError
from pa_cli.core.records import Record, RecordFormat, RecordTable, cell
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.waiting import Waiting
from pa_cli.wiring import Wiring

_SUFFIXES: dict[str, RecordFormat] = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl"}
_MOST_TOLD = 5

Work = Callable[[Iterable[str]], Iterator[Mapping[str, Any]]]
"""Takes texts; gives what was found out about each, by name, in their order."""


class RecordWork:
    """The input of a verb that works on one text or on many.

    Args:
        wiring: The services.
        output: The streams.
        words: The argument.
        files: Values of `--file`.
        lines: Every line is a text of its own.
        column: Name or number of the column with the text.
        form: A `RecordFormat`, or "" to tell by the names of the files.

    Attributes:
        text: The one text, "" where there are many.

    Raises:
        UsageError: There is no such format or column.
        EmptyInputError: There is no text.
    """

    def __init__(
        self,
        wiring: Wiring,
        output: Output,
        words: Sequence[str],
        files: Sequence[str] | None,
        *,
        lines: bool = False,
        column: str = "",
        form: str = "",
    ) -> None:
        self._output = output
        self._told = 0
        wanted = self._format(files or (), lines=lines, column=column, form=form)
        self._table: RecordTable | None = None
        self.text = ""
        if wanted is None:
            settings = wiring.settings
            self.text = read_input(
                words, files, settings=settings, output=output, mails_as_read=True
            )
        elif words:
            raise UsageError(
                "Many texts come from a pipe or a file, not from the command line.",
                hint="Name the file with -f, or pipe it in.",
            )
        else:
            found = stream_input(
                files or (), settings=wiring.settings, output=output, label_files=False
            )
            if wanted == "csv" and len(found.names) > 1:
                raise UsageError("Tables are worked through one at a time.", hint="Name one file.")
            blocks = found.blocks
            if column and not form and not files:
                first = next(blocks, "")
                wanted = "jsonl" if first.lstrip().startswith("{") else wanted
                blocks = chain([first], blocks)
            self._table = RecordTable(blocks, wanted, column)

    def _format(
        self, files: Sequence[str], *, lines: bool, column: str, form: str
    ) -> RecordFormat | None:
        if form:
            formats = get_args(RecordFormat)
            if form not in formats:
                raise UsageError(
                    f"There is no format {form!r}.", hint=f"Take {', '.join(formats)}."
                )
            return next(name for name in formats if name == form)
        suffixes = {_SUFFIXES.get(name[name.rfind(".") :].lower()) for name in files}
        if len(suffixes) == 1 and (found := suffixes.pop()):
            return found
        if column:
            return "csv"
        return "lines" if lines else None

    @property
    def is_table(self) -> bool:
        """Whether it is a table, which gets a column for each thing that is found out."""
        return self._table is not None and self._table.form == "csv"

    def run(self, work: Work, names: Sequence[str], *, as_json: bool, model: str) -> None:
        """Work through the input and write what was found out, each as it is done.

        Args:
            work: What is done with each text.
            names: The names under which it gives what it found out.
            as_json: All of it as one document at the end.
            model: The model at work.

        Raises:
            InterruptedByUserError: Ctrl-C; what was done is written.
        """
        if self._table is None:
            self._run_one(work, as_json=as_json, model=model)
        else:
            self._run_many(self._table, work, names, as_json=as_json, model=model)

    def _run_one(self, work: Work, *, as_json: bool, model: str) -> None:
        found = next(work([self.text]))
        if as_json:
            self._output.write(to_json({**found, "model": model}))
            return
        if isinstance(found.get("data"), dict | list):
            self._output.write(to_json(found["data"]))
            return
        self._output.write("\t".join(map(cell, found.values())) + "\n")

    def _run_many(
        self, table: RecordTable, work: Work, names: Sequence[str], *, as_json: bool, model: str
    ) -> None:
        done: list[dict[str, Any]] = []
        count = 0
        waiting = Waiting(self._output, "Working on")
        if not as_json:
            self._output.write(table.header(names))
        try:
            for record, found in waiting.each(_worked(table, work)):
                waiting.reached(record.number + 1)
                values = dict(found or dict.fromkeys(names))
                if record.problem:
                    self._tell(f"Line {record.number} is left out: {record.problem}.")
                if record.notice:
                    self._tell(f"Line {record.number} stands out: {record.notice}.")
                if as_json:
                    done.append({"line": record.number, "text": record.text, **values})
                else:
                    self._output.write(table.line(record, values))
                count += 1
        except InterruptedByUserError:
            raise InterruptedByUserError(f"Interrupted after {count} texts.") from None
        if as_json:
            self._output.write(to_json({"items": done, "model": model}))

    def _tell(self, text: str) -> None:
        self._told += 1
        if self._told <= _MOST_TOLD:
            self._output.notice(text)
        elif self._told == _MOST_TOLD + 1:
            self._output.notice("There are more of these.")


def _worked(
    records: Iterable[Record], work: Work
) -> Iterator[tuple[Record, Mapping[str, Any] | None]]:
    """Every record in its order, with what was found out; None for those without a text."""
    for group in in_groups(records):
        found = work([record.text for record in group if not record.problem])
        for record in group:
            if record.problem:
                yield record, None
                continue
            result = next(found, None)
            if result is None:  # nothing more is begun after Ctrl-C
                raise InterruptedByUserError("")
            yield record, result
