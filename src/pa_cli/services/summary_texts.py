"""One summary over several texts: none of them is passed over."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pa_cli.core.bm25 import content_words
from pa_cli.core.chunking import sentences
from pa_cli.core.events import TextDelta
from pa_cli.core.segmentation import fold
from pa_cli.core.summary import Summary, SummaryEvent

_TOLD_SHARE = 0.15
"""Share of the words that only one text has; when fewer are told, the text is not."""
_FEWEST = 3
_MARKS = "-*•> #"


def with_each_told(
    events: Iterable[SummaryEvent], each: Sequence[tuple[str, str]]
) -> Iterator[SummaryEvent]:
    """`events`, with a line below the summary for each text of which it says nothing.

    Args:
        events: Those of the summary over all.
        each: Name and summary of every single text.
    """
    for event in events:
        if isinstance(event, Summary) and (left_out := _untold(event.text, each)):
            below = "\n\n" + "\n".join(f"- {name}: {said}" for name, said in left_out)
            yield TextDelta(below)
            yield replace(event, text=event.text + below)
        else:
            yield event


def _untold(summary: str, each: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The texts that `summary` passes over, each with the first sentence about it."""
    told = set(content_words(summary))
    bags = [set(content_words(said)) for _, said in each]
    left_out = []
    for number, (name, said) in enumerate(each):
        others = set[str]().union(*bags[:number], *bags[number + 1 :])
        own = bags[number] - others
        lines = [line.strip(_MARKS) for line in sentences(said)]
        first = next((line for line in lines if content_words(line)), "")
        is_told = len(own & told) > _TOLD_SHARE * len(own) or fold(first) in fold(summary)
        if len(own) >= _FEWEST and first and not is_told:
            left_out.append((name, first))
    return left_out
