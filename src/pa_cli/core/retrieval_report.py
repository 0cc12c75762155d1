"""How well questions were answered from texts, and the figures that sum it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

RECALL_AT = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question.

    Attributes:
        question: What was asked.
        wanted: Ids of the documents that hold the answer; none when there is no answer.
        ranked: Ids of the documents that were found, the best first, each once.
        looks: The question makes `ask` look into notes by itself.
        asked: A model answered, or code said that there is nothing.
        refused: It was said that the texts hold no answer.
        cited: Ids of the documents that the answer cites.
        dropped: Citations and quotes of the model that did not hold.
        is_right: The answer fits what was expected; None when nothing was, or it was not asked.
        text: The answer.
        seconds: How long it took, loading the model apart.
    """

    question: str
    wanted: tuple[str, ...]
    ranked: tuple[str, ...]
    looks: bool = False
    asked: bool = False
    refused: bool = False
    cited: tuple[str, ...] = ()
    dropped: int = 0
    is_right: bool | None = None
    text: str = ""
    seconds: float = 0.0

    @property
    def is_answerable(self) -> bool:
        """The texts hold the answer."""
        return bool(self.wanted)

    @property
    def is_fault(self) -> bool:
        """Something is wrong with it: not found, refused wrongly, cited wrongly, answered wrongly."""
        if not self.is_answerable:
            return self.asked and not self.refused
        is_missed = not set(self.wanted) & set(self.ranked[:RECALL_AT])
        if not self.asked:
            return is_missed
        return is_missed or self.refused or self.is_right is False or not self._cites_well

    @property
    def _cites_well(self) -> bool:
        return bool(self.cited) and set(self.cited) <= set(self.wanted)


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """The figures of one run; a share is None when there is nothing to take it of.

    Attributes:
        model: Name of the model, None when only the search was measured.
        documents: How many texts were searched.
        questions: How many questions.
        answerable: How many of them the texts answer.
        recall_at_5: Share of the documents that hold an answer and are among the first five.
        mrr: Mean of one divided by the place of the first right document; 0 where there is none.
        looks: Share of the answerable questions that `ask` takes up by itself, without a flag.
        citation_precision: Share of all citations that name a document that holds the answer;
            any citation for an unanswerable question is wrong.
        cited: Share of the answerable questions whose answer cites the right document.
        answers_right: Share of the answerable questions whose answer fits what was expected.
        refusals_right: Share of the unanswerable questions that were said to be so.
        refused_wrongly: Share of the answerable questions that were said to have no answer.
        seconds_mean: For one question.
        seconds_median: For one question.
        outcomes: Every question.
    """

    model: str | None
    documents: int
    questions: int
    answerable: int
    recall_at_5: float | None
    mrr: float | None
    looks: float | None
    citation_precision: float | None
    cited: float | None
    answers_right: float | None
    refusals_right: float | None
    refused_wrongly: float | None
    seconds_mean: float
    seconds_median: float
    outcomes: tuple[Outcome, ...]


def summarize(model: str | None, documents: int, outcomes: Sequence[Outcome]) -> RetrievalReport:
    """The figures of `outcomes`, of which there is at least one."""
    good = [o for o in outcomes if o.is_answerable]
    none = [o for o in outcomes if not o.is_answerable and o.asked]
    asked = [o for o in good if o.asked]
    judged = [o for o in asked if o.is_right is not None]
    citations = [(id_, o) for o in outcomes for id_ in o.cited]
    return RetrievalReport(
        model=model,
        documents=documents,
        questions=len(outcomes),
        answerable=len(good),
        recall_at_5=_share([_recall(o) for o in good]),
        mrr=_share([_reciprocal_rank(o) for o in good]),
        looks=_share([o.looks for o in good]),
        citation_precision=_share([id_ in o.wanted for id_, o in citations]),
        cited=_share([bool(set(o.cited) & set(o.wanted)) for o in asked]),
        answers_right=_share([bool(o.is_right) for o in judged]),
        refusals_right=_share([o.refused for o in none]),
        refused_wrongly=_share([o.refused for o in asked]),
        seconds_mean=round(mean(o.seconds for o in outcomes), 3),
        seconds_median=round(median(o.seconds for o in outcomes), 3),
        outcomes=tuple(outcomes),
    )


def _share(values: Sequence[float]) -> float | None:
    return round(mean(values), 4) if values else None


def _recall(outcome: Outcome) -> float:
    first = set(outcome.ranked[:RECALL_AT])
    return sum(id_ in first for id_ in outcome.wanted) / len(outcome.wanted)


def _reciprocal_rank(outcome: Outcome) -> float:
    places = (n for n, id_ in enumerate(outcome.ranked, start=1) if id_ in outcome.wanted)
    return 1 / next(places, float("inf"))
