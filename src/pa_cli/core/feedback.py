"""What the user said of answers: good ones are examples, bad ones tell what to avoid."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from pa_cli.core.bm25 import content_words
from pa_cli.core.conversation import Turn
from pa_cli.core.memory_format import id_of, origin_of, origin_record, text_of, time_of
from pa_cli.core.memory_item import TYPED, Origin

Verdict = Literal["good", "bad"]

LEAST_SHARED_WORDS = 2
LEAST_SHARE = 0.5
"""A request is similar when at least two words of meaning, and half of those of each, are shared."""

MOST_EXAMPLES = 2
MOST_CHARACTERS_SHOWN = 1_000
"""Room for examples before a question, about 250 tokens; longer answers are no examples."""

_NAMED_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the user said of one answer.

    Attributes:
        id: Short and unique.
        verdict: Good or bad.
        question: What was asked, whole.
        answer: What was answered, whole.
        why: The user's words on it, "" for none.
        origin: The turn.
        model: Name of the model that answered.
        created: When it was said.
    """

    id: str
    verdict: Verdict
    question: str
    answer: str
    why: str = ""
    origin: Origin = TYPED
    model: str = ""
    created: datetime | None = None

    @property
    def title(self) -> str:
        """The question in one line."""
        line = " ".join(self.question.split())
        if len(line) <= _NAMED_CHARACTERS:
            return line
        return line[: _NAMED_CHARACTERS - 1] + "…"


def similar(question: str, marked: Sequence[Feedback]) -> list[Feedback]:
    """Those of `marked` whose question is like `question`, the most alike first, then the newest."""
    asked = set(content_words(question))
    found = []
    for place, one in enumerate(marked):
        words = set(content_words(one.question))
        shared = len(asked & words)
        share = shared / max(len(asked), len(words), 1)
        if shared >= LEAST_SHARED_WORDS and share >= LEAST_SHARE:
            found.append((-share, -place, one))
    return [one for *_, one in sorted(found, key=lambda entry: entry[:2])]


def choose_examples(
    question: str, marked: Sequence[Feedback], earlier: Iterable[Turn]
) -> list[Feedback]:
    """What is told with `question`: similar answers, as many as there is room for.

    What stands in the conversation already, as a turn or as an example, is left out.
    """
    turns = list(earlier)
    chosen: list[Feedback] = []
    room = MOST_CHARACTERS_SHOWN
    for one in similar(question, marked):
        if len(chosen) == MOST_EXAMPLES:
            break
        note = example_note(one)
        in_sight = any(turn.user == one.question or note in turn.context for turn in turns)
        if not in_sight and len(note) <= room:
            chosen.append(one)
            room -= len(note)
    return chosen


def example_note(one: Feedback) -> str:
    """What the model is told of an answer; a question that looks like a block cannot close it."""
    if one.verdict == "good":
        return f'[The user liked this answer to "{one.title}":\n{_inside(one.answer)}\n]\n'
    why = " ".join(one.why.split()).rstrip(".。")
    said = f"What they said of it: {why}." if why else "Answer in another way."
    return f'[The user did not like an earlier answer to "{one.title}". {said}]\n'


def _inside(text: str) -> str:
    return re.sub(r"^\]", " ]", text.strip(), flags=re.MULTILINE)


def feedback_from(record: Mapping[str, Any]) -> Feedback:
    """The feedback that a record tells.

    Raises:
        ValueError: Something in it cannot be right; with a sentence.
    """
    verdict = text_of(record, "verdict", needed=True)
    if verdict not in get_args(Verdict):
        raise ValueError(f"verdict is {verdict!r}; it must be good or bad")
    question = text_of(record, "question", needed=True)
    return Feedback(
        id=text_of(record, "id") or id_of(question + text_of(record, "answer")),
        verdict="good" if verdict == "good" else "bad",
        question=question,
        answer=text_of(record, "answer", needed=verdict == "good"),
        why=text_of(record, "why"),
        origin=origin_of(record),
        model=text_of(record, "model"),
        created=time_of(record, "created"),
    )


def feedback_record(one: Feedback) -> dict[str, Any]:
    """`one` as it is written."""
    record: dict[str, Any] = {"id": one.id, "verdict": one.verdict}
    if one.why:
        record["why"] = one.why
    record |= {"question": one.question, "answer": one.answer, **origin_record(one.origin)}
    if one.model:
        record["model"] = one.model
    if one.created is not None:
        record["created"] = one.created
    return record
