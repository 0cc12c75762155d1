"""Making a long document fit the context window, and saying what was left out."""

from collections.abc import Callable

from pa_cli.core.errors import ContextOverflowError
from pa_cli.core.ports import Engine, GenerationRequest

_CUT_MARK = "\n[... the rest was left out ...]"


def fit_question(
    document: str,
    on_overflow: str,
    engine: Engine,
    build: Callable[[str], GenerationRequest],
    notice: Callable[[str], None],
) -> GenerationRequest:
    """The request for `document`, cut when it has to be and may be.

    Args:
        document: The part of the prompt that may be cut.
        on_overflow: `error` leaves it to the engine to refuse; `truncate` keeps its beginning.
        engine: Counts tokens and knows its limit.
        build: Makes the request for a document.
        notice: Is told how much was left out.

    Raises:
        ContextOverflowError: Even without the document it does not fit.
    """
    request = build(document)
    if on_overflow == "error" or not document:
        return request
    room = engine.context_limit - min(256, engine.context_limit // 4)
    if engine.count_tokens(request.messages) <= room:
        return request
    base = engine.count_tokens(build(_CUT_MARK).messages)
    if base > room:
        raise ContextOverflowError(
            f"Even without the document the prompt is {base:,} tokens; the context window of "
            f"{engine.model_name} is {engine.context_limit:,} tokens.",
            needed=base,
            available=engine.context_limit,
            hint="Ask a shorter question, or use a larger --context.",
        )
    kept = _longest_beginning(document, room - base, engine)
    notice(
        f"The document does not fit: {engine.count_text_tokens(kept):,} of "
        f"{engine.count_text_tokens(document):,} tokens were used, the rest was left out."
    )
    return build(kept + _CUT_MARK)


def _longest_beginning(document: str, tokens: int, engine: Engine) -> str:
    """The longest beginning of `document` of at most `tokens` tokens, cut at a word if it can be."""
    low, high = 0, min(len(document), tokens * 16)
    while low < high:
        middle = (low + high + 1) // 2
        if engine.count_text_tokens(document[:middle]) <= tokens:
            low = middle
        else:
            high = middle - 1
    beginning = document[:low]
    at = beginning.rfind(" ", max(0, low - 40))
    return beginning[:at] if at > 0 else beginning
