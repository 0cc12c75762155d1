"""Working on a text piece by piece: each piece is checked, and tried again when it is not right."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pa_cli.core.engine_ports import Engine
from pa_cli.core.fixed_parts import has_words, lost_emphasis, lost_parts
from pa_cli.core.text_blocks import Block, WrittenBlock
from pa_cli.services.answers import Answer
from pa_cli.services.text_tasks import TaskRunner, TextTask

_RETRY_TEMPERATURE = 0.5
_FIRST_WINDOW, _LARGEST_WINDOW = 4, 16
_MARK = re.compile(r"(?:#{1,6}|[-*+]|>)[ \t]+(?=\S)")
_LEAD = re.compile(r"`[^`\n]+`[:：]?\s+(?=\w)")
_PREAMBLE = re.compile(r"[^\n]*[:：]\s*(?:\n[^\n]* = [^\n]*)*\Z")
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

    def write(self, texts: Sequence[str], values: Sequence[Mapping[str, str]] = ()) -> list[Piece]:
        """What the model makes of each of `texts`, with the space around it kept.

        They are written side by side where that is faster; those with problems once more.

        Args:
            texts: The pieces; one without a word is left as it is.
            values: Parameters of each piece that differ from the task's.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        wishes = values or [{}] * len(texts)
        jobs = [
            _Job(text, text.strip(), {**self._task.values, **wish})
            for text, wish in zip(texts, wishes, strict=True)
        ]
        todo = [job for job in jobs if has_words(job.words)]
        self._try(todo, self._task.sampling.temperature)
        again = [job for job in todo if job.piece and job.piece.problems]
        for job in again:
            if "keep" in job.values and job.piece:
                job.values["keep"] = ", ".join(lost_parts(job.words, job.piece.text))
        self._try(again, _RETRY_TEMPERATURE)
        self._try_without_lead([job for job in again if job.lost_lead])
        return [_in_place(job) for job in jobs]

    def _try(self, jobs: Sequence["_Job"], temperature: float) -> None:
        """Write each of `jobs`; what is better than what it has is kept."""
        tasks = ((self._task_for(job, temperature), job.words) for job in jobs)
        for job, answer in zip(jobs, self._runner.complete_each(tasks), strict=True):
            job.offer(self._checked(job.words, answer))

    def _try_without_lead(self, jobs: Sequence["_Job"]) -> None:
        """Leave out the code at the beginning that was lost twice, and put it back."""
        rests = [_Job("", job.words[len(job.lost_lead) :], job.values) for job in jobs]
        self._try(rests, self._task.sampling.temperature)
        for job, rest in zip(jobs, rests, strict=True):
            if rest.piece:
                whole = job.lost_lead + rest.piece.text
                job.offer(Piece(whole, tuple(self._check(job.words, whole))))

    def _task_for(self, job: "_Job", temperature: float) -> TextTask:
        most = self._growth * self._engine.count_text_tokens(job.words) + 64
        sampling = self._task.sampling
        sampling = replace(
            sampling, temperature=temperature, max_tokens=min(sampling.max_tokens, most)
        )
        return replace(self._task, values=dict(job.values), sampling=sampling)

    def _checked(self, words: str, answer: Answer) -> Piece:
        found = _unwrapped(answer.text.strip(), words)
        if not found:
            return Piece(words, ("The model gave no answer; this is the original.",))
        problems = list(self._check(words, found))
        if answer.finished and answer.finished.finish_reason == "length":
            problems.append("It was cut off.")
        return Piece(found, tuple(problems))


@dataclass(slots=True)
class _Job:
    text: str
    words: str
    values: dict[str, str]
    piece: Piece | None = None

    @property
    def lost_lead(self) -> str:
        """The code at its beginning, when what was made of it lacks it; else ""."""
        lead = _LEAD.match(self.words)
        return lead[0] if lead and self.piece and lost_parts(lead[0], self.piece.text) else ""

    def offer(self, piece: Piece) -> None:
        """Take `piece` if it is better than what there is."""
        if self.piece is None or piece.badness < self.piece.badness:
            self.piece = piece


def _in_place(job: _Job) -> Piece:
    """The piece with the space that stood around its original."""
    if job.piece is None:
        return Piece(job.text)
    before = job.text[: len(job.text) - len(job.text.lstrip())]
    after = job.text[len(job.text.rstrip()) :]
    return Piece(before + job.piece.text + after, job.piece.problems)


def in_windows(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """`blocks` in groups to be written side by side; the first are small, so that something comes soon."""
    window: list[Block] = []
    size = _FIRST_WINDOW
    for block in blocks:
        window.append(block)
        if sum(not one.is_fixed for one in window) >= size:
            yield window
            window, size = [], min(2 * size, _LARGEST_WINDOW)
    if window:
        yield window


def what_is_lost(words: str, found: str) -> Iterator[str]:
    """The check that code, links, placeholders, numbers and emphasis of `words` stand in `found`."""
    lost = lost_parts(words, found) + lost_emphasis(words, found)
    if lost:
        yield f"Not kept as it was: {', '.join(lost)}"


def join_pieces(block: Block, pieces: Sequence[Piece]) -> WrittenBlock:
    """The block that `pieces` make, with their problems, each once."""
    problems = dict.fromkeys(problem for piece in pieces for problem in piece.problems)
    whole = "".join(piece.text for piece in pieces)
    return WrittenBlock(block, block.with_text(whole), tuple(problems))


def write_blocks(
    window: Sequence[Block],
    split: Callable[[str], Sequence[str]],
    write: Callable[[Sequence[str]], Sequence[Piece]],
) -> Iterator[WrittenBlock]:
    """The blocks of a window, their pieces written together; fixed ones as they are."""
    pieces = [[] if block.is_fixed else list(split(block.text)) for block in window]
    written = iter(write([piece for group in pieces for piece in group]))
    for block, group in zip(window, pieces, strict=True):
        if block.is_fixed:
            yield WrittenBlock(block, block.with_text(block.text))
        else:
            yield join_pieces(block, [next(written) for _ in group])


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
