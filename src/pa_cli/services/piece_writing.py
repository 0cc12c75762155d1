"""Working on pieces of a text with a model: each is checked, and tried again when it is not right."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pa_cli.core.engine_ports import Engine
from pa_cli.core.fixed_parts import has_words, lost_parts
from pa_cli.services.answers import Answer
from pa_cli.services.text_tasks import TaskRunner, TextTask

_FIRST = 1
"""Pieces that are written before all others, so that something comes soon."""

_RETRY_TEMPERATURE = 0.5
_MARK = re.compile(r"\A(?:#{1,6}|[-*+]|>)[ \t]+(?=\S)")
_ITEM_MARK = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_LEAD = re.compile(r"`[^`\n]+`[:：]?\s+(?=\w)")
_PREAMBLE = re.compile(r"[^\n]*[:：]\s*(?:\n[^\n]* = [^\n]*)*\Z")
_WRAPPING = re.compile(
    r"(\*\*|\*|__|_|<(\w+)[^<>]*>)(?=[^\s*_])([^*_]*[^\s*_])(?(2)</\2>|\1)", re.DOTALL
)
_QUOTES = {'"': '"', "“": "”", "「": "」", "'": "'"}

Check = Callable[[str, str], Iterator[str]]
"""Takes the original and what was made of it; yields what is wrong, as sentences."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was made of a piece, and what is wrong with it."""

    text: str
    problems: tuple[str, ...] = ()

    @property
    def badness(self) -> tuple[int, int]:
        """How many problems it has, and then how long they are: what is lost is listed."""
        return len(self.problems), sum(map(len, self.problems))


class PieceWriter:
    """Runs a task on pieces of a text.

    Args:
        engine: The model at work.
        task_for: The task for a text; its parameter `keep`, if it has one, is told on the second try.
        check: What has to hold of every piece.
        growth: Most tokens of an answer, in tokens of its piece.
    """

    def __init__(
        self,
        engine: Engine,
        task_for: Callable[[str], TextTask],
        check: Check,
        *,
        growth: int = 4,
    ) -> None:
        self._engine = engine
        self._runner = TaskRunner(engine)
        self._task_for = task_for
        self._check = check
        self._growth = growth

    def write(self, groups: Iterable[Sequence[str]]) -> Iterator[Piece]:
        """What the model makes of each text, in their order, with the space around it kept.

        They are written side by side where that is faster, and those with problems once more.

        Args:
            groups: Pieces of a text; taken as there is room for them. Those of a group are lines
                of one request at first, as they explain each other. One without a word is left as
                it is.

        Raises:
            InterruptedByUserError: Ctrl-C; what was yielded is whole.
        """
        work = _Work(groups, self._take)
        most: int | None = _FIRST
        while work.is_open:
            tasks = ((self._task(job), job.asked) for job in islice(work.jobs(), most))
            most = None
            for answer in self._runner.complete_each(tasks):
                work.take(answer)
                yield from work.done()
            yield from work.done()

    def _task(self, job: "_Job") -> TextTask:
        task = self._task_for(job.asked)
        values = dict(task.values)
        if job.piece and "keep" in values:
            values["keep"] = ", ".join(lost_parts(job.words, job.piece.text))
        most = self._growth * self._engine.count_text_tokens(job.asked) + 64
        sampling = replace(task.sampling, max_tokens=min(task.sampling.max_tokens, most))
        if job.is_second_try:
            sampling = replace(sampling, temperature=_RETRY_TEMPERATURE)
        return replace(task, values=values, sampling=sampling)

    def _take(self, job: "_Job", answer: Answer) -> list["_Job"]:
        """Judge what was written of a job; those that are to be tried again."""
        if job.lines:
            return self._take_lines(job, answer)
        job.offer(self._checked(job, answer))
        return [job] if job.wants_another_try() else []

    def _take_lines(self, group: "_Job", answer: Answer) -> list["_Job"]:
        """Give each line what is right for it; the others are tried alone, or first all once more."""
        found = [_ITEM_MARK.sub("", line).strip() for line in answer.text.strip().split("\n")]
        if len(found) != len(group.lines):
            return list(group.lines) if group.is_second_try else [group.once_more()]
        for line, text in zip(group.lines, found, strict=True):
            whole = line.in_form(text)
            if text and not list(self._check(line.words, whole)):
                line.offer(Piece(whole))
        return [line for line in group.lines if line.is_open]

    def _checked(self, job: "_Job", answer: Answer) -> Piece:
        found = _unwrapped(answer.text.strip(), job.asked)
        if not found:
            return Piece(job.words, ("The model gave no answer; this is the original.",))
        found = job.in_form(found)
        problems = list(self._check(job.words, found))
        if answer.finished and answer.finished.finish_reason == "length":
            problems.append("It was cut off.")
        return Piece(found, tuple(problems))


class _Job:
    """A piece of the text, or several of them as lines of one request.

    Attributes:
        text: It as it stands in the whole.
        words: It without the space around it.
        lines: The pieces that it consists of, none for a single one.
        lead: Its beginning that the model does not see: it was lost twice, or wraps all of it.
        tail: Its end that the model does not see.
        piece: The best that was made of it.
        is_open: The model has not finished with it.
    """

    __slots__ = ("_tries", "is_open", "lead", "lines", "piece", "tail", "text", "words")

    def __init__(self, text: str, lines: Sequence["_Job"] = ()) -> None:
        self.text = text
        self.words = text.strip()
        self.lines = lines
        wrapping = None if lines else _WRAPPING.fullmatch(self.words)
        self.lead = self.words[: wrapping.start(3)] if wrapping else ""
        self.tail = self.words[wrapping.end(3) :] if wrapping else ""
        self.piece: Piece | None = None
        self.is_open = bool(lines) or has_words(self.words)
        self._tries = 0

    @property
    def asked(self) -> str:
        """What the model is given."""
        return self.words[len(self.lead) : len(self.words) - len(self.tail)]

    def in_form(self, found: str) -> str:
        """What the model made of it, with what it did not see and may have put there all the same."""
        if self.tail and found.startswith(self.lead) and found.endswith(self.tail):
            return found
        return self.lead + found + self.tail

    @property
    def is_second_try(self) -> bool:
        """It was tried once, and is tried again as a whole."""
        return self._tries == 1

    def once_more(self) -> "_Job":
        """It, to be tried again because nothing can be made of the answer."""
        self._tries += 1
        return self

    def offer(self, piece: Piece) -> None:
        """Take `piece` if it is better than what there is."""
        self._tries += 1
        self.is_open = False
        if self.piece is None or piece.badness < self.piece.badness:
            self.piece = piece

    def wants_another_try(self) -> bool:
        """Whether it should be tried again: once as a whole, then without a beginning that was lost."""
        if self.piece and self.piece.problems and self._tries <= 2:
            lost = self._lost_lead() if self._tries == 2 else ""
            self.lead = self.lead or lost
            self.is_open = self._tries == 1 or bool(lost)
        return self.is_open

    def _lost_lead(self) -> str:
        """The code at its beginning, when what was made of it lacks it; else ""."""
        lead = _LEAD.match(self.words)
        return lead[0] if lead and self.piece and lost_parts(lead[0], self.piece.text) else ""

    def in_place(self) -> Piece:
        """What was made of it, with the space that stood around its original."""
        if self.piece is None:
            return Piece(self.text)
        before = self.text[: len(self.text) - len(self.text.lstrip())]
        after = self.text[len(self.text.rstrip()) :]
        return Piece(before + self.piece.text + after, self.piece.problems)


class _Work:
    """The pieces under way: asked for as there is room, given out in their order.

    Args:
        groups: See `PieceWriter.write`.
        judge: Takes a job and its answer; what is to be tried again.
    """

    def __init__(
        self, groups: Iterable[Sequence[str]], judge: Callable[[_Job, Answer], list[_Job]]
    ) -> None:
        self._fresh = ([_Job(text) for text in group] for group in groups)
        self._judge = judge
        self._again: deque[_Job] = deque()
        self._asked: deque[_Job] = deque()
        self._waiting: deque[_Job] = deque()
        self._has_fresh = True

    @property
    def is_open(self) -> bool:
        """There may be something to ask for."""
        return self._has_fresh or bool(self._again)

    def jobs(self) -> Iterator[_Job]:
        """What to ask for next; second tries first, as others wait behind them."""
        while (job := self._next()) is not None:
            self._asked.append(job)
            yield job

    def _next(self) -> _Job | None:
        if self._again:
            return self._again.popleft()
        for group in self._fresh:
            self._waiting.extend(group)
            todo = [job for job in group if job.is_open]
            if todo:
                return todo[0] if len(todo) == 1 else _Job("\n".join(j.asked for j in todo), todo)
        self._has_fresh = False
        return None

    def take(self, answer: Answer) -> None:
        """Take the answer to the first of those that were asked for and not answered."""
        self._again.extend(self._judge(self._asked.popleft(), answer))

    def done(self) -> Iterator[Piece]:
        """Those that are done and have no unfinished one before them."""
        while self._waiting and not self._waiting[0].is_open:
            yield self._waiting.popleft().in_place()


def _unwrapped(found: str, words: str) -> str:
    """`found` without a preamble, quotation marks, a fence or a mark that the model put there of its own accord."""
    if found.startswith("```") and found.endswith("```") and not words.startswith("```"):
        found = found.partition("\n")[2].rpartition("```")[0].strip()
    head, gap, rest = found.partition("\n\n")
    if gap and "\n\n" not in words and _PREAMBLE.match(head):
        found = rest.strip()
    if not _MARK.match(words):
        found = _MARK.sub("", found, count=1)
    closing = _QUOTES.get(found[:1])
    if closing and found.endswith(closing) and len(found) > 1 and words[:1] not in _QUOTES:
        inside = found[1:-1]
        return inside if closing not in inside else found
    return found
