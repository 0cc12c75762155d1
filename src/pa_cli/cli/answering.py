"""Showing an answer: text, JSON, a code block; and what is to be said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pa_cli.core.conversation import Chat
from pa_cli.core.errors import InterruptedByUserError, UsageError
from pa_cli.core.events import Event
from pa_cli.core.fences import first_fenced_block
from pa_cli.services.assistant import Answer, Assistant, Question
from pa_cli.ui.answer_view import AnswerView, stats_line
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is written.

    Attributes:
        json: As one JSON document.
        extract: Only its first fenced code block.
        stream: Piece by piece, as it comes.
        reasoning: Show a thinking model's reasoning on stderr.
    """

    json: bool = False
    extract: bool = False
    stream: bool = True
    reasoning: bool = True


def show_answer(
    answer: Answer, events: Iterator[Event], output: Output, *, form: Form, stats: bool
) -> None:
    """Consume `events`, write the answer in its form, and say what is to be known about it.

    Raises:
        InterruptedByUserError: Ctrl-C; what came so far was written and kept.
    """
    view = AnswerView(
        output,
        show_text=not (form.json or form.extract),
        stream=form.stream,
        show_reasoning=form.reasoning and not form.json,
    )
    view.show(events)
    if form.json:
        output.write(to_json(_document(answer)))
    elif form.extract:
        _write_block(answer, output)
    _tell(answer, output, stats=stats)


def _write_block(answer: Answer, output: Output) -> None:
    block = first_fenced_block(answer.text)
    if block is None:
        output.notice("The answer has no fenced code block; this is all of it.")
        block = answer.text
    output.write(block if block.endswith("\n") else block + "\n")


def find_chat(wiring: Wiring, chat_id: str | None, *, latest: bool) -> Chat | None:
    """The chat that a question goes on with; None for a new one.

    Raises:
        StorageError: There is no chat with this id.
        UsageError: There is no chat at all.
    """
    if chat_id:
        return wiring.chats.load(chat_id)
    if not latest:
        return None
    found = wiring.chats.latest()
    if found is None:
        raise UsageError("There is no chat to go on with.", hint='Start one: pa ask "..."')
    return found


def show_prompt(assistant: Assistant, output: Output, question: Question, *, as_json: bool) -> None:
    """Write the final prompt of `question` and its size; nothing is generated."""
    shown = assistant.preview(question)
    if as_json:
        output.write(to_json(shown))
        return
    output.write(shown.prompt.rstrip("\n") + "\n")
    output.write(f"\n[{shown.prompt_tokens:,} tokens; the context window is {shown.context:,}]\n")


def _document(answer: Answer) -> dict[str, Any]:
    finished = answer.finished
    return {
        "text": answer.text,
        "data": None,
        "model": answer.model,
        "chat_id": answer.chat.id if answer.chat else None,
        "finish_reason": finished.finish_reason if finished else None,
        "usage": finished.usage if finished else None,
        "timings": finished.timings if finished else None,
        "reasoning": answer.reasoning or None,
        "sources": [],
        "tool_calls": [],
    }


def _tell(answer: Answer, output: Output, *, stats: bool) -> None:
    """What is to be known about the answer, on stderr; an interrupted one is exit 130."""
    finished = answer.finished
    if finished is not None and (stats or output.verbose):
        output.notice(stats_line(finished.usage, finished.timings))
    if answer.interrupted:
        kept = f" What came so far is kept: pa history show {answer.chat.id}" if answer.chat else ""
        raise InterruptedByUserError(f"Interrupted.{kept}")
    if finished is not None and finished.finish_reason == "length":
        output.notice(
            f"The answer was cut after {finished.usage.completion_tokens:,} tokens. "
            "Allow more with --max-tokens, or go on with: pa ask -c continue"
        )
    if not answer.text.strip():
        output.notice("The model gave an empty answer.")
