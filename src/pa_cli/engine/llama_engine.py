"""The engine port on llama.cpp, in this process."""

import itertools
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import Self

from pa_cli.core.batching import Tagged, in_order, one_by_one
from pa_cli.core.conversation import Message
from pa_cli.core.draft_lengths import DraftLengths
from pa_cli.core.engine_ports import ContinuationScore, GenerationRequest
from pa_cli.core.errors import ContextOverflowError, InterruptedByUserError, NoModelError, PaError
from pa_cli.core.events import Event
from pa_cli.core.text_stream import REASONING_TAGS
from pa_cli.core.thread_pace import ThreadPace
from pa_cli.engine.chat_template import (
    BUILT_IN_FORMATS,
    ChatTemplate,
    Segment,
    opens_reasoning,
)
from pa_cli.engine.contexts import Contexts
from pa_cli.engine.engine_options import EngineOptions
from pa_cli.engine.foreign_load import ForeignLoad
from pa_cli.engine.generation import Generation
from pa_cli.engine.interrupts import SignalGuard
from pa_cli.engine.llama_context import LlamaContext
from pa_cli.engine.llama_model import LlamaModel
from pa_cli.engine.native import load_library
from pa_cli.engine.parallel import LOOK_AHEAD, ParallelGeneration
from pa_cli.engine.parallel_runs import Job
from pa_cli.engine.prefix_cache import PrefixCache, fingerprint
from pa_cli.engine.prompt_reader import Prompt, PromptReader
from pa_cli.engine.scoring import Scorer
from pa_cli.engine.vocabulary import Vocabulary

_WORTH_TOGETHER = 2
ANSWER_ROOM = 256
"""Least tokens kept free for an answer; a prompt that leaves less does not fit."""


class LlamaEngine:
    """A model loaded in this process; see `core.engine_ports.Engine` for what the methods promise.

    Args:
        options: Which model, and how it is loaded.
        draft_lengths: Decides how many tokens that were guessed from the prompt are checked at a
            time; None to guess nothing.

    Raises:
        NoModelError: The file cannot be loaded, or cannot chat.
        EngineError: The native library is missing or broken.
        InterruptedByUserError: Ctrl-C while the model loaded.
    """

    def __init__(
        self, options: EngineOptions, *, draft_lengths: DraftLengths | None = None
    ) -> None:
        started = time.perf_counter()
        foreign = ForeignLoad()
        self._options = options
        self._library = load_library()
        self._model = LlamaModel(
            self._library,
            options.path,
            gpu_layers=options.gpu_layers,
            repack=options.repack,
            adapters=options.adapters,
        )
        self._contexts = Contexts(self._library, self._model, options)
        self._scorer: Scorer | None = None
        self._under_way: Generator[Event] | Generator[Tagged] | None = None
        self._vocabulary = Vocabulary(self._library, self._model.pointer)
        self._pace = ThreadPace(
            options.threads, fixed=options.fixed_threads, foreign_cores=foreign.cores
        )
        # a model with recurrent layers cannot forget a wrong guess
        self._draft_lengths = None if self._model.is_recurrent else draft_lengths
        self._template = self._make_template()
        self._reasoning_tokens = self._find_reasoning_tokens()
        self._cache = self._make_cache()
        self._load_seconds = time.perf_counter() - started

    def _make_template(self) -> ChatTemplate:
        options = self._options
        source = BUILT_IN_FORMATS.get(options.chat_format) or self._model.chat_template()
        if not source or self._model.has_encoder:
            self.close()
            raise NoModelError(
                f"{options.model_name} cannot chat: its file has no chat template, "
                "so it is probably a base model.",
                hint="Take a chat model (pa models recommend), or name a format: --chat-format chatml",
            )
        vocabulary = self._vocabulary
        return ChatTemplate(
            source, bos=vocabulary.text_of(vocabulary.bos), eos=vocabulary.text_of(vocabulary.eos)
        )

    def _find_reasoning_tokens(self) -> frozenset[int]:
        """Control tokens that mark reasoning; they are the only ones whose text is looked at."""
        tags = itertools.chain.from_iterable(REASONING_TAGS)
        tokens = [self._vocabulary.tokenize(tag, with_control_tokens=True) for tag in tags]
        return frozenset(found[0] for found in tokens if len(found) == 1)

    def _make_cache(self) -> PrefixCache | None:
        options, library = self._options, self._library
        if options.cache_folder is None:
            return None
        key = fingerprint(
            [
                library.__version__,
                library.llama_print_system_info(),
                *options.state_identity(),
                library.llama_model_rope_freq_scale_train(self._model.pointer),
            ]
        )
        return PrefixCache(options.cache_folder, key, options.cache_max_bytes)

    @property
    def model_name(self) -> str:
        """What the user calls the model."""
        return self._options.model_name

    @property
    def context_limit(self) -> int:
        """Most tokens that prompt and answer may have together."""
        return self._contexts.limit

    @property
    def counts_exactly(self) -> bool:
        """The model's own vocabulary counts."""
        return True

    def count_tokens(self, messages: Sequence[Message]) -> int:
        """Exact tokens of the rendered prompt, ready for an answer."""
        segments = self._template.render(messages, thinking=None, continue_last=False)
        return len(self._vocabulary.tokenize_segments(segments)[0])

    def count_text_tokens(self, text: str) -> int:
        """Exact tokens of `text` as content, template apart."""
        return len(self._vocabulary.tokenize(text, with_control_tokens=False))

    def render_prompt(self, request: GenerationRequest) -> str:
        """The final prompt as text, for people to look at."""
        return "".join(segment.text for segment in self._segments(request))

    def _segments(self, request: GenerationRequest) -> list[Segment]:
        return self._template.render(
            request.messages, thinking=request.thinking, continue_last=request.continue_last
        )

    def generate(self, request: GenerationRequest) -> Generator[Event]:
        """Answer `request`.

        Raises:
            ContextOverflowError: It does not fit; nothing was evaluated.
        """
        self._under_way = self._run(request, self._prompt(request))
        return self._under_way

    def _prompt(self, request: GenerationRequest) -> Prompt:
        """The tokens of a request; raises ContextOverflowError when they do not fit."""
        segments = self._segments(request)
        tokens, stable = self._vocabulary.tokenize_segments(segments, request.constant)
        self._check_fit(len(tokens))
        return Prompt(tokens, stable, opens_reasoning(segments))

    def _check_fit(self, prompt_tokens: int) -> None:
        room = min(ANSWER_ROOM, self.context_limit // 4)
        if prompt_tokens + room > self.context_limit:
            raise ContextOverflowError(
                f"The prompt is {prompt_tokens:,} tokens and its answer needs room for {room}; "
                f"the context window of {self.model_name} is {self.context_limit:,} tokens.",
                needed=prompt_tokens + room,
                available=self.context_limit,
                hint="Shorten it, use --on-overflow truncate or chunk, or a larger --context.",
            )

    def _run(self, request: GenerationRequest, prompt: Prompt) -> Generator[Event]:
        generation = Generation(
            self._library,
            self._vocabulary,
            cache=self._cache,
            pace=self._pace,
            lengths=self._draft_lengths,
            load_seconds=self._load_seconds,
            reasoning_tokens=self._reasoning_tokens,
        )
        with SignalGuard() as guard:
            context = self._contexts.for_one(len(prompt.tokens) + request.sampling.max_tokens)
            yield from generation.run(context, request, prompt, guard)

    def generate_many(self, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
        """Answer many requests, several at a time; see `core.engine_ports.SideBySide`.

        Raises:
            ContextOverflowError: One does not fit; those before it were answered.
        """
        self._under_way = self._run_many(requests)
        return self._under_way

    def _run_many(self, requests: Iterable[GenerationRequest]) -> Generator[Tagged]:
        jobs = self._jobs(requests)
        ahead = list(itertools.islice(jobs, LOOK_AHEAD))
        is_alone = len(ahead) < _WORTH_TOGETHER and not self._contexts.is_side_by_side
        if not ahead or is_alone:
            yield from one_by_one(self, [job.request for job in ahead])
            return
        with SignalGuard() as guard:
            context = self._contexts.for_many(max(job.tokens for job in ahead))
            self._scorer_in(context).release()
            generation = ParallelGeneration(
                self._library,
                self._vocabulary,
                PromptReader(self._cache),
                context,
                reasoning_tokens=self._reasoning_tokens,
                load_seconds=self._load_seconds,
                threads=self._pace.threads,
                limit=self.context_limit,
                copies_parts=not self._model.is_recurrent,
                lengths=self._draft_lengths,
            )
            yield from in_order(generation.run(itertools.chain(ahead, jobs), guard))

    def _jobs(self, requests: Iterable[GenerationRequest]) -> Iterator[Job]:
        for index, request in enumerate(requests):
            yield Job(index, request, self._prompt(request))

    def score(
        self, messages: Sequence[Message], continuations: Sequence[str], *, constant: int = 1
    ) -> list[ContinuationScore]:
        """How likely each continuation is; see `core.engine_ports.Scores`."""
        continues = messages[-1].role == "assistant"
        segments = self._template.render(messages, thinking=False, continue_last=continues)
        tokens, stable = self._vocabulary.tokenize_segments(segments, constant)
        pieces = [self._vocabulary.tokenize(t, with_control_tokens=False) for t in continuations]
        longest = max(map(len, pieces), default=0)
        self._check_fit(len(tokens) + longest)
        with SignalGuard() as guard:
            context = self._contexts.for_scores(len(tokens) + sum(map(len, pieces)) + stable)
            context.watch(guard)
            try:
                prompt = Prompt(tokens, stable, opens_reasoning=False)
                found = self._scorer_in(context).score(prompt, pieces)
            except PaError:
                self._scorer = None  # the context is empty now
                raise
            finally:
                context.watch(None)
            if found is None or guard.stop_requested():
                raise InterruptedByUserError("")
        return found

    def _scorer_in(self, context: LlamaContext) -> Scorer:
        if self._scorer is None or self._scorer.context is not context:
            self._scorer = Scorer(
                self._library,
                context,
                self._vocabulary.size,
                cache=self._cache,
                keeps_parts=not self._model.is_recurrent,
            )
        return self._scorer

    def save_state(self) -> None:
        """Keep the state of the last generation on disk, so that going on starts from there."""
        context = self._contexts.current
        if self._cache is None or context is None or not context.tokens:
            return
        if context.state_bytes <= self._options.chat_max_bytes:
            self._cache.store(context.tokens, context.save)

    def close(self) -> None:
        """Free context and model; safe to call twice. An answer that is still under way ends first."""
        if self._under_way is not None:
            self._under_way.close()  # it frees what is its own in the context
        self._contexts.close()
        self._model.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
