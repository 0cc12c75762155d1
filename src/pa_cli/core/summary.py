"""What is asked of a summary and what it says while it is made."""

from dataclasses import dataclass

from pa_cli.core.events import FinishReason, ReasoningDelta, TextDelta, Timings, Usage
from pa_cli.core.text_spans import Span


@dataclass(frozen=True, slots=True)
class SummaryOptions:
    """What kind of summary is wanted.

    Attributes:
        length: "short", "medium", "long", or a number of words as text.
        style: Its form.
        language: Code or name; "" is the language of the text.
        focus: What matters most to the user; "" for everything.
        part_tokens: Most tokens read at once; None for as many as fit.
        quotes: Below the summary of a long text stand sentences that it should not lose.
        texts: Of so many texts it is the summaries, each below its name; 0 for a text itself.
    """

    length: str = "medium"
    style: str = "paragraph"
    language: str = ""
    focus: str = ""
    part_tokens: int | None = None
    quotes: bool = True
    texts: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A part is being read.

    Attributes:
        part: Its number, from 1.
        bytes_done: UTF-8 bytes of the whole text that have been read.
        parts_done: Parts whose summary is finished and kept.
    """

    part: int
    bytes_done: int
    parts_done: int


@dataclass(frozen=True, slots=True)
class Folding:
    """Summaries of parts are being merged; how many of them."""

    summaries: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the user should know."""

    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a summary and where it comes from.

    Attributes:
        text: The point.
        span: Where in the text, None when nothing there is like it.
    """

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Action:
    """Something that somebody is to do, as minutes tell it.

    Attributes:
        what: What is to be done.
        who: Who does it, None when it is not said.
        when: Words that say until when, None for none.
        date: What these words mean, ISO 8601, None when they mean no date.
    """

    what: str
    who: str | None = None
    when: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes as data.

    Attributes:
        decisions: What was decided.
        actions: What somebody is to do.
        open_questions: What was left open.
    """

    decisions: tuple[str, ...]
    actions: tuple[Action, ...]
    open_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The last event: the summary and how it came about.

    Attributes:
        text: The summary.
        model: Name of the model.
        language: Code of its language, or its name when it has no code here.
        style: As asked for.
        length: As asked for.
        focus: As asked for.
        parts: In how many parts the text was read.
        kept_parts: How many of them an earlier run had finished.
        folds: How often summaries of parts were merged before the last pass.
        input_tokens: Size of the text.
        tokens_read: How many of them are in the summary; all of them.
        finish_reason: Why the summary ended; "length" when it was cut.
        usage: Tokens of all generations of this run.
        timings: Seconds of all generations of this run.
        seconds: From the first look at the text to the last word.
        quotes: Sentences of the text that stand below the summary and in `text`.
        points: The points of the summary with where they come from, None when nobody asked.
        data: Decisions, actions and open questions of minutes, None when nobody asked.
        held: The first day with its year that stands in the text, as it is written; None for none.
        made_up: Numbers in the model's words that the text does not have.
    """

    text: str
    model: str
    language: str
    style: str
    length: str
    focus: str
    parts: int
    kept_parts: int
    folds: int
    input_tokens: int
    tokens_read: int
    finish_reason: FinishReason
    usage: Usage
    timings: Timings
    seconds: float
    quotes: tuple[str, ...] = ()
    points: tuple[Point, ...] | None = None
    data: Minutes | None = None
    held: str | None = None
    made_up: tuple[str, ...] = ()


SummaryEvent = Reading | Folding | Notice | TextDelta | ReasoningDelta | Summary


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """What would be done, without a word generated.

    Attributes:
        prompt: The final prompt of the whole text, or of its first part.
        model: Name of the model.
        language: Code of the language of the summary, or its name.
        parts: In how many parts the text would be read.
        input_tokens: Size of the text.
        prompt_tokens: Size of `prompt`.
        context_limit: Tokens that prompt and answer may have together.
    """

    prompt: str
    model: str
    language: str
    parts: int
    input_tokens: int
    prompt_tokens: int
    context_limit: int
