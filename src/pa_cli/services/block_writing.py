"""Working on a text piece by piece: each piece is checked, and tried again when it is not right."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.fixed_parts import lost_parts
from pa_cli.core.ports import Engine
from pa_cli.services.text_tasks import TaskRunner, TextTask

_RETRY_TEMPERATURE = 0.5
_QUOTES = {'"': '"', "“": "”", "「": "」", "'": "'"}

Check = Callable[[str, str], Iterator[str]]
"""Takes the original and what was made of it; yields what is wrong, as sentences."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was made of a piece, and what is wrong with it."""

    text: str
    problems: tuple[str, ...] = ()


class PieceWriter:
    """Runs a task on pieces of a text.

    Args:
        engine: The model at work.
        task: What is done; its parameter `keep`, if it has one, is told on the second try.
        check: What has to hold of every piece.
        growth: Most tokens of an answer, in tokens of its piece.
    """

    def __init__(self, engine: Engine, task: TextTask, check: Check, *, growth: int = 4) -> None:
        self._engine = engine
        self._runner = TaskRunner(engine)
        self._task = task
        self._check = check
        self._growth = growth

    def write(self, text: str, values: Mapping[str, str] | None = None) -> Piece:
        """What the model makes of `text`, with the space around it kept.

        Args:
            text: The piece; one without a word is left as it is.
            values: Parameters that differ from the task's.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        words = text.strip()
        if not re.search(r"[^\W\d_]", words):
            return Piece(text)
        wanted = {**self._task.values, **(values or {})}
        piece = self._try(words, wanted, self._task.sampling.temperature)
        if piece.problems:
            if "keep" in wanted:
                wanted["keep"] = ", ".join(lost_parts(words, piece.text))
            again = self._try(words, wanted, _RETRY_TEMPERATURE)
            if len(again.problems) < len(piece.problems):
                piece = again
        before = text[: len(text) - len(text.lstrip())]
        return Piece(before + piece.text + text[len(text.rstrip()) :], piece.problems)

    def _try(self, words: str, values: Mapping[str, str], temperature: float) -> Piece:
        most = self._growth * self._engine.count_text_tokens(words) + 64
        sampling = self._task.sampling
        sampling = replace(
            sampling, temperature=temperature, max_tokens=min(sampling.max_tokens, most)
        )
        answer = self._runner.complete(replace(self._task, values=values, sampling=sampling), words)
        if answer.interrupted:
            raise InterruptedByUserError("Interrupted.")
        found = _unwrapped(answer.text.strip(), words)
        if not found:
            return Piece(words, ("The model gave no answer; this is the original.",))
        problems = list(self._check(words, found))
        if answer.finished and answer.finished.finish_reason == "length":
            problems.append("It was cut off.")
        return Piece(found, tuple(problems))


def what_is_lost(words: str, found: str) -> Iterator[str]:
    """The check that code, links, placeholders and numbers of `words` stand in `found`."""
    lost = lost_parts(words, found)
    if lost:
        yield f"Not kept as it was: {', '.join(lost)}"


def join_problems(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The problems of all pieces, each once."""
    return tuple(dict.fromkeys(problem for piece in pieces for problem in piece.problems))


def _unwrapped(found: str, words: str) -> str:
    """`found` without quotation marks or a fence that the model put around it of its own accord."""
    if found.startswith("```") and found.endswith("```") and not words.startswith("```"):
        found = found.partition("\n")[2].rpartition("```")[0].strip()
    closing = _QUOTES.get(found[:1])
    if closing and found.endswith(closing) and len(found) > 1 and words[:1] not in _QUOTES:
        inside = found[1:-1]
        return inside if closing not in inside else found
    return found
