"""One native context: its KV cache, and what is in the first sequence of it."""

import ctypes
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pa_cli.core.errors import EngineError
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_model import LlamaModel
from pa_cli.engine.native import log

_SEQUENCE = 0
_ABORTED = 2
_NO_ROOM = 1

CACHE_TYPES: dict[str, int] = {"f32": 0, "f16": 1, "q4_0": 2, "q8_0": 8}
_FLASH_ATTENTION = {"auto": -1, "off": 0, "on": 1}


@dataclass(frozen=True, slots=True)
class ContextOptions:
    """How a context is made; the names are llama.cpp's.

    Attributes:
        size: Tokens that fit, of all sequences together.
        sequences: How many texts can be evaluated side by side.
        threads: Threads for the prompt and, at first, for generation.
        batch: Tokens evaluated in one call; Ctrl-C on a GPU waits for one of these at most.
        cache_type_k: Type of the K cache, a key of `CACHE_TYPES`.
        cache_type_v: Type of the V cache.
        flash_attention: "auto", "on" or "off".
    """

    size: int
    threads: int
    batch: int = 512
    cache_type_k: str = "f16"
    cache_type_v: str = "f16"
    flash_attention: str = "auto"
    sequences: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """A token to evaluate in a sequence, and whether the scores after it are wanted."""

    token: int
    position: int
    sequence: int
    wants_scores: bool


class LlamaContext:
    """Evaluates tokens and remembers which are in the KV cache (`tokens`).

    Raises:
        EngineError: llama.cpp could not make the context, with its reason.
    """

    def __init__(self, library: ModuleType, model: LlamaModel, options: ContextOptions) -> None:
        self._library = library
        self.options = options
        self.tokens: list[int] = []
        self._guard: SignalGuard | None = None
        self._abort = library.ggml_abort_callback(lambda _data: self._stop_requested())
        self._no_abort = library.ggml_abort_callback()  # a null function pointer
        parameters = library.llama_context_default_params()
        parameters.n_ctx = options.size
        parameters.n_batch = parameters.n_ubatch = min(options.batch, options.size)
        parameters.n_seq_max = options.sequences
        # a common beginning is then shared and not copied
        parameters.kv_unified = options.sequences > 1
        parameters.n_threads = parameters.n_threads_batch = options.threads
        parameters.type_k = CACHE_TYPES[options.cache_type_k]
        parameters.type_v = CACHE_TYPES[options.cache_type_v]
        parameters.flash_attn_type = _FLASH_ATTENTION[options.flash_attention]
        parameters.no_perf = True
        log.clear()
        self.pointer = library.llama_init_from_model(model.pointer, parameters)
        if not self.pointer:
            raise EngineError(
                f"A context of {options.size} tokens could not be made: "
                f"{log.reason() or 'not enough memory'}",
                hint="Try a smaller one: --context 4096",
            )
        self.size: int = library.llama_n_ctx(self.pointer)
        self.batch: int = library.llama_n_batch(self.pointer)
        self._memory = library.llama_get_memory(self.pointer)
        self._steps = library.llama_batch_init(self.batch, 0, 1)
        if model.adapters:
            self._apply_adapters(model.adapters)

    def _apply_adapters(self, adapters: Sequence[tuple[Any, float]]) -> None:
        library = self._library
        count = len(adapters)
        pointers = (library.llama_adapter_lora_p_ctypes * count)(*[a for a, _ in adapters])
        scales = (ctypes.c_float * count)(*[scale for _, scale in adapters])
        if library.llama_set_adapters_lora(self.pointer, pointers, count, scales) != 0:
            raise EngineError("The LoRA adapters could not be applied.")

    def _stop_requested(self) -> bool:
        return self._guard is not None and self._guard.stop_requested()

    def watch(self, guard: SignalGuard | None) -> None:
        """Let `guard` abort an evaluation that is under way; None ends that.

        The callback costs about a microsecond for each node of the graph, too much to leave it on
        while single tokens are generated.
        """
        if guard is self._guard:
            return
        self._guard = guard
        if not self.pointer:  # closed while a generation was suspended
            return
        callback = self._abort if guard is not None else self._no_abort
        self._library.llama_set_abort_callback(self.pointer, callback, None)

    def set_threads(self, threads: int) -> None:
        """Threads for generation from now on; prompts keep what they had."""
        self._library.llama_set_n_threads(self.pointer, threads, self.options.threads)

    def evaluate(self, tokens: Sequence[int]) -> Iterator[int]:
        """Evaluate `tokens` after those already there; yields how many are done after each batch.

        Stops early, without an error, when the watched guard asks for it; `tokens` then holds
        what was evaluated.

        Raises:
            EngineError: llama.cpp failed; the context is empty afterwards and can be used again.
        """
        for start in range(0, len(tokens), self.batch):
            part = tokens[start : start + self.batch]
            if self._stop_requested():
                return
            if not self._decode(part):
                return
            self.tokens.extend(part)
            yield start + len(part)

    def step(self, token: int, draft: Sequence[int] = ()) -> bool:
        """Evaluate a generated token, and guesses of those after it, in one go.

        The scores after the token are then the context's scores number 0, those after guess i
        number i + 1; `go_back` forgets wrong guesses. False when there is no room or it was aborted.
        """
        if draft:
            start = len(self.tokens)
            steps = [
                Step(each, at, _SEQUENCE, wants_scores=True)
                for at, each in enumerate((token, *draft), start)
            ]
            if not self.evaluate_side_by_side(steps):
                self._forget_after(start)
                return False
        elif not self._decode([token]):
            return False
        self.tokens += (token, *draft)
        return True

    def go_back(self, length: int) -> None:
        """Forget all but the first `length` tokens; a model that cannot reads them again.

        Raises:
            EngineError: It failed at that.
        """
        tokens = self.tokens[:length]
        if not self.keep(length):
            for _ in self.evaluate(tokens):
                pass

    def evaluate_side_by_side(self, steps: Sequence[Step]) -> bool:
        """Evaluate tokens of several sequences at once; False when it was aborted.

        The scores after `steps[i]` are then the context's scores number i. The tokens of
        sequence 0 are counted by `evaluate` and `step` alone.

        Raises:
            EngineError: llama.cpp failed; the context is empty afterwards.
        """
        batch = self._steps
        for at, step in enumerate(steps):
            batch.token[at] = step.token
            batch.pos[at] = step.position
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = step.sequence
            batch.logits[at] = step.wants_scores
        batch.n_tokens = len(steps)
        result = self._library.llama_decode(self.pointer, batch)
        if result == _ABORTED:
            return False
        if result != 0:
            reason = log.reason()
            self.clear()
            raise EngineError(f"llama.cpp failed on several texts at once: {reason or result}.")
        return True

    def copy_beginning(self, source: int, sequence: int, length: int) -> None:
        """Let `sequence` begin with the first `length` tokens of `source`, without evaluating them."""
        self._library.llama_memory_seq_cp(self._memory, source, sequence, 0, length)

    def drop(self, sequence: int, keep: int = 0) -> None:
        """Forget all of `sequence` but its first `keep` tokens."""
        self._library.llama_memory_seq_rm(self._memory, sequence, keep or -1, -1)

    def _decode(self, part: Sequence[int]) -> bool:
        library = self._library
        array = (library.llama_token * len(part))(*part)
        result = library.llama_decode(self.pointer, library.llama_batch_get_one(array, len(part)))
        if result == 0:
            return True
        if result == _ABORTED:
            self._forget_after(len(self.tokens))
            return False
        if result == _NO_ROOM:
            return False
        reason = log.reason()
        self.clear()
        raise EngineError(f"llama.cpp failed while it evaluated the text: {reason or result}.")

    def keep(self, length: int) -> bool:
        """Forget all but the first `length` tokens; False when the model cannot (then all are gone).

        Models with recurrent layers keep one state only and cannot go back.
        """
        if length >= len(self.tokens):
            return True
        return self._forget_after(length)

    def _forget_after(self, length: int) -> bool:
        if length > 0 and self._library.llama_memory_seq_rm(self._memory, _SEQUENCE, length, -1):
            del self.tokens[length:]
            return True
        self.clear()
        return length == 0

    def clear(self) -> None:
        """Forget all tokens."""
        self._library.llama_memory_clear(self._memory, True)
        self.tokens.clear()

    @property
    def state_bytes(self) -> int:
        """Size of the file that `save` would write, without writing it."""
        return int(self._library.llama_state_seq_get_size(self.pointer, _SEQUENCE))

    def export_state(self) -> bytes:
        """The state of all tokens, for another context of the same model; b"" when there is none."""
        library = self._library
        size = library.llama_state_seq_get_size(self.pointer, _SEQUENCE) if self.tokens else 0
        buffer = (ctypes.c_uint8 * size)()
        written = library.llama_state_seq_get_data(self.pointer, buffer, size, _SEQUENCE)
        return bytes(memoryview(buffer)[:written])

    def import_state(self, state: bytes, tokens: Sequence[int]) -> None:
        """Take over a state that `export_state` gave; empty when it cannot be taken."""
        self.clear()
        buffer = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if self._library.llama_state_seq_set_data(self.pointer, buffer, len(state), _SEQUENCE):
            self.tokens = list(tokens)
        else:
            self.clear()

    def save(self, path: Path) -> bool:
        """Write the state of all tokens to `path`."""
        library = self._library
        array = (library.llama_token * len(self.tokens))(*self.tokens)
        written = library.llama_state_seq_save_file(
            self.pointer, os.fsencode(path), _SEQUENCE, array, len(self.tokens)
        )
        return bool(written > 0)

    def restore(self, path: Path, tokens: Sequence[int]) -> bool:
        """Read a state written by `save`; False (and empty) when it is not that of `tokens`."""
        library = self._library
        self.clear()
        room = len(tokens)
        array = (library.llama_token * max(1, room))()
        count = ctypes.c_size_t(0)
        read = library.llama_state_seq_load_file(
            self.pointer, os.fsencode(path), _SEQUENCE, array, room, ctypes.byref(count)
        )
        if read == 0 or list(array[: count.value]) != list(tokens):
            self.clear()
            return False
        self.tokens = list(tokens)
        return True

    def close(self) -> None:
        """Free the context; safe to call twice."""
        if self.pointer:
            self._library.llama_batch_free(self._steps)
            self._library.llama_free(self.pointer)
            self.pointer = None
