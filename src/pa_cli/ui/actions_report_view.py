"""How well requests were read, as tables and as JSON."""

from collections.abc import Iterator, Mapping, Sequence

from pa_cli.core.actions_report import ActionsReport
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns

_MOST_CONFUSIONS = 12


def show_actions(
    output: Output,
    reports: Sequence[ActionsReport],
    mapping: Mapping[str, str],
    problems: Sequence[str],
    *,
    mistakes: bool,
    as_json: bool,
) -> None:
    """How well requests were read; `mapping` says which actions count as another one."""
    if as_json:
        output.write(to_json(_document(reports, mapping, problems)))
        return
    columns = terminal_columns() if output.stdout_is_terminal else 10_000
    for number, report in enumerate(reports):
        lines = [""] if number else []
        lines += _lines(report)
        if mistakes:
            lines += _mistakes(report)
        output.write("".join(f"{cut(line, columns)}\n" for line in lines))
    if mapping:
        named = ", ".join(f"{ours} as {theirs}" for ours, theirs in mapping.items())
        output.write(f"\nThe labels lack some actions; counted: {named}.\n")


def _document(
    reports: Sequence[ActionsReport], mapping: Mapping[str, str], problems: Sequence[str]
) -> dict[str, object]:
    first = reports[0]
    return {
        "accuracy": first.accuracy,
        "model": first.model,
        "requests": first.requests,
        "mapping": mapping,
        "problems": problems,
        "runs": reports,
    }


def _lines(report: ActionsReport) -> Iterator[str]:
    yield f"{clean_line(report.model or 'rules alone')}: {_percent(report.accuracy)} right"
    yield f"  {report.requests:,} requests, {_percent(report.by_rules)} decided by rules"
    if report.rules_accuracy is not None:
        yield f"  of those {_percent(report.rules_accuracy)} right"
    if report.model_accuracy is not None:
        yield f"  of the others {_percent(report.model_accuracy)} right"
    yield f"  {report.seconds_mean:.3f} s a request"
    if report.seconds_model is not None:
        yield f"  {report.seconds_model:.3f} s where rules did not decide (median)"
    yield ""
    yield f"{pad('action', 15)} precision  recall     f1  requests"
    for score in report.actions:
        figures = f"{_short(score.precision):>9} {_short(score.recall):>7} {score.f1:>6.2f}"
        yield f"{pad(score.label, 15)} {figures} {score.support:>9}"
    if report.confusions:
        yield ""
        yield "labelled as, read as:"
    for one in report.confusions[:_MOST_CONFUSIONS]:
        yield f"{one.count:>4}  {one.expected} -> {one.predicted}"


def _mistakes(report: ActionsReport) -> Iterator[str]:
    yield ""
    for one in report.mistakes:
        yield f"{one.line:>4}  {one.expected} -> {one.predicted} ({one.by})  {clean_line(one.text)}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _short(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"
