"""A summary while it is made, and when it is done."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict

from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Event, ReasoningDelta, TextDelta
from pa_cli.core.summary import Folding, Notice, Reading, Summary, SummaryEvent, SummaryPlan
from pa_cli.ui import answer_view
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.progress import ProgressDisplay
from pa_cli.ui.sanitize import clean_line


class SummaryView:
    """Shows progress on stderr until the summary begins, then its words on stdout.

    Args:
        output: The streams.
        size: About how many bytes the text has, None when nobody knows.
        as_json: The summary is wanted as a document later, so its words are not shown.
    """

    def __init__(self, output: Output, *, size: int | None, as_json: bool) -> None:
        self._output = output
        self._size = size
        self._as_json = as_json
        self._parts_done = 0
        self._summary: Summary | None = None
        self._notices: list[str] = []

    def show(self, events: Iterator[SummaryEvent]) -> Summary:
        """Consume `events`; returns the last one.

        Raises:
            InterruptedByUserError: Ctrl-C; says what is kept.
        """
        view = answer_view.AnswerView(
            self._output, show_text=not self._as_json, show_reasoning=self._output.verbose
        )
        view.show(self._words(events))
        for text in self._notices:
            self._output.notice(text)
        if self._summary is None:
            raise InterruptedByUserError(f"Interrupted.{self._kept()}")
        return self._summary

    def _words(self, events: Iterator[SummaryEvent]) -> Iterator[Event]:
        """The words of the summary; it just ends when the user stops it, so that all is shown."""
        with ExitStack() as bar:
            task = bar.enter_context(
                ProgressDisplay(self._output).task("Reading", total=self._size, unit="bytes")
            )
            try:
                for event in events:
                    match event:
                        case Reading(part, bytes_done, parts_done):
                            self._parts_done = parts_done
                            task.describe(f"Reading part {part}" if part > 1 else "Reading")
                            task.update(bytes_done)
                        case Folding(summaries):
                            task.describe(f"Merging {summaries} parts")
                        case Notice(text):
                            self._notices.append(text)
                        case Summary():
                            self._summary = event
                        case TextDelta() | ReasoningDelta():
                            if not self._as_json:
                                bar.close()
                            yield event
            except (InterruptedByUserError, KeyboardInterrupt):
                return

    def _kept(self) -> str:
        if not self._parts_done:
            return ""
        parts = "1 part is" if self._parts_done == 1 else f"{self._parts_done} parts are"
        return f" {parts} finished and kept: the same command goes on from there."


def show_heading(output: Output, text: str) -> None:
    """Name what the next summary is of."""
    output.write(f"## {clean_line(text)}\n\n")


def write_document(
    output: Output,
    summary: Summary,
    files: Sequence[str],
    each: Sequence[tuple[str, Summary]] = (),
) -> None:
    """Write `summary` as one JSON document, with the summaries of the single files in it."""
    singles = [{"file": name, **asdict(one)} for name, one in each]
    output.write(to_json({**asdict(summary), "files": list(files), "each": singles}))


def write_plan(output: Output, plan: SummaryPlan, *, as_json: bool) -> None:
    """Write what would be done."""
    if as_json:
        output.write(to_json(plan))
        return
    output.write(plan.prompt.rstrip("\n") + "\n")
    parts = "at once" if plan.parts == 1 else f"in {plan.parts} parts; this is the first"
    output.write(
        f"\n[{plan.input_tokens:,} tokens of text, read {parts};"
        f" this prompt is {plan.prompt_tokens:,} tokens; the context window is"
        f" {plan.context_limit:,}]\n"
    )


def stats_lines(summary: Summary) -> str:
    """What was read, and how fast."""
    percent = 100 * summary.tokens_read // max(1, summary.input_tokens)
    parts = "1 part" if summary.parts == 1 else f"{summary.parts} parts"
    facts = [f"{percent} % of {summary.input_tokens:,} tokens read in {parts}"]
    if summary.kept_parts:
        facts.append(f"{summary.kept_parts} kept from an earlier run")
    if summary.folds:
        facts.append(f"merged {summary.folds} times on the way")
    facts.append(f"{summary.seconds:.1f} s in all")
    return ", ".join(facts) + "\n" + answer_view.stats_line(summary.usage, summary.timings)
