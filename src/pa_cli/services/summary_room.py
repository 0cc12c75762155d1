"""How a context window is divided between text and summary."""

from dataclasses import dataclass

from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import ContextOverflowError
from pa_cli.services.summary_prompts import SummaryPrompts, tokens_for

_MARGIN = 32
_LEAST_TEXT = 48
_FACTS = 120


@dataclass(frozen=True, slots=True)
class Room:
    """How many tokens go where in the context window.

    Attributes:
        text: Most tokens of a text that is summarized at once.
        answer: Most tokens of the summary.
        part: Most tokens of a part of a text that does not fit.
        note: Most tokens of the summary of a part.
        facts: Most tokens of the sentences that are put beside it.
    """

    text: int
    answer: int
    part: int
    note: int
    facts: int


def make_room(
    engine: Engine, prompts: SummaryPrompts, *, most_answer: int, part_tokens: int | None
) -> Room:
    """Divide the context window of `engine`.

    Three notes always fit into one prompt, so that folding comes to an end.

    Raises:
        ContextOverflowError: Too little is left for text.
    """
    limit = engine.context_limit
    # An engine refuses a prompt that leaves less than this for its answer.
    least_answer = min(256, limit // 4)
    language = prompts.language

    overhead = max(engine.count_tokens(p) for p in (prompts.part(""), prompts.fold("")))
    free = limit - overhead - _MARGIN
    whole_note = min(tokens_for(prompts.part_words, language) + _FACTS, free // 4)
    part = free - max(whole_note, least_answer)
    if part_tokens is not None:
        part = min(part, part_tokens)
        whole_note = min(whole_note, part // 3)
    facts = min(_FACTS, whole_note // 3)

    free = limit - engine.count_tokens(prompts.final("", is_folded=True)) - _MARGIN
    answer = min(tokens_for(prompts.words, language), most_answer, free // 2)
    # Between its steps the answer so far is part of the prompt.
    has_steps = len(prompts.steps) > 1
    text = free - (answer + least_answer if has_steps else max(answer, least_answer))

    if min(part, text) < _LEAST_TEXT:
        needed = limit - min(part, text) + _LEAST_TEXT
        raise ContextOverflowError(
            f"The context window of {engine.model_name} is {limit:,} tokens;"
            f" a summary like this needs at least {needed:,}.",
            needed=needed,
            available=limit,
            hint=f"Give it more: --context {max(1024, 2 * needed)}",
        )
    return Room(text, max(1, answer), part, whole_note - facts, facts)
