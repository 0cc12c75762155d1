"""What the text verbs share: their input, their model, and how a result is shown."""

import json
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from pa_cli.cli import answering
from pa_cli.cli.input import from_command_line
from pa_cli.cli.model_offer import ensure_model
from pa_cli.cli.text_verb import TextCall
from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import EmptyInputError, UsageError
from pa_cli.core.events import Event
from pa_cli.core.languages import (
    UNKNOWN,
    Language,
    clear_language,
    common_word_share,
    knows,
    nearest_language,
)
from pa_cli.core.schema import Schema
from pa_cli.core.setting_specs.assistant import (
    INPUT_ENCODING,
    INPUT_MAX_BYTES,
    INPUT_ON_OVERFLOW,
)
from pa_cli.core.template import Template
from pa_cli.services.answers import Answer, Preview
from pa_cli.services.generation import sampling_from, thinking_from
from pa_cli.services.text_tasks import TextTask
from pa_cli.storage.text_input import TextReader, TextSource
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.wiring import Wiring

_LANGUAGE_SAMPLE = 4_000
_PROSE_SHARE = 0.08


def read_parameters(given: Sequence[str]) -> dict[str, str]:
    """`KEY=VALUE` texts as a table.

    Raises:
        UsageError: One has no `=`, or a key stands twice.
    """
    values: dict[str, str] = {}
    for text in map(from_command_line, given):
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"{text!r} is no parameter.", hint="Write it as -p key=value")
        if key.strip() in values:
            raise UsageError(f"The parameter {key.strip()!r} is given twice.")
        values[key.strip()] = value
    return values


def make_task(
    wiring: Wiring, template: Template, given: Mapping[str, str], schema: Schema | None = None
) -> TextTask:
    """`template` with the values that the user gave and the settings say.

    Args:
        wiring: The services.
        template: What is asked.
        given: Values of its parameters.
        schema: The shape of the answer, instead of what the template says of it.

    Raises:
        UsageError: A parameter is not known, missing or wrong; or the template's schema is.
    """
    from pa_cli.core.rubric import narrowed, read_rubric
    from pa_cli.core.schema import parse_schema

    settings = wiring.settings
    output = template.output
    values = template.values(given)
    if schema is None and output.kind == "json":
        schema = parse_schema(output.schema)
        criteria = read_rubric(values[output.grades]) if output.grades else []
        if criteria:
            schema = parse_schema(json.dumps(narrowed(schema.document, criteria)))
    constrained = schema is not None or output.kind == "label"
    defaults = {"temperature": 0.0} if constrained else {}
    return TextTask(
        template,
        values,
        sampling=sampling_from(settings, **{**defaults, **template.sampling}),
        thinking=False if constrained else thinking_from(settings),
        schema=schema,
        labels=output.labels if output.kind == "label" and schema is None else (),
        on_overflow=settings[INPUT_ON_OVERFLOW],
    )


def read_text(template: Template, call: TextCall) -> str:
    """The input of `template`, "" when it takes none or may go without.

    Raises:
        EmptyInputError: It needs one and there is none.
        UsageError: It takes none and there is one.
    """
    if template.input == "none":
        if call.words or call.files:
            raise UsageError(
                f"The template {template.name!r} takes no text.",
                hint=f"See what it takes: pa templates show {template.name}",
            )
        return ""
    try:
        return call.read()
    except EmptyInputError:
        if template.input == "optional":
            return ""
        raise


def read_file(path: Path, wiring: Wiring) -> str:
    """The text of one file that goes with an input: a glossary, points, a draft.

    Raises:
        InputError: It cannot be read, is not text, or is too large.
    """
    reader = TextReader(wiring.settings[INPUT_MAX_BYTES], wiring.settings[INPUT_ENCODING])
    return reader.read(TextSource(str(path), path))


def open_model(wiring: Wiring, output: Output, model: str | None, *, yes: bool) -> Engine:
    """Offer a model where there is none, and load it; close it when done.

    Raises:
        NoModelError: There is no usable model.
    """
    ensure_model(wiring, output, model, yes=yes)
    return wiring.open_engine(model, notice=output.notice, detail=output.detail)


def language_of_prose(text: str) -> Language:
    """The language of `text`, unknown where it is a list of names, code or too short to tell."""
    sample = text[:_LANGUAGE_SAMPLE]
    return clear_language(sample) if common_word_share(sample) >= _PROSE_SHARE else UNKNOWN


def tell_of_languages(
    wiring: Wiring, output: Output, model: str | None, languages: Iterable[Language]
) -> None:
    """Say so when the model that is meant does not know one of `languages`."""
    known, are_all = wiring.languages_of(model)
    foreign = [language for language in languages if not knows(known, language)]
    if not (known and foreign):
        return
    names, name = ", ".join(one.plain_name for one in known), wiring.model_name(model)
    listed = f"{name} knows {names} only, not" if are_all else f"The makers of {name} do not name"
    among = "" if are_all else " among its languages"
    output.notice(
        f"{listed} {foreign[0].plain_name}{among}: expect mistakes, or take another model:"
        " pa models recommend"
    )


def tell_of_unknown_language(output: Output, language: Language) -> None:
    """Say so when nobody here can tell whether a text is in `language`; the nearest name is offered."""
    if language.code:
        return
    near = nearest_language(language.name)
    output.notice(
        f"There is no language {language.name!r} that pa knows, so that it cannot check for it"
        + (f"; did you mean {near}?" if near else ".")
    )


class Runner(Protocol):
    """Runs tasks with a model."""

    def preview(self, task: TextTask, text: str) -> Preview:
        """The final prompt, without running it."""
        ...

    def run(self, task: TextTask, text: str) -> tuple[Answer, Generator[Event]]:
        """Start on `text`; the answer is filled while the events are consumed."""
        ...


def show_preview(
    runner: Runner, output: Output, task: TextTask, text: str, *, as_json: bool
) -> None:
    """Write the final prompt and its size; nothing is generated."""
    shown = runner.preview(task, text)
    if as_json:
        output.write(to_json(shown))
        return
    output.write(shown.prompt.rstrip("\n") + "\n")
    output.write(f"\n[{shown.prompt_tokens:,} tokens; the context window is {shown.context:,}]\n")


def show_result(
    runner: Runner,
    output: Output,
    task: TextTask,
    text: str,
    *,
    as_json: bool = False,
    stream: bool = True,
    stats: bool = False,
) -> None:
    """Run `task` on `text` and write its answer.

    Raises:
        InterruptedByUserError: Ctrl-C; what came so far was written.
        SchemaError: The answer does not follow the template's schema.
    """
    answer, events = runner.run(task, text)
    form = answering.Form(
        json=as_json, schema=task.schema, stream=stream, finish=_added_up(task, text)
    )
    answering.show_answer(answer, events, output, form=form, stats=stats)


def _added_up(task: TextTask, work: str) -> Callable[[Any], Any]:
    """Holds data of `task` about `work` to what code can check of it."""
    from pa_cli.core.rubric import added_up, holds_grades, read_rubric

    grades = task.template.output.grades
    if not grades or task.schema is None or not holds_grades(task.schema.document):
        return lambda data: data
    criteria = read_rubric(task.values[grades])
    return lambda data: added_up(data, criteria, work)
