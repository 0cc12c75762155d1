"""What `pa summarize` does with its files: one summary, or one of each and one over all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pa_cli.cli import text_task
from pa_cli.cli.context import make_approver
from pa_cli.cli.input import StreamedInput, stream_input
from pa_cli.core.engine_ports import Engine
from pa_cli.core.summary import Minutes, Summary, SummaryEvent, SummaryOptions
from pa_cli.core.text_dates import reading_of
from pa_cli.core.text_spans import SpanIndex
from pa_cli.core.transcript import read_transcript
from pa_cli.services.summary_points import summarize_fast, with_spans
from pa_cli.services.summary_texts import with_each_told
from pa_cli.ui import summary_view
from pa_cli.ui.console import Output
from pa_cli.wiring import Wiring

_FAST_TOKENS = 1_500
_WITHOUT_LINES = ("headline", "tldr", "minutes")


@dataclass(frozen=True, slots=True)
class SummaryWork:
    """Summarizes what the user named.

    Attributes:
        wiring: The services.
        output: The streams.
        engine: The model at work.
        options: What kind of summary is wanted.
        model: As the user named it.
        keeps_parts: Use finished parts of an earlier run.
        fast: Read only the most telling sentences.
        spans: Tell where each point comes from.
        as_json: The words are wanted as a document later.
    """

    wiring: Wiring
    output: Output
    engine: Engine
    options: SummaryOptions
    model: str | None = None
    keeps_parts: bool = True
    fast: bool = False
    spans: bool = False
    as_json: bool = False

    def one(self, text: StreamedInput) -> Summary:
        """The summary of one text, shown as it comes."""
        view = summary_view.SummaryView(self.output, size=text.size, as_json=self.as_json)
        return view.show(self.events(text.blocks))

    def several(self, names: Sequence[str]) -> tuple[Summary, list[tuple[str, Summary]]]:
        """One summary of each file, and one over all of them, shown as they come."""
        each = []
        for name in names:
            self._show_heading(name)
            each.append(
                (
                    name,
                    self.one(
                        stream_input([name], settings=self.wiring.settings, output=self.output)
                    ),
                )
            )
            if not self.as_json:
                self.output.write("\n")
        self._show_heading("All of them")
        joined = "\n\n".join(f"{name}:\n{summary.text}" for name, summary in each)
        size = len(joined.encode("utf-8", "replace"))
        options = replace(self.options, texts=len(each))
        overall = replace(self, spans=False, fast=False, options=options)
        events = overall.events([joined])
        if self.options.style not in _WITHOUT_LINES:
            events = with_each_told(events, [(name, one.text) for name, one in each])
        view = summary_view.SummaryView(self.output, size=size, as_json=self.as_json)
        return view.show(events), each

    def _show_heading(self, text: str) -> None:
        if not self.as_json:
            summary_view.show_heading(self.output, text)

    def events(self, blocks: Iterable[str]) -> Iterator[SummaryEvent]:
        """The summary of the text that `blocks` make, as it comes."""
        summarizer = self.wiring.summarizer(
            self.engine, self.options, model=self.model, keeps_parts=self.keeps_parts
        )
        index = SpanIndex()
        if self.spans:
            blocks = index.watch(blocks)
        events = summarizer.summarize
        blocks = read_transcript(blocks)
        if not self.fast:
            made = events(blocks)
        else:
            made = summarize_fast(
                events,
                blocks,
                limit=min(_FAST_TOKENS, self.engine.context_limit // 2),
                count=self.engine.count_text_tokens,
                focus=self.options.focus,
            )
        return with_spans(made, index) if self.spans else made

    def read_minutes(self, summary: Summary) -> Summary:
        """`summary`, which has the style of minutes, with its data."""
        from pa_cli.services.minutes import MinutesReader, with_dates

        read = reading_of(summary.held or "", self.wiring.read_date)
        if summary.data is not None:
            return replace(summary, data=with_dates(summary.data, read))
        task = text_task.make_task(self.wiring, self.wiring.templates.load("extract"), {})
        reader = MinutesReader(self.engine, task, self.wiring.read_date, read)
        return replace(summary, data=reader.read(summary.text))


def add_todos(wiring: Wiring, output: Output, minutes: Minutes, *, yes: bool) -> None:
    """Offer the actions of `minutes` as to-dos, and add them as one change.

    Raises:
        ConfirmationError: Declined, or nobody to ask and no `--yes`.
    """
    from pa_cli.services.todos import TodoRequest

    if not minutes.actions:
        output.notice("The minutes have no actions, so there is nothing to add.")
        return
    shown = [
        f"  {action.what}"
        + (f" ({action.who})" if action.who else "")
        + (f", due {action.date.partition('T')[0]}" if action.date else "")
        for action in minutes.actions
    ]
    count = len(shown)
    what = "1 to-do" if count == 1 else f"{count} to-dos"
    make_approver(output, yes=yes).approve(f"Add {what}?", "\n".join(["", *shown]))
    with wiring.changes.together(f"Added {what} from minutes"):
        for action in minutes.actions:
            note = f"For {action.who}" if action.who else None
            due = action.date.partition("T")[0] if action.date else None
            wiring.todos.add(TodoRequest(text=action.what, due=due, note=note))
    output.notice(f"Added {what}. Take it back: pa undo")
