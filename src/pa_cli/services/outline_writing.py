"""Long texts: an outline first, and then section by section below its headings."""

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from pa_cli.core.closing_remark import is_remark
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Event, TextDelta
from pa_cli.core.languages import Language
from pa_cli.core.prompt_echo import echo_check
from pa_cli.core.said_before import SaidBefore
from pa_cli.core.schema import parse_schema
from pa_cli.core.sentence_stream import SentenceStream
from pa_cli.services.answers import Answer
from pa_cli.services.language_watch import held_to, is_in, told_twice
from pa_cli.services.structured_output import read_structured
from pa_cli.services.text_tasks import TaskRunner, TextTask

_OUTLINE = parse_schema("""{"type": "object", "properties": {
  "title": {"type": "string", "minLength": 2, "maxLength": 120},
  "sections": {"type": "array", "minItems": 2, "maxItems": 12,
    "items": {"type": "string", "minLength": 2, "maxLength": 120}}},
  "required": ["title", "sections"], "additionalProperties": false}""")
_FEWEST_SECTIONS = 2
_SECTION_TOKENS = 700
_SECTION_ENDS = ("\n# ", "\n## ", "\n---")
_HEADING = re.compile(r"#{1,2}\s[^\n]*\n?\s*")
_OF_OUTLINE = re.compile(
    r"\bis called [\"“].*\bsections\b|^\W*(?:[^:：]{1,120}[:：]\W*)?This section (?:will )?"
    r"(?:introduce|discuss|highlight|provide|summari[sz]e|explain|cover|describe|explore|conclude|outline)(?:e?s)?\b"
)
_COUNT = re.compile(r"^(?:第?[一二三四五六七八九十\d]+\s*[、.．)）章节:：]\s*)+")
_LIVELIER = 0.8
"""Temperature of a second try."""


class OutlineWriter:
    """Writes an outline and its sections.

    Args:
        runner: The model at work.
        task: The template `write` with its values.
        language: What the text has to be in.

    Attributes:
        stopped: Headings of the sections that were not brought to an end.
        left_out: Headings of the sections that said nothing of their own.
    """

    def __init__(self, runner: TaskRunner, task: TextTask, language: Language) -> None:
        self._runner = runner
        self._task = task
        self._language = language
        self.stopped: list[str] = []
        self.left_out: list[str] = []

    def outline(self, draft: str = "") -> tuple[str, list[str]]:
        """Title and section headings for the text, or for what is still to come of a draft.

        One in another language, or of what the model was told to do, is made again, once.

        Raises:
            SchemaError: The model gave none.
        """
        values = {
            **self._task.values,
            "before": "The beginning is written:" if draft else "",
            "step": f"First make the outline of {'what comes next' if draft else 'it'}: the title and"
            " the headings.",
        }
        task = replace(self._task, values=values, schema=_OUTLINE)
        title, headings = self._outlined(task, draft)
        is_right = all(is_in(words, self._language) for words in (title, " ".join(headings)))
        if is_right and len(headings) >= _FEWEST_SECTIONS:
            return title, headings
        sampling = replace(task.sampling, temperature=_LIVELIER)
        again = told_twice(replace(task, sampling=sampling), self._language)
        other_title, others = self._outlined(again, draft)
        return other_title, others or headings or [other_title]

    def _outlined(self, task: TextTask, draft: str) -> tuple[str, list[str]]:
        answer = self._runner.complete(task, draft)
        reason = answer.finished.finish_reason if answer.finished else "stop"
        data: dict[str, Any] = read_structured(answer.text, _OUTLINE, finish_reason=reason)
        asked = f"{task.values.get('topic', '')}\n{task.values.get('points', '')}\n{draft}"
        is_echo = echo_check(task.template.system, asked)
        headings: dict[str, str] = {}
        for said in data["sections"]:
            heading = said.strip(" #").rstrip("。.")
            named = _COUNT.sub("", heading)
            if named and not is_echo(named):
                headings.setdefault(named.casefold(), heading)
        return data["title"].strip(" #"), list(headings.values())

    def sections(self, title: str, headings: list[str], draft: str = "") -> Iterator[str]:
        """The whole text in pieces, section by section after the outline; a draft is gone on with.

        The model goes on writing below each heading: it sees all that stands above, and the prompt
        stays the same, which makes it fast. Sentences that stand above already are left out; a
        section of nothing else is tried again, once.

        Raises:
            InterruptedByUserError: Ctrl-C; what was yielded stands.
        """
        beginning = "" if draft else f"# {title}\n\n"
        written = f"{draft.rstrip()}\n\n" if draft else beginning
        yield beginning
        values = {**self._task.values, "step": _section_wish(title, headings, self._task)}
        sampling = replace(
            self._task.sampling,
            stop=(*self._task.sampling.stop, *_SECTION_ENDS),
            max_tokens=min(self._task.sampling.max_tokens, _SECTION_TOKENS),
        )
        said = SaidBefore(draft)
        for heading in headings:
            shown = f"## {heading}\n\n"
            lead = written + shown
            for temperature in (sampling.temperature, _LIVELIER):
                asked = replace(sampling, temperature=temperature)
                task = replace(self._task, values=values, sampling=asked, lead=lead)
                for piece in self._section(task, heading, said):
                    yield shown + piece
                    written += shown + piece
                    shown = ""
                if not shown:
                    break
            if shown:
                self.left_out.append(heading)
            else:
                yield "\n\n"
                written += "\n\n"

    def _section(self, task: TextTask, heading: str, said: SaidBefore) -> Iterator[str]:
        answer, events = self._in_language(task)
        kept = _Trimmed()
        fresh = SentenceStream(lambda sentence: _is_about_itself(sentence) or said(sentence))
        shown = ""
        with closing(events):
            for event in events:
                if isinstance(event, TextDelta):
                    shown += fresh.feed(kept.feed(event.text))
                    if shown.strip():
                        yield shown.rstrip()
                        shown = shown[len(shown.rstrip()) :]
        if rest := (shown + fresh.feed(kept.finish()) + fresh.finish()).rstrip():
            yield rest
        if answer.interrupted:
            raise InterruptedByUserError("Interrupted.")
        reason = answer.finished.finish_reason if answer.finished else "stop"
        if (answer.is_circular or reason == "length") and heading not in self.stopped:
            self.stopped.append(heading)

    def _in_language(self, task: TextTask) -> tuple[Answer, Generator[Event]]:
        answer, events = self._runner.run(task, "")

        def again() -> tuple[Answer, Generator[Event]]:
            return self._runner.run(told_twice(task, self._language), "")

        return answer, held_to(self._language, answer, events, again)


def _section_wish(title: str, headings: list[str], task: TextTask) -> str:
    size = "" if task.values.get("length") else " Write 80 to 180 words for each section."
    return (
        f'The whole is called "{title}" and has these sections: {"; ".join(headings)}.{size} Each'
        " section says something of its own; below its heading comes its text."
    )


def _is_about_itself(sentence: str) -> bool:
    """Whether a sentence speaks of the outline, not of what the text is about."""
    return is_remark(sentence) or bool(_OF_OUTLINE.search(sentence))


class _Trimmed:
    """The text of a section without space at its ends, and without a heading that it begins with."""

    def __init__(self) -> None:
        self._head: str | None = ""
        self._space = ""

    def feed(self, text: str) -> str:
        if self._head is not None:
            self._head = (self._head + text).lstrip()
            if not self._head or (self._head.startswith("#") and "\n" not in self._head):
                return ""
            text, self._head = _HEADING.sub("", self._head), None
        text = self._space + text
        shown = text.rstrip()
        self._space = text[len(shown) :]
        return shown

    def finish(self) -> str:
        head, self._head = self._head, None
        return _HEADING.sub("", head).rstrip() if head else ""
