"""An answer as it comes: text to stdout, reasoning and statistics to stderr."""

from collections.abc import Callable, Iterator
from typing import Protocol

from pa_cli.core.events import (
    Event,
    Finished,
    PromptProgress,
    ReasoningDelta,
    TextDelta,
    Timings,
    Usage,
)
from pa_cli.ui.console import Output, appearance


class AnswerView:
    """Shows the events of one generation.

    Args:
        output: The streams.
        show_text: Write the answer; off when the caller needs it whole first.
        stream: Write pieces as they come; off waits for the end.
        show_reasoning: Show a thinking model's reasoning on stderr.
        is_plain: Whether the answer is plain text, whatever signs of Markdown are in it; asked
            when it begins.
    """

    def __init__(
        self,
        output: Output,
        *,
        show_text: bool = True,
        stream: bool = True,
        show_reasoning: bool = True,
        is_plain: Callable[[], bool] = lambda: False,
    ) -> None:
        self._output = output
        self._show_text = show_text
        self._stream = stream
        self._show_reasoning = show_reasoning
        self._is_plain = is_plain
        self._in_reasoning = False
        self._waiting = False
        self._text = ""
        self._printer: _Printer | None = None

    def show(self, events: Iterator[Event]) -> None:
        """Consume `events` and show what is to be shown; a text always ends with a newline."""
        self._text = ""
        try:
            for event in events:
                self._show_event(event)
        finally:  # also what came of an answer that broke off is shown to its end
            if self._show_text and self._printer is not None:
                if not self._stream:
                    self._printer.feed(self._text)
                self._printer.finish()
                self._printer = None

    def _show_event(self, event: Event) -> None:
        match event:
            case TextDelta():
                self._printer = self._printer or self._make_printer()
                self._end_waiting()
                self._end_reasoning()
                self._text += event.text
                if self._show_text and self._stream:
                    self._printer.feed(event.text)
            case ReasoningDelta():
                self._end_waiting()
                self._begin_reasoning(event.text)
            case PromptProgress():
                self._show_waiting(event)
            case Finished():
                self._end_waiting()
                self._end_reasoning()

    def _make_printer(self) -> "_Printer":
        if self._output.stdout_is_terminal and self._is_plain():
            return _WrappedPrinter(self._output)
        rendered = self._output.stdout_is_terminal and appearance().markdown
        return _MarkdownPrinter(self._output) if rendered else _PlainPrinter(self._output)

    def _begin_reasoning(self, text: str) -> None:
        if self._show_reasoning and appearance().reasoning and not self._output.quiet:
            self._in_reasoning = True
            self._output.write_error_stream(text)

    def _end_reasoning(self) -> None:
        if self._in_reasoning:
            self._in_reasoning = False
            self._output.write_error_stream("\n\n")

    def _show_waiting(self, event: PromptProgress) -> None:
        """A long prompt is read in batches: say so to a person, on a line that goes away."""
        if event.done < event.total and self._output.stderr_is_terminal and not self._output.quiet:
            self._waiting = True
            self._output.write_status(f"Reading {event.done:,} of {event.total:,} tokens ...")

    def _end_waiting(self) -> None:
        if self._waiting:
            self._waiting = False
            self._output.write_status("")


class _Printer(Protocol):
    def feed(self, text: str) -> None: ...

    def finish(self) -> None: ...


class _PlainPrinter:
    """The text as it is."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._last = ""

    def feed(self, text: str) -> None:
        self._output.write(text)
        self._last = text or self._last

    def finish(self) -> None:
        if self._last and not self._last.endswith("\n"):
            self._output.write("\n")


class _WrappedPrinter:
    """Plain text for a person: whole words on a line."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._text = ""

    def feed(self, text: str) -> None:
        self._text += text

    def finish(self) -> None:
        from pa_cli.ui.text_width import terminal_columns
        from pa_cli.ui.wrapping import wrap_text

        if self._text:
            self._output.write(wrap_text(self._text.rstrip("\n"), terminal_columns()) + "\n")


class _MarkdownPrinter:
    """Markdown as a person reads it, appended line by line."""

    def __init__(self, output: Output) -> None:
        from pa_cli.ui.markdown_stream import MarkdownStream

        self._output = output
        self._stream = MarkdownStream(styled=output.stdout_is_styled)

    def feed(self, text: str) -> None:
        self._output.write_rendered(self._stream.feed(text))

    def finish(self) -> None:
        self._output.write_rendered(self._stream.finish())


def stats_line(usage: Usage, timings: Timings) -> str:
    """Tokens, cache and speed in one line."""
    evaluated = usage.prompt_tokens - usage.cached_tokens
    answer = usage.completion_tokens
    speed = answer / timings.generation_seconds if timings.generation_seconds > 0 else 0.0
    about = "about " if usage.is_estimate else ""
    guessed = f" ({usage.guessed_tokens:,} guessed)" if usage.guessed_tokens else ""
    parts = [
        f"prompt {about}{usage.prompt_tokens:,} tokens ({usage.cached_tokens:,} cached, "
        f"{evaluated:,} evaluated in {timings.prompt_seconds:.2f} s)",
        f"answer {about}{answer:,} tokens at {speed:.1f}/s{guessed}",
        f"load {timings.load_seconds:.2f} s",
        f"first token {timings.first_token_seconds:.2f} s",
    ]
    if timings.threads:  # a server does not tell
        parts.append(f"{timings.threads} thread{'s' if timings.threads != 1 else ''}")
    return " · ".join(parts)
