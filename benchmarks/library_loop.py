"""Generate with llama-cpp-python itself, in several ways, and say how fast; run as a process of its own.

`high` is the loop of its `Llama` class, `lookupN` the same with its prompt lookup of N tokens; `low`
calls llama.cpp's decode and greedy sampler directly.
"""

import argparse
import ctypes
import itertools
import json
import sys
import time
from collections.abc import Iterable, Iterator

import llama_cpp
from llama_cpp.llama_speculative import LlamaPromptLookupDecoding


def high(model: str, prompt: bytes, threads: int, count: int, draft: int = 0) -> float:
    """Tokens per second of `Llama.generate`, with drafts of so many tokens from the prompt."""
    llama = llama_cpp.Llama(
        model,
        n_ctx=4096,
        n_threads=threads,
        n_threads_batch=threads,
        verbose=False,
        logits_all=bool(draft),
        draft_model=LlamaPromptLookupDecoding(num_pred_tokens=draft) if draft else None,
    )
    tokens = llama.tokenize(prompt, add_bos=False, special=True)
    return rate(until(llama.token_eos(), llama.generate(tokens, temp=0.0, top_k=1)), count)


def until(end: int, tokens: Iterable[int]) -> Iterator[int]:
    """`tokens` before the one that ends the answer."""
    return itertools.takewhile(lambda token: token != end, tokens)


def low(model: str, prompt: bytes, threads: int, count: int) -> float:
    """Tokens per second of decode and sample, without anything around them."""
    llama_cpp.llama_backend_init()
    loaded = llama_cpp.llama_model_load_from_file(
        model.encode(), llama_cpp.llama_model_default_params()
    )
    parameters = llama_cpp.llama_context_default_params()
    parameters.n_ctx = 4096
    parameters.n_threads = parameters.n_threads_batch = threads
    context = llama_cpp.llama_init_from_model(loaded, parameters)
    vocabulary = llama_cpp.llama_model_get_vocab(loaded)
    buffer = (llama_cpp.llama_token * 4096)()
    length = llama_cpp.llama_tokenize(
        vocabulary, prompt, len(prompt), buffer, len(buffer), False, True
    )
    sampler = llama_cpp.llama_sampler_init_greedy()

    def tokens() -> Iterator[int]:
        llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(buffer, length))
        one = (llama_cpp.llama_token * 1)()
        while True:
            one[0] = llama_cpp.llama_sampler_sample(sampler, context, -1)
            yield one[0]
            llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(one, 1))

    return rate(tokens(), count)


def rate(tokens: Iterator[int], count: int) -> float:
    """Tokens per second from the first token to the last, which is that of `count` or an earlier one."""
    next(tokens)
    started = time.perf_counter()
    came = sum(1 for _ in itertools.islice(tokens, count - 1))
    return came / (time.perf_counter() - started)


@llama_cpp.llama_log_callback
def quiet(_level: int, _text: bytes, _data: ctypes.c_void_p) -> None:
    """Take a log line and say nothing."""


def way(text: str) -> int | str:
    """ "low", or for the loop of `Llama` the length of its drafts."""
    return text if text == "low" else 0 if text == "high" else int(text.removeprefix("lookup"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", type=way)
    parser.add_argument("model")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--tokens", type=int, default=96)
    given = parser.parse_args()
    llama_cpp.llama_log_set(quiet, ctypes.c_void_p(0))
    asked = (given.model, sys.stdin.buffer.read(), given.threads, given.tokens)
    speed = low(*asked) if given.way == "low" else high(*asked, draft=given.way)
    print(json.dumps({"tokens_per_second": speed}))


if __name__ == "__main__":
    main()
