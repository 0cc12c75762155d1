"""Results of text evaluations: a table of models and templates, a document, a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape

from pa_cli.core.evaluation import TextReport
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, pad, terminal_columns, width

_COLOURS = ("#2a6f97", "#e07a5f", "#81b29a", "#f2cc8f", "#6d597a", "#3d405b")
_MOST_CONFUSIONS = 8
_CHARACTER = 8
"""About the width of a letter of the picture, in its units."""


def show_reports(
    output: Output, reports: Sequence[TextReport], *, mistakes: bool, as_json: bool
) -> None:
    """One line a model and template; labels and what was taken for what below."""
    if as_json:
        first = reports[0]
        runs = [asdict(report) for report in reports]
        output.write(to_json({"task": first.task, **first.metrics, "runs": runs}))
        return
    columns = terminal_columns() if output.stdout_is_terminal else 10_000
    for line in [*_table(reports), *_details(reports)]:
        output.write(cut(line, columns).rstrip() + "\n")
    if mistakes:
        for report in reports:
            for line in _worst(report):
                output.write(cut(line, columns).rstrip() + "\n")


def plot(reports: Sequence[TextReport]) -> str:
    """The metrics as bars, as an SVG picture."""
    names = list(reports[0].metrics)
    bar, gap, left, top, height = 26, 18, 44, 40, 180
    title = f"{reports[0].task}, {reports[0].samples} examples"
    legend = [f"{report.model}, {report.template}" for report in reports]
    group = max(len(reports) * bar, _CHARACTER * max(map(width, names))) + gap
    widest = _CHARACTER * max(map(width, [*legend, title])) + gap
    total = left + max(len(names) * group, widest) + gap
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{top + height + 60 + 18 * len(reports)}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="100%" height="100%" fill="white"/>'
        f'<text x="{left}" y="22" font-size="15">{escape(title)}</text>',
    ]
    for share in (0.0, 0.5, 1.0):
        y = top + height * (1 - share)
        parts.append(
            f'<line x1="{left}" y1="{y}" x2="{total}" y2="{y}" stroke="#ccc"/>'
            f'<text x="8" y="{y + 4}">{share:.1f}</text>'
        )
    for place, name in enumerate(names):
        start = left + gap + place * group
        for number, report in enumerate(reports):
            value = report.metrics[name]
            tall = height * value
            parts.append(
                f'<rect x="{start + number * bar}" y="{top + height - tall}" width="{bar - 4}"'
                f' height="{tall}" fill="{_COLOURS[number % len(_COLOURS)]}"/>'
                f'<text x="{start + number * bar}" y="{top + height - tall - 4}" font-size="10">{value:.2f}</text>'
            )
        parts.append(f'<text x="{start}" y="{top + height + 18}">{escape(name)}</text>')
    for number, label in enumerate(legend):
        y = top + height + 42 + 18 * number
        parts.append(
            f'<rect x="{left}" y="{y - 10}" width="12" height="12" fill="{_COLOURS[number % len(_COLOURS)]}"/>'
            f'<text x="{left + 18}" y="{y}">{escape(label)}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _table(reports: Sequence[TextReport]) -> Iterator[str]:
    names = [clean_line(f"{report.model}, {report.template}") for report in reports]
    widest = max(map(width, names))
    metrics = list(reports[0].metrics)
    yield pad(f"{reports[0].samples} examples", widest) + "".join(
        f"  {name:>11}" for name in [*metrics, "s each", "tokens/s"]
    )
    for name, report in zip(names, reports, strict=True):
        figures = [f"{report.metrics[metric]:.3f}" for metric in metrics]
        figures += [f"{report.seconds:.2f}", f"{report.tokens_per_second:.0f}"]
        yield pad(name, widest) + "".join(f"  {figure:>11}" for figure in figures)


def _details(reports: Sequence[TextReport]) -> Iterator[str]:
    for report in reports:
        if not report.labels:
            continue
        yield ""
        yield f"{clean_line(report.model)}, {clean_line(report.template)}"
        widest = max(width(score.label) for score in report.labels)
        yield f"  {pad('label', widest)}  precision  recall     f1  examples"
        for score in report.labels:
            precision = "-" if score.precision is None else f"{score.precision:.2f}"
            recall = "-" if score.recall is None else f"{score.recall:.2f}"
            figures = f"{precision:>9}  {recall:>6}  {score.f1:>5.2f}  {score.support:>8}"
            yield f"  {pad(clean_line(score.label), widest)}  {figures}"
        if fit := report.calibration:
            yield (
                f"  calibration error of the scores {fit.error:.3f}; with a temperature of"
                f" {fit.temperature:.2f} it is {fit.error_after:.3f}"
            )
        for one in report.confusions[:_MOST_CONFUSIONS]:
            yield f"  {one.count} x {clean_line(one.expected)} taken for {clean_line(one.predicted)}"


def _worst(report: TextReport) -> Iterator[str]:
    yield ""
    yield f"{clean_line(report.model)}, the worst first"
    for one in sorted(report.outcomes, key=lambda outcome: (outcome.score, outcome.line)):
        if one.score < 1:
            said, wanted = clean_line(one.predicted), clean_line(one.expected)
            yield f"  line {one.line}, {one.score:.2f}: {said}  (expected: {wanted})"
