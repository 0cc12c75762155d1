"""Making a long document fit the context window: never in silence, never losing what matters."""

from collections.abc import Callable

from pa_cli.core.chunking import split_text
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import ContextOverflowError, InterruptedByUserError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.sampling import Sampling

_CUT_MARK = "\n[... the rest was left out ...]"
_NOTES_TOKENS = 384
_NOTHING = "NOTHING"
_MOST_ROUNDS = 4


class QuestionFitter:
    """Fits the document of a question into the context window.

    Args:
        engine: Counts tokens, knows its limit, and reads the parts.
        build: Makes the request for a document; the instruction stays as it is.
        notice: Is told what was left out, or how much is read in parts.
    """

    def __init__(
        self,
        engine: Engine,
        build: Callable[[str], GenerationRequest],
        notice: Callable[[str], None],
    ) -> None:
        self._engine = engine
        self._build = build
        self._notice = notice

    def fit(self, document: str, on_overflow: str) -> GenerationRequest:
        """The request for `document`, cut or condensed when it has to be and may be.

        Args:
            document: The part of the prompt that may be changed.
            on_overflow: "error" leaves it to the engine to refuse; "truncate" keeps the beginning;
                "chunk" reads all of it in parts and answers from notes.

        Raises:
            ContextOverflowError: Even without the document it does not fit.
            InterruptedByUserError: Ctrl-C while parts were read.
        """
        request = self._build(document)
        if on_overflow == "error" or not document or self._tokens(request) <= self._room:
            return request
        return self._truncate(document) if on_overflow == "truncate" else self._condense(document)

    @property
    def _room(self) -> int:
        limit = self._engine.context_limit
        return limit - min(256, limit // 4)

    def _tokens(self, request: GenerationRequest) -> int:
        return self._engine.count_tokens(request.messages)

    def _room_beside(self, fixed: str) -> int:
        """Tokens that are left for a document when `fixed` stands with it."""
        base = self._tokens(self._build(fixed))
        if base >= self._room:
            limit = self._engine.context_limit
            raise ContextOverflowError(
                f"Even without the document the prompt is {base:,} tokens; the context window of "
                f"{self._engine.model_name} is {limit:,} tokens.",
                needed=base,
                available=limit,
                hint="Ask a shorter question, or use a larger --context.",
            )
        return self._room - base

    def _truncate(self, document: str) -> GenerationRequest:
        count = self._engine.count_text_tokens
        kept = _longest_beginning(document, self._room_beside(_CUT_MARK), count)
        self._notice(
            f"The document does not fit: its first {count(kept):,} of {count(document):,} tokens "
            "were used, the rest was left out."
        )
        return self._build(kept + _CUT_MARK)

    def _condense(self, document: str) -> GenerationRequest:
        """Take notes of every part until the notes fit; then the question is asked about them."""
        for _ in range(_MOST_ROUNDS):
            limit = min(self._room_beside(self._part_prompt("", 99, 99)), self._part_limit())
            parts = list(split_text([document], limit=limit, count=self._engine.count_text_tokens))
            self._notice(
                f"The document does not fit: its {sum(p.tokens for p in parts):,} tokens are read "
                f"in {len(parts)} parts."
            )
            notes = [
                self._take_notes(part.text, number, len(parts))
                for number, part in enumerate(parts, 1)
            ]
            useful = [note for note in notes if note and not note.startswith(_NOTHING)]
            document = "Notes taken from all parts of a long text:\n\n" + "\n\n".join(
                useful or ["No part of the text says anything about the question."]
            )
            request = self._build(document)
            if self._tokens(request) <= self._room:
                return request
        return self._truncate(document)

    def _part_limit(self) -> int:
        """Most tokens of a part: the notes need room too."""
        return max(64, self._engine.context_limit - 2 * _NOTES_TOKENS - 256)

    def _part_prompt(self, part: str, number: int, total: int) -> str:
        return (
            f"This is part {number} of {total} of a long text. Do not answer the question yet: write "
            "down, in short notes, what this part says that helps to answer it, with its names and "
            f"numbers. When it says nothing about it, write {_NOTHING}.\n\n{part}"
        )

    def _take_notes(self, part: str, number: int, total: int) -> str:
        request = self._build(self._part_prompt(part, number, total))
        request = GenerationRequest(
            request.messages,
            sampling=Sampling(temperature=0, max_tokens=_NOTES_TOKENS),
            thinking=False,
        )
        notes = ""
        for event in self._engine.generate(request):
            if isinstance(event, TextDelta):
                notes += event.text
            elif isinstance(event, Finished) and event.finish_reason == "interrupted":
                raise InterruptedByUserError("Interrupted while the parts were read.")
        return notes.strip()


def _longest_beginning(document: str, tokens: int, count: Callable[[str], int]) -> str:
    """The longest beginning of `document` of at most `tokens` tokens, cut at a word if it can be."""
    low, high = 0, min(len(document), tokens * 16)
    while low < high:
        middle = (low + high + 1) // 2
        if count(document[:middle]) <= tokens:
            low = middle
        else:
            high = middle - 1
    beginning = document[:low]
    at = beginning.rfind(" ", max(0, low - 40))
    return beginning[:at] if at > 0 else beginning
