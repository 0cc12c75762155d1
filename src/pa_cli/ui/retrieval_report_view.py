"""How well questions were answered from texts, as figures and as JSON."""

from collections.abc import Iterator, Sequence

from pa_cli.core.retrieval_report import RetrievalReport
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, terminal_columns


def show_retrieval(
    output: Output, reports: Sequence[RetrievalReport], *, mistakes: bool, as_json: bool
) -> None:
    """The figures of each run."""
    if as_json:
        output.write(to_json({"runs": reports}))
        return
    columns = terminal_columns() if output.stdout_is_terminal else 10_000
    for number, report in enumerate(reports):
        lines = ["", *_lines(report)] if number else list(_lines(report))
        if mistakes:
            lines += _mistakes(report)
        output.write("".join(f"{cut(line, columns)}\n" for line in lines))


def _lines(report: RetrievalReport) -> Iterator[str]:
    unanswerable = report.questions - report.answerable
    yield clean_line(report.model or "search alone")
    yield f"  {report.documents:,} texts, {report.questions:,} questions, {unanswerable:,} without answer"
    figures = (
        ("recall@5", report.recall_at_5),
        ("MRR", report.mrr),
        ("taken up without a flag", report.looks),
        ("citation precision", report.citation_precision),
        ("right text cited", report.cited),
        ("answers right", report.answers_right),
        ("refusals right", report.refusals_right),
        ("refused wrongly", report.refused_wrongly),
    )
    for name, value in figures:
        if value is not None:
            yield f"  {name:<24} {value:.3f}"
    yield f"  {report.seconds_mean:.3f} s a question, {report.seconds_median:.3f} s half of them"


def _mistakes(report: RetrievalReport) -> Iterator[str]:
    for one in report.outcomes:
        if one.is_fault:
            wanted = ", ".join(one.wanted) or "nothing"
            cited = ", ".join(one.cited) or "nothing"
            found = ", ".join(one.ranked[:3])
            text = clean_line(one.text) or f"found {found}"
            yield f"  {clean_line(one.question)} wanted {wanted}, cited {cited}: {text}"
