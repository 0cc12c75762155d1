"""Showing an answer: text, JSON, a code block; and what is to be said about it."""

import os
import shlex
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pa_cli.core.care import limit_of
from pa_cli.core.conversation import Chat
from pa_cli.core.errors import EngineError, InterruptedByUserError, NoModelError, UsageError
from pa_cli.core.events import Event
from pa_cli.core.fences import first_fenced_block
from pa_cli.core.schema import Schema
from pa_cli.services.answers import Answer, Question
from pa_cli.services.assistant import Assistant
from pa_cli.services.found_passages import Scope
from pa_cli.storage.text_input import TextReader
from pa_cli.ui.answer_view import AnswerView, stats_line
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.wiring import Wiring

if TYPE_CHECKING:
    from pa_cli.core.passage import PassageKind

_MOST_SCHEMA_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is written.

    Attributes:
        json: As one JSON document.
        schema: It is data of this shape.
        extract: Only its first fenced code block.
        stream: Piece by piece, as it comes.
        reasoning: Show a thinking model's reasoning on stderr.
        finish: What code adds to data, or holds against it.
    """

    json: bool = False
    schema: Schema | None = None
    extract: bool = False
    stream: bool = True
    reasoning: bool = True
    finish: Callable[[Any], Any] = lambda data: data


def show_answer(
    answer: Answer,
    events: Generator[Event],
    output: Output,
    *,
    form: Form,
    stats: bool,
    explain: bool = False,
    limit: str = "",
    facts: Callable[[], Mapping[str, object]] = dict,
) -> None:
    """Consume `events`, write the answer in its form, and say what is to be known about it.

    Args:
        answer: Grows while the events pass.
        events: The generation.
        output: The streams.
        form: How the answer is written.
        stats: Tell what it took.
        explain: Tell what it rests on.
        limit: Who would have to be asked.
        facts: More for the JSON document; asked when the answer is whole.

    Raises:
        InterruptedByUserError: Ctrl-C; what came so far was written and kept.
        SchemaError: The answer does not follow the schema.
    """
    view = AnswerView(
        output,
        show_text=not (form.json or form.schema or form.extract),
        stream=form.stream,
        show_reasoning=form.reasoning and not form.json,
        is_plain=lambda: not answer.model,
    )
    try:
        with closing(events):
            view.show(events)
    except EngineError as error:
        if not answer.text:
            raise
        raise EngineError(error.message + _what_is_kept(answer), hint=error.hint) from None
    data = form.finish(_read_data(answer, form.schema)) if form.schema else None
    if form.json:
        output.write(to_json({**answer_document(answer, data, limit=limit), **facts()}))
    elif form.schema:
        output.write(to_json(data))
    elif form.extract:
        _write_block(answer, output)
    _show_sources(answer, output, form, explain=explain)
    _tell(answer, output, stats=stats)
    if limit:
        output.notice_terminal(limit)


def _show_sources(answer: Answer, output: Output, form: Form, *, explain: bool) -> None:
    """What the answer cites, on a person's terminal, or all that is to be known with `explain`."""
    if not (explain or (output.stderr_is_terminal and not form.json)):
        return
    from pa_cli.ui import sources_view

    if explain:
        sources_view.explain(output, answer.grounding)
    else:
        sources_view.show_cited(output, answer.grounding)


def read_scope(wiring: Wiring, *, notes: bool, docs: bool, about: str | None, auto: bool) -> Scope:
    """Where among the user's own texts an answer may be looked for.

    Raises:
        UsageError: The flags contradict each other, or the item has no name.
    """
    if about is not None and (notes or docs):
        raise UsageError("--about names one thing; --notes and --docs search in all of them.")
    if about is not None and not about.strip():
        raise UsageError("--about needs the id, title or number of a note, event or to-do.")
    kinds: list[PassageKind] = []
    if notes:
        kinds.append("note")
    if docs:
        kinds.append("document")
    return Scope(tuple(kinds), (about or "").strip(), auto=auto and wiring.looks_by_itself)


@contextmanager
def telling_of_passages(assistant: Assistant, question: Question, output: Output) -> Iterator[None]:
    """Where there is no model to answer, tell at least which of the user's texts may hold the answer."""
    try:
        yield
    except NoModelError:
        found = assistant.found(question)
        if found is not None and found.candidates:
            from pa_cli.ui import sources_view

            sources_view.show_found(output, [c.source for c in found.candidates], found.noun)
        raise


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


def refuse_changes(request: str) -> None:
    """Say which command changes things, when `request` surely asks for a change.

    Raises:
        UsageError: It does; a model would only claim that it was done.
    """
    from pa_cli.core.write_request import read_write_request

    if read_write_request(request):
        said = " ".join(request.split())
        raise UsageError(
            "Nothing was changed: pa ask only reads.", hint=f"To do it: pa do {shlex.quote(said)}"
        )


def show_prompt(assistant: Assistant, output: Output, question: Question, *, as_json: bool) -> None:
    """Write the final prompt of `question` and its size; nothing is generated."""
    shown = assistant.preview(question)
    if as_json:
        output.write(to_json(shown))
        return
    output.write(shown.prompt.rstrip("\n") + "\n")
    about = "about " if shown.is_estimate else ""
    output.write(
        f"\n[{about}{shown.prompt_tokens:,} tokens; the context window is {shown.context:,}]\n"
    )


def read_schema(text: str) -> Schema:
    """The schema in the file called `text`, or in `text` itself.

    Raises:
        UsageError: It is no schema that `pa` takes.
        InputError: The file cannot be read.
    """
    from pa_cli.core.schema import parse_schema

    bare = text.strip()
    if bare.startswith("{") or not (bare.endswith(".json") or os.path.isfile(bare)):  # noqa: PTH113
        return parse_schema(text)  # os.path, because Path raises on texts that can be no path
    reader = TextReader(_MOST_SCHEMA_BYTES)
    return parse_schema("".join(reader.read(source) for source in reader.find(bare)))


def _read_data(answer: Answer, schema: Schema) -> Any:  # noqa: ANN401 - JSON is anything
    from pa_cli.services.structured_output import read_structured

    finished = answer.finished
    if finished is None or finished.finish_reason == "interrupted":
        raise InterruptedByUserError(f"Interrupted before the data was complete:\n{answer.text}")
    return read_structured(
        answer.text,
        schema,
        finish_reason=finished.finish_reason,
        max_tokens=finished.usage.completion_tokens,
    )


def answer_document(answer: Answer, data: object = None, *, limit: str = "") -> dict[str, Any]:
    """An answer as `--json` has it; `data` is what follows a schema, `limit` what it cannot be."""
    finished = answer.finished
    return {
        "text": answer.text,
        "data": data,
        "model": answer.model or None,
        "chat_id": answer.chat.id if answer.chat else None,
        "finish_reason": finished.finish_reason if finished else None,
        "usage": finished.usage if finished else None,
        "timings": finished.timings if finished else None,
        "reasoning": answer.reasoning or None,
        "sources": answer.grounding.sources,
        "search": answer.grounding.search,
        "tool_calls": answer.grounding.tool_calls,
        "limit": limit or None,
    }


def limit_for(question: Question) -> str:
    """That a doctor, lawyer or adviser would have to be asked, once a chat; "" for nothing."""
    earlier = [turn.user for turn in question.chat.turns] if question.chat else []
    return limit_of(question.instruction, earlier)


def _what_is_kept(answer: Answer) -> str:
    if answer.chat is None:
        return ""
    what = "What came so far" if answer.text else "The question"
    return f" {what} is kept: pa history show {answer.chat.id}"


def _tell(answer: Answer, output: Output, *, stats: bool) -> None:
    """What is to be known about the answer, on stderr; an interrupted one is exit 130."""
    finished = answer.finished
    if finished is not None and (stats or output.verbose):
        output.notice(
            stats_line(finished.usage, finished.timings)
            if answer.model
            else "No model was asked: the answer is from your data and from code."
        )
    if answer.interrupted:
        raise InterruptedByUserError("Interrupted." + _what_is_kept(answer))
    if finished is not None and finished.finish_reason == "length":
        go_on = ", or go on with: pa ask -c continue" if answer.chat else "."
        output.notice(
            f"The answer was cut after {finished.usage.completion_tokens:,} tokens. "
            f"Allow more with --max-tokens{go_on}"
        )
    if answer.is_circular:
        output.notice(f"{answer.model} began to repeat itself and was stopped.")
    if not answer.text.strip():
        output.notice("The model gave an empty answer.")
