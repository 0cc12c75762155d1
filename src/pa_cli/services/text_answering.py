"""Answers to a question from one text and from nothing else, held to it by code.

A model that is shown several pages and asked for what does not stand there makes an answer up. So
the passages that share most with the question are read one at a time, as those of the user's own
notes are; the template is asked about those that say what is asked; and of its answer only the
sentences pass that one of them bears out.
"""

import re
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace

from pa_cli.core.chunking import sentences
from pa_cli.core.engine_ports import Engine
from pa_cli.core.events import Event, Finished, TextDelta, Timings, Usage
from pa_cli.core.grounding import Grounding, Source, SourceSearch
from pa_cli.core.languages import detect_language
from pa_cli.core.passage_choice import RankedPiece, rank_pieces
from pa_cli.core.passage_split import split_markdown
from pa_cli.core.sentence_check import SentenceCheck
from pa_cli.core.support import read_evidence
from pa_cli.core.untold import unwrapped
from pa_cli.services.answers import Answer, Preview
from pa_cli.services.cited_answer import sentence_for
from pa_cli.services.found_passages import Candidate, Found
from pa_cli.services.passage_reading import Answering, added, read_passages
from pa_cli.services.text_tasks import TaskRunner, TextTask

_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_MOST_READ = 6
_ALWAYS_READ = 3
_WORTH_READING = 0.5
"""Beyond these, a passage that holds less than this part of what the best one does is not read."""
_NOUN = "text"
_UNSAID = "The text does not say."
_UNSAID_CHINESE = "文中没有说明。"


class TextAnswerer:
    """Does the tasks whose template answers a question; see `Output.answers`.

    Args:
        engine: The model at work.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def preview(self, task: TextTask, text: str) -> Preview:
        """The final prompt if all passages that are read said what is asked; nothing is run."""
        found = _find(_question_of(task), text)
        passages = _passages(candidate.source for candidate in found.candidates)
        return TaskRunner(self._engine).preview(task, passages)

    def run(self, task: TextTask, text: str) -> tuple[Answer, Generator[Event]]:
        """Start on `text`, of any length; the answer is filled while the events are consumed."""
        answer = Answer(self._engine.model_name)
        return answer, self._events(answer, task, text)

    def _events(self, answer: Answer, task: TextTask, text: str) -> Generator[Event]:
        question = _question_of(task)
        found = _find(question, text)
        reading = yield from read_passages(self._engine, found)
        answer.grounding = Grounding(search=replace(found.search, left_out=reading.left_out))
        if reading.stopped is not None:
            answer.finished = reading.stopped
            yield reading.stopped
            return
        said, finished = "", reading.spent
        if reading.answering:
            said, finished = yield from self._write(answer, task, reading.answering)
            finished = added(reading.spent, finished)
        if finished.finish_reason != "interrupted":
            said = said or _unsaid(question)
        answer.text, answer.finished = said, finished
        if said:
            yield TextDelta(said)
        yield finished

    def _write(
        self, answer: Answer, task: TextTask, answering: Sequence[Answering]
    ) -> Generator[Event, None, tuple[str, Finished]]:
        """What the template says of the passages that answer, as far as they bear it out."""
        sources = tuple(replace(a.source, number=n) for n, a in enumerate(answering, 1))
        question = _question_of(task)
        written, finished = "", Finished("stop", Usage(), Timings())
        for event in self._engine.generate(task.request(_passages(sources))):
            if isinstance(event, TextDelta):
                written += event.text
            elif isinstance(event, Finished):
                finished = event
            else:
                yield event
        evidence = {source.number: read_evidence(source.text, source.title) for source in sources}
        checking = SentenceCheck(evidence, question, noun=_NOUN, marks="claims")
        checked = [(one, checking.check(one)) for one in sentences(written)]
        held = [found.instead or one for one, found in checked if found.cited]
        cited = {number for _, found in checked for number in found.cited}
        if not held and finished.finish_reason == "stop":
            quote = sentence_for(answering[0], question)
            cited = set(checking.check(quote).cited)
            held = [quote] if cited else []
        answer.grounding = replace(
            answer.grounding,
            sources=tuple(replace(source, cited=source.number in cited) for source in sources),
        )
        return _joined(held), finished


def _question_of(task: TextTask) -> str:
    return task.values[task.template.output.answers]


def _unsaid(question: str) -> str:
    return _UNSAID_CHINESE if detect_language(question).code.startswith("zh") else _UNSAID


def _joined(held: Sequence[str]) -> str:
    is_chinese = detect_language("".join(held)).code.startswith("zh")
    return ("" if is_chinese else " ").join(held)


def _passages(sources: Iterable[Source]) -> str:
    return "\n\n".join(source.text for source in sources)


def _find(question: str, text: str) -> Found:
    """The passages of `text` that are worth reading, the likeliest first."""
    ranked = rank_pieces(question, split_markdown(text))
    least = max((piece.coverage for piece in ranked), default=0.0) * _WORTH_READING
    alike = [piece for piece in ranked[_ALWAYS_READ:] if piece.coverage >= least]
    chosen = [*ranked[:_ALWAYS_READ], *alike][:_MOST_READ]
    return Found(
        question,
        tuple(_candidate(piece, n) for n, piece in enumerate(chosen, 1)),
        SourceSearch("asked", found=len(ranked)),
        noun=_NOUN,
    )


def _candidate(ranked: RankedPiece, number: int) -> Candidate:
    piece = ranked.piece
    source = Source(
        "document",
        " › ".join(piece.headings) or _NOUN,
        number=number,
        first_line=piece.first_line,
        last_line=piece.last_line,
        page=piece.page,
        text=unwrapped(_INDENT.sub("", piece.text)),
    )
    return Candidate(source, ranked.coverage, ranked.matched)
