"""The points of a summary, each with the place in the text that it comes from."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pa_cli.core.events import TextDelta
from pa_cli.core.sentence_ranking import choose_sentences
from pa_cli.core.summary import Notice, Point, Summary, SummaryEvent
from pa_cli.core.text_spans import SpanIndex

NOT_FOUND = "[unverified]"
_LABEL = re.compile(r"\*\*[^*]{1,60}(?:[:：]\*\*|\*\*[:：])")
_BULLETS = ("- ", "* ", "• ", "> ")


def with_spans(events: Iterable[SummaryEvent], index: SpanIndex) -> Iterator[SummaryEvent]:
    """`events` with the place of each point behind it; lines that are no points stay as they are.

    A point of which nothing stands in the text, or whose names and numbers do not, is marked.
    """
    line = ""
    points: list[Point] = []
    for event in events:
        if isinstance(event, TextDelta):
            *lines, line = (line + event.text).split("\n")
            for whole in lines:
                yield TextDelta(_marked(whole, index, points) + "\n")
        elif isinstance(event, Summary):
            if line:
                yield TextDelta(_marked(line, index, points))
            text = "\n".join(_marked(one, index, []) for one in event.text.split("\n"))
            yield replace(event, text=text, points=tuple(points))
        else:
            yield event


def _marked(line: str, index: SpanIndex, points: list[Point]) -> str:
    mark = next((mark for mark in _BULLETS if line.lstrip().startswith(mark)), None)
    if mark is None or len(line.split()) < 2:
        return line
    words = line.strip().removeprefix(mark.strip()).strip()
    # the label that a point begins with is the model's own heading, whose capitals make no names
    span = index.find(_LABEL.sub(lambda label: label[0].lower(), words))
    points.append(Point(words, span))
    return f"{line.rstrip()} {span or NOT_FOUND}"


def summarize_fast(
    summarize: Callable[[Iterable[str]], Iterator[SummaryEvent]],
    blocks: Iterable[str],
    *,
    limit: int,
    count: Callable[[str], int],
    focus: str,
) -> Iterator[SummaryEvent]:
    """The summary of the most telling sentences alone; says how much of the text they are.

    Args:
        summarize: Summarizes blocks of text.
        blocks: The whole text.
        limit: Most tokens read.
        count: Counts tokens.
        focus: What matters most to the user.
    """
    text = "".join(blocks)
    chosen = choose_sentences(text, limit=limit, count=count, focus=focus)
    for event in summarize([chosen.text]):
        if not isinstance(event, Summary):
            yield event
            continue
        if chosen.share < 1:
            share = f"{chosen.share:.0%}"
            yield Notice(f"Only the most telling sentences were read: {share} of the text.")
        yield replace(event, input_tokens=count(text))
