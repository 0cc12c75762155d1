"""Texts that a model writes on the way to a result: kept, so that no work is done twice."""

import hashlib
import json
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from pa_cli.core.conversation import Message
from pa_cli.core.errors import InterruptedByUserError, StorageError
from pa_cli.core.events import Event, Finished, FinishReason, TextDelta, Timings, Usage
from pa_cli.core.ports import Engine, GenerationRequest, PartialTexts
from pa_cli.core.sampling import Sampling

_SECOND_TRY_TEMPERATURE = 0.7
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？]")


@dataclass(frozen=True, slots=True)
class Written:
    """The last event: a text is done.

    Attributes:
        text: It, without space around it; "" when the model had nothing to say, twice.
        finish_reason: Why it ended.
        was_kept: An earlier run had written it.
    """

    text: str
    finish_reason: FinishReason
    was_kept: bool = False


class PartWriter:
    """Generates texts and adds up what that took.

    Args:
        engine: The model at work.
        sampling: How tokens are chosen; `max_tokens` is given with each text.
        thinking: As in `GenerationRequest`.
        partials: Keeps what is written; None keeps nothing.
        identity: What the texts depend on beside model name, prompt and sampling.
    """

    def __init__(
        self,
        engine: Engine,
        sampling: Sampling,
        *,
        thinking: bool | None = None,
        partials: PartialTexts | None = None,
        identity: str = "",
    ) -> None:
        self.usage = Usage()
        self.timings = Timings()
        self._engine = engine
        self._sampling = sampling
        self._thinking = thinking
        self._partials = partials
        self._identity = identity

    def write(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        lead: str = "",
        stop: tuple[str, ...] = (),
        keep: bool = False,
    ) -> Iterator[Event | Written]:
        """Write the answer to `messages`; asks a second time when nothing comes.

        Args:
            messages: The whole prompt.
            max_tokens: Longest text.
            lead: How the answer begins; the model goes on from there.
            stop: Texts that end it, besides those of the sampling.
            keep: Look for it among the kept texts, and keep it.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        sampling = replace(
            self._sampling, max_tokens=max_tokens, stop=(*self._sampling.stop, *stop)
        )
        if lead:
            messages = [*messages, Message("assistant", lead)]
        key = self._key(messages, sampling)
        kept = self._partials.get(key) if keep and self._partials else None
        if kept:
            yield Written(kept, "stop", was_kept=True)
            return
        text, reason = yield from self._generate(messages, sampling)
        if not text:
            livelier = max(_SECOND_TRY_TEMPERATURE, sampling.temperature)
            sampling = replace(sampling, temperature=livelier, seed=None)
            text, reason = yield from self._generate(messages, sampling)
        if text and keep:
            text = _whole_sentences(text) if reason == "length" else text
            self._keep(key, text)
        yield Written(text, reason)

    def _generate(
        self, messages: Sequence[Message], sampling: Sampling
    ) -> Generator[Event, None, tuple[str, FinishReason]]:
        request = GenerationRequest(
            messages,
            sampling=sampling,
            thinking=self._thinking,
            continue_last=messages[-1].role == "assistant",
        )
        pieces: list[str] = []
        reason: FinishReason = "stop"
        for event in self._engine.generate(request):
            match event:
                case TextDelta(text):
                    pieces.append(text)
                case Finished(finish_reason, usage, timings):
                    reason = finish_reason
                    self._add(usage, timings)
                case _:
                    pass
            yield event
        if reason == "interrupted":
            raise InterruptedByUserError("Interrupted.")
        return "".join(pieces).strip(), reason

    def _add(self, usage: Usage, timings: Timings) -> None:
        ours, spent = self.usage, self.timings
        self.usage = Usage(
            ours.prompt_tokens + usage.prompt_tokens,
            ours.cached_tokens + usage.cached_tokens,
            ours.completion_tokens + usage.completion_tokens,
        )
        self.timings = Timings(
            load_seconds=timings.load_seconds,
            prompt_seconds=spent.prompt_seconds + timings.prompt_seconds,
            first_token_seconds=spent.first_token_seconds or timings.first_token_seconds,
            generation_seconds=spent.generation_seconds + timings.generation_seconds,
            threads=timings.threads,
        )

    def _key(self, messages: Sequence[Message], sampling: Sampling) -> str:
        facts = [
            self._identity,
            self._engine.model_name,
            self._thinking,
            asdict(sampling),
            [asdict(message) for message in messages],
        ]
        return hashlib.sha256(json.dumps(facts).encode("utf-8")).hexdigest()

    def _keep(self, key: str, text: str) -> None:
        """Keep `text`; a full disk must not stop the work that it would only make repeatable."""
        if self._partials is not None:
            with suppress(StorageError):
                self._partials.put(key, text)


def _whole_sentences(text: str) -> str:
    """`text` without the sentence that was cut, unless that is most of it."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text[: ends[-1]].rstrip() if ends and 2 * ends[-1] > len(text) else text
