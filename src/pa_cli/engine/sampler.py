"""Choosing the next token: llama.cpp's own sampler chain, with an optional grammar."""

import ctypes
import secrets
from types import ModuleType
from typing import Any

from pa_cli.core.errors import EngineError
from pa_cli.core.sampling import Sampling
from pa_cli.engine.vocabulary import Vocabulary

_PENALTY_WINDOW = 64


class Sampler:
    """One generation's sampler; free it with `close`.

    A grammar is checked on the sampled token first and applied to the whole vocabulary only when
    that token breaks it, as llama.cpp's own tools do: the common case costs nothing.

    Args:
        library: The `llama_cpp` module.
        vocabulary: The model's tokens.
        sampling: The parameters; without a seed a fresh one is drawn.
        grammar: GBNF with a `root` rule, or "".

    Raises:
        EngineError: The grammar is not one that llama.cpp takes.
    """

    def __init__(
        self, library: ModuleType, vocabulary: Vocabulary, sampling: Sampling, grammar: str
    ) -> None:
        self._library = library
        self._size = vocabulary.size
        self.seed = secrets.randbelow(2**32 - 1) if sampling.seed is None else sampling.seed
        self._grammar = None
        if grammar:
            self._grammar = library.llama_sampler_init_grammar(
                vocabulary.pointer, grammar.encode(), b"root"
            )
            if not self._grammar:
                raise EngineError("llama.cpp did not accept the grammar of this request.")
        self._chain = self._build_chain(sampling)

    def _build_chain(self, sampling: Sampling) -> Any:
        library = self._library
        chain = library.llama_sampler_chain_init(library.llama_sampler_chain_default_params())

        def add(sampler: object) -> None:
            library.llama_sampler_chain_add(chain, sampler)

        if sampling.repeat_penalty != 1.0:
            add(
                library.llama_sampler_init_penalties(
                    self._size, _PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0
                )
            )
        if sampling.temperature <= 0:
            add(library.llama_sampler_init_greedy())
            return chain
        if sampling.top_k > 0:
            add(library.llama_sampler_init_top_k(sampling.top_k))
        if sampling.top_p < 1:
            add(library.llama_sampler_init_top_p(sampling.top_p, 1))
        if sampling.min_p > 0:
            add(library.llama_sampler_init_min_p(sampling.min_p, 1))
        add(library.llama_sampler_init_temp(sampling.temperature))
        add(library.llama_sampler_init_dist(self.seed))
        return chain

    def sample(self, context: Any, place: int = -1) -> int:
        """The next token after the evaluated one at `place` in its batch, -1 for the last one."""
        library = self._library
        if self._grammar is None:
            return int(library.llama_sampler_sample(self._chain, context, place))
        token = self._pick(context, place, constrained=False)
        if not self._allows(token):
            token = self._pick(context, place, constrained=True)
        library.llama_sampler_accept(self._grammar, token)
        library.llama_sampler_accept(self._chain, token)
        return token

    def _pick(self, context: Any, place: int, *, constrained: bool) -> int:
        """Sample from all candidates without accepting the choice."""
        import numpy as np

        library = self._library
        logits = np.ctypeslib.as_array(
            library.llama_get_logits_ith(context, place), shape=(self._size,)
        )
        candidates = np.zeros(self._size, dtype=[("id", "i4"), ("logit", "f4"), ("p", "f4")])
        candidates["id"] = np.arange(self._size, dtype=np.int32)
        candidates["logit"] = logits
        array = library.llama_token_data_array(
            data=ctypes.cast(candidates.ctypes.data, library.llama_token_data_p),
            size=self._size,
            selected=-1,
            sorted=False,
        )
        if constrained:
            library.llama_sampler_apply(self._grammar, ctypes.byref(array))
        library.llama_sampler_apply(self._chain, ctypes.byref(array))
        return int(array.data[array.selected].id)

    def _allows(self, token: int) -> bool:
        library = self._library
        single = (library.llama_token_data * 1)(library.llama_token_data(token, 1.0, 0.0))
        array = library.llama_token_data_array(data=single, size=1, selected=-1, sorted=False)
        library.llama_sampler_apply(self._grammar, ctypes.byref(array))
        return bool(array.data[0].logit != float("-inf"))

    def close(self) -> None:
        """Free the native samplers; safe to call twice."""
        for sampler in (self._chain, self._grammar):
            if sampler is not None:
                self._library.llama_sampler_free(sampler)
        self._chain = self._grammar = None
