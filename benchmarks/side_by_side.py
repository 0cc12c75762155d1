"""Many short answers: side by side, one by one, and through llama-cpp-python's own class.

    python benchmarks/side_by_side.py MODEL.gguf [--requests 32] [--tokens 32]

All in one process and one run, in turns, so that a busy machine is as busy for each. Prints tokens
a second, and the processor time of each token, which other processes disturb less.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pa_cli.core.batching import one_by_one
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.events import Finished
from pa_cli.core.sampling import Sampling
from pa_cli.engine.engine_options import EngineOptions
from pa_cli.engine.llama_engine import LlamaEngine

SYSTEM = "You describe cities for travellers. Be brief, exact and friendly. " * 6
CITIES = ("Paris", "Rome", "Madrid", "London", "Berlin", "Vienna", "Oslo", "Lisbon")
KINDS = ("museums", "parks", "food", "trains")


def requests(count: int, tokens: int) -> Iterator[GenerationRequest]:
    for number in range(count):
        city, kind = CITIES[number % len(CITIES)], KINDS[number // len(CITIES) % len(KINDS)]
        asked = f"Tell a traveller about the {kind} of {city}, in at least five sentences."
        messages = [Message("system", SYSTEM), Message("user", asked)]
        yield GenerationRequest(messages, sampling=Sampling(temperature=0, max_tokens=tokens))


def answer(events: Iterable[tuple[int, object]]) -> int:
    return sum(e.usage.completion_tokens for _, e in events if isinstance(e, Finished))


def own_class(path: Path, threads: int) -> Callable[[Iterable[GenerationRequest]], int]:
    from llama_cpp import Llama

    llama = Llama(str(path), n_ctx=4096, n_threads=threads, verbose=False)

    def run(asked: Iterable[GenerationRequest]) -> int:
        total = 0
        for request in asked:
            messages = [{"role": m.role, "content": m.content} for m in request.messages]
            done = llama.create_chat_completion(
                messages, temperature=0, max_tokens=request.sampling.max_tokens
            )
            total += done["usage"]["completion_tokens"]
        return total

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--requests", type=int, default=32)
    parser.add_argument("--tokens", type=int, default=32)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    engine = LlamaEngine(
        EngineOptions("model", options.model, threads=options.threads, repack=True)
    )
    ways: dict[str, Callable[[Iterable[GenerationRequest]], int]] = {
        "side by side": lambda asked: answer(engine.generate_many(asked)),
        "one by one": lambda asked: answer(one_by_one(engine, asked)),
        "llama_cpp.Llama": own_class(options.model, options.threads),
    }
    for _ in range(options.rounds):
        for name, run in ways.items():
            started, busy = time.perf_counter(), time.process_time()
            tokens = run(requests(options.requests, options.tokens))
            seconds, busy = time.perf_counter() - started, time.process_time() - busy
            print(
                f"{name:16} {tokens:5} tokens  {tokens / seconds:6.1f}/s  "
                f"{1000 * busy / tokens:6.1f} ms of processor each",
                flush=True,
            )


if __name__ == "__main__":
    main()
