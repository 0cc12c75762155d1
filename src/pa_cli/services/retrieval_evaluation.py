"""Measuring answers from texts on labelled questions, through the very code of `pa ask --notes`."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pa_cli.core.errors import InputError
from pa_cli.core.passage import Retriever
from pa_cli.core.ports import Progress
from pa_cli.core.retrieval_report import Outcome
from pa_cli.core.sampling import Sampling
from pa_cli.services.answers import Question
from pa_cli.services.assistant import Assistant
from pa_cli.services.found_passages import Found, Scope

_SEARCHED = 20
_ID = re.compile(r"[\w.-]{1,80}")


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text to be searched."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question.

    Attributes:
        question: What is asked.
        answer_ids: Documents that hold the answer; none when no document does.
        answer: Fits a right answer; None when nothing is expected of its words.
    """

    question: str
    answer_ids: tuple[str, ...] = ()
    answer: re.Pattern[str] | None = None


@dataclass(slots=True)
class LabelledTexts:
    """Documents, questions, and the lines that are neither."""

    documents: list[LabelledDocument] = field(default_factory=list)
    questions: list[LabelledQuestion] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_labelled_texts(text: str, name: str) -> LabelledTexts:
    """Documents and questions from JSON lines; bad lines are left out and named.

    A document is `{"id", "title", "text"}`, a question `{"question", "answer_ids", "answer"}`,
    where `answer` is a regular expression or null.

    Raises:
        InputError: There is no document, or no question.
    """
    found = LabelledTexts()
    known: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("it is no object")  # noqa: TRY004, TRY301 - one kind of bad line
            if "question" in record:
                found.questions.append(_question(record, known))
            else:
                document = _document(record, known)
                known.add(document.id)
                found.documents.append(document)
        except (ValueError, RecursionError) as error:
            found.problems.append(f"line {number}: {error}")
    if not (found.documents and found.questions):
        missing = "document" if not found.documents else "question"
        raise InputError(
            f"{name} has no {missing}.",
            hint='A line is {"id", "title", "text"} or {"question", "answer_ids", "answer"}.',
        )
    return found


def _document(record: Mapping[str, object], known: set[str]) -> LabelledDocument:
    id_, title, text = (record.get(key) for key in ("id", "title", "text"))
    if not isinstance(id_, str) or not isinstance(text, str) or not _ID.fullmatch(id_):
        raise ValueError("a document needs an id (letters, digits, - and _) and a text")
    if id_ in known:
        raise ValueError(f"there is a document {id_!r} already")
    return LabelledDocument(id_, title if isinstance(title, str) else id_, text)


def _question(record: Mapping[str, object], known: set[str]) -> LabelledQuestion:
    asked, ids, answer = (record.get(key) for key in ("question", "answer_ids", "answer"))
    ids = ids or []
    if not isinstance(asked, str) or not asked.strip() or not isinstance(ids, list):
        raise ValueError("a question needs words, and a list of answer_ids")
    unknown = [id_ for id_ in ids if id_ not in known]
    if unknown:
        raise ValueError(f"no document above it is called {unknown[0]!r}")
    if answer is None:
        return LabelledQuestion(asked, tuple(ids))
    try:
        return LabelledQuestion(asked, tuple(ids), re.compile(str(answer), re.IGNORECASE))
    except re.error as error:
        raise ValueError(f"the answer is no regular expression: {error}") from None


def note_files(documents: Sequence[LabelledDocument], folder: Path) -> Iterator[tuple[Path, str]]:
    """Where each document goes as a note, and its content."""
    for document in documents:
        yield folder / f"{document.id}.md", f"# {document.title}\n\n{document.text}\n"


class RetrievalEvaluation:
    """Asks labelled questions.

    Args:
        retriever: Finds passages of the documents.
        find: The passages that `ask` would look at by itself.
        assistant: Answers; None measures the search alone.
    """

    def __init__(
        self,
        retriever: Retriever,
        find: Callable[[str, Scope], Found | None],
        assistant: Assistant | None,
    ) -> None:
        self._retriever = retriever
        self._find = find
        self._assistant = assistant

    def run(self, questions: Sequence[LabelledQuestion], progress: Progress) -> Iterator[Outcome]:
        """What becomes of each question."""
        with progress.task("Asking", total=len(questions)) as task:
            for done, one in enumerate(questions):
                task.update(done)
                yield self._ask(one)

    def _ask(self, one: LabelledQuestion) -> Outcome:
        started = time.perf_counter()
        retrieval = self._retriever.search(one.question, limit=_SEARCHED, kinds=("note",))
        ranked = tuple(dict.fromkeys(Path(p.path).stem for p in retrieval.passages))
        searched = time.perf_counter() - started
        looks = self._find(one.question, Scope(auto=True)) is not None
        if self._assistant is None:
            return Outcome(one.question, one.answer_ids, ranked, looks, seconds=searched)
        question = Question(
            instruction=one.question,
            log=False,
            scope=Scope(("note",)),
            sampling=Sampling(temperature=0, max_tokens=200),
        )
        started = time.perf_counter()
        known = self._assistant.answer_known(question)
        answer, events = known or self._assistant.ask(question, lambda _: None)
        for _ in events:
            pass  # the answer fills itself
        seconds = time.perf_counter() - started
        sources = answer.grounding.sources
        return Outcome(
            one.question,
            one.answer_ids,
            ranked,
            looks,
            asked=True,
            refused=not sources,
            cited=tuple(Path(source.path).stem for source in sources if source.cited),
            is_right=_is_right(one, answer.text),
            text=answer.text,
            seconds=round(seconds, 3),
        )


def _is_right(one: LabelledQuestion, text: str) -> bool | None:
    return None if one.answer is None else one.answer.search(text) is not None
