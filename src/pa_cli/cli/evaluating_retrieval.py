"""Runs of `pa eval retrieval`: the file, a store of its own, the model, the progress."""

import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.cli.labelled_files import name_problems, read_examples
from pa_cli.core.retrieval_report import RetrievalReport, summarize
from pa_cli.services.retrieval_evaluation import (
    LabelledTexts,
    RetrievalEvaluation,
    note_files,
    read_labelled_texts,
)
from pa_cli.ui.console import Output
from pa_cli.ui.progress import ProgressDisplay
from pa_cli.wiring import Wiring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pa_cli.services.assistant import Assistant


def read_file(name: str, output: Output) -> LabelledTexts:
    """The labelled documents and questions of a file; bad lines are named.

    Raises:
        InputError: It cannot be read, or has no document or no question.
    """
    found = read_labelled_texts(read_examples(name), name)
    name_problems(output, found.problems)
    return found


def measure_retrieval(
    wiring: Wiring, output: Output, texts: LabelledTexts, model: str | None
) -> RetrievalReport:
    """Ask all questions of one model, or search alone when `model` is None.

    The documents become notes of a store of their own, which is gone afterwards.

    Raises:
        NoModelError: There is no such model.
    """
    name = wiring.find_model(model).name if model is not None else None
    with tempfile.TemporaryDirectory(prefix="pa-eval-") as folder:
        apart = wiring.apart(Path(folder))
        for path, content in note_files(texts.documents, apart.notes_folder):
            apart.write_export(path, content)
        apart.passage_vectors.refresh()  # where an embedding model was chosen, it is measured too
        opened = _opened(apart, model, output) if model is not None else nullcontext(None)
        with opened as assistant:
            evaluation = RetrievalEvaluation(apart.retriever, apart.find_passages, assistant)
            outcomes = list(evaluation.run(texts.questions, ProgressDisplay(output)))
    return summarize(name, len(texts.documents), outcomes)


@contextmanager
def _opened(wiring: Wiring, model: str | None, output: Output) -> "Iterator[Assistant]":
    """Answers with a model that is loaded once."""
    from pa_cli.services.assistant import Assistant
    from pa_cli.services.kept_engine import KeptEngine

    engine = wiring.open_engine(model, purpose="long", notice=output.notice, detail=output.detail)
    try:
        yield Assistant(
            wiring.chats,
            lambda: KeptEngine(engine),
            wiring.now,
            system=wiring.system_prompt(),
            find_passages=wiring.find_passages,
        )
    finally:
        engine.close()
