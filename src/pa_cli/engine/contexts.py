"""The context of a loaded model: made when it is needed, as large as it is needed, and kept."""

from types import ModuleType

from pa_cli.core.model_spec import CONTEXT_STEPS
from pa_cli.engine.engine_options import EngineOptions
from pa_cli.engine.llama_context import ContextOptions, LlamaContext
from pa_cli.engine.llama_model import LlamaModel

MOST_SEQUENCES = 16
"""Most generations side by side; more gain little on CPUs."""


class Contexts:
    """One context at a time; when another is needed it takes over what the first one holds.

    Args:
        library: The `llama_cpp` module.
        model: The loaded model.
        options: Size and types.
    """

    def __init__(self, library: ModuleType, model: LlamaModel, options: EngineOptions) -> None:
        self._library = library
        self._model = model
        self._options = options
        self.current: LlamaContext | None = None

    @property
    def limit(self) -> int:
        """Most tokens that prompt and answer may have together."""
        options = self._options
        if options.context is not None:
            return options.context
        training = self._model.training_context or CONTEXT_STEPS[0]
        return min(training, CONTEXT_STEPS[-1], options.context_cap or CONTEXT_STEPS[-1])

    @property
    def is_side_by_side(self) -> bool:
        """The one at hand has room for several texts."""
        return self.current is not None and self.current.options.sequences > 1

    def for_one(self, needed: int) -> LlamaContext:
        """A context for one text of `needed` tokens, or as many as there may be.

        Raises:
            EngineError: llama.cpp could not make it.
        """
        size = self._options.context or next(
            (step for step in CONTEXT_STEPS if step >= needed and step <= self.limit), self.limit
        )
        return self._of(size, sequences=1)

    def for_many(self, longest: int) -> LlamaContext:
        """A context for texts side by side, the longest of which may take so many tokens.

        Raises:
            EngineError: llama.cpp could not make it.
        """
        needed = MOST_SEQUENCES * min(longest, self.limit)
        most = max(self._options.cells, self.limit)
        size = next((step for step in CONTEXT_STEPS if needed <= step <= most), most)
        return self._of(size, sequences=MOST_SEQUENCES + 1)

    def for_scores(self, needed: int) -> LlamaContext:
        """A context for texts side by side that takes `needed` tokens, all of them together.

        Raises:
            EngineError: llama.cpp could not make it.
        """
        size = next((step for step in CONTEXT_STEPS if step >= needed), needed)
        return self._of(size, sequences=MOST_SEQUENCES + 1)

    def _of(self, size: int, *, sequences: int) -> LlamaContext:
        before, options = self.current, self._options
        if before and before.size >= size and before.options.sequences == sequences:
            return before
        state, tokens = b"", []
        if before is not None:
            state, tokens = before.export_state(), before.tokens
            self.close()
        self.current = LlamaContext(
            self._library,
            self._model,
            ContextOptions(
                size=size,
                threads=options.threads,
                cache_type_k=options.cache_type_k,
                cache_type_v=options.cache_type_v,
                flash_attention=options.flash_attention,
                sequences=sequences,
            ),
        )
        if state:
            self.current.import_state(state, tokens)
        return self.current

    def close(self) -> None:
        """Free the context at hand; safe to call twice."""
        if self.current is not None:
            self.current.close()
            self.current = None
