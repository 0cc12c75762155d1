"""Texts that a model writes on the way to a result: kept, so that no work is done twice."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace

from pa_cli.core.batching import generate_many
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import EngineError, InterruptedByUserError, StorageError
from pa_cli.core.events import Event, Finished, FinishReason, TextDelta, Timings, Usage
from pa_cli.core.ports import PartialTexts
from pa_cli.core.sampling import Sampling

_SECOND_TRY_TEMPERATURE = 0.7
_TELLTALE = 60
"""Characters that do not come three times by chance."""

_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？]")


@dataclass(frozen=True, slots=True)
class Written:
    """The last event: a text is done.

    Attributes:
        text: It, without space around it; "" when the model had nothing to say, twice.
        finish_reason: Why it ended.
        is_circular: It was stopped because the model repeated itself; `text` has it once.
        was_kept: An earlier run had written it.
    """

    text: str
    finish_reason: FinishReason
    is_circular: bool = False
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
        is_again: bool = False,
        is_enough: Callable[[], bool] = lambda: False,
    ) -> Iterator[Event | Written]:
        """Write the answer to `messages`, keeping nothing; asks a second time when nothing comes.

        Args:
            messages: The whole prompt.
            max_tokens: Longest text.
            lead: How the answer begins; the model goes on from there.
            stop: Texts that end it, besides those of the sampling.
            is_again: The first answer was not good; ask for another one.
            is_enough: Asked after each piece; the text ends there when it says so.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        sampling = replace(
            self._sampling, max_tokens=max_tokens, stop=(*self._sampling.stop, *stop)
        )
        sampling = _livelier(sampling) if is_again else sampling
        messages = _led_in(messages, lead)
        written = yield from self._generate(messages, sampling, is_enough)
        if not written.text:
            written = yield from self._generate(messages, _livelier(sampling), is_enough)
        yield written

    def write_each(
        self, prompts: Sequence[Sequence[Message]], *, max_tokens: int, lead: str = ""
    ) -> Iterator[tuple[int, Event | Written]]:
        """Write the answers to many prompts, several at a time where that is faster; all are kept.

        What an earlier run kept is not written again. An answer that was cut is kept without its
        last, half sentence.

        Args:
            prompts: Whole prompts.
            max_tokens: Longest text.
            lead: How each answer begins.

        Yields:
            The number of a prompt, from 0, and an event of its text; the last one is `Written`.

        Raises:
            InterruptedByUserError: Ctrl-C; what was finished by then is kept.
        """
        sampling = replace(self._sampling, max_tokens=max_tokens)
        asked = {number: _led_in(messages, lead) for number, messages in enumerate(prompts)}
        keys = {number: self._key(messages, sampling) for number, messages in asked.items()}
        for number, key in keys.items():
            if kept := self._partials.get(key) if self._partials else None:
                del asked[number]
                yield number, Written(kept, "stop", was_kept=True)
        for attempt in (sampling, _livelier(sampling)):
            for number, event in self._generate_each(asked, attempt):
                if isinstance(event, Written) and event.text:
                    del asked[number]
                    self._keep(keys[number], event.text)
                    yield number, event
                elif not isinstance(event, Written):
                    yield number, event
        for number in asked:
            yield number, Written("", "stop")

    def _request(self, messages: Sequence[Message], sampling: Sampling) -> GenerationRequest:
        return GenerationRequest(
            messages,
            sampling=sampling,
            thinking=self._thinking,
            continue_last=messages[-1].role == "assistant",
        )

    def _generate_each(
        self, asked: Mapping[int, Sequence[Message]], sampling: Sampling
    ) -> Iterator[tuple[int, Event | Written]]:
        numbers = list(asked)
        requests = [self._request(asked[number], sampling) for number in numbers]
        texts = dict.fromkeys(numbers, "")
        started, is_interrupted = time.perf_counter(), False
        spent: list[Finished] = []
        with closing(generate_many(self._engine, requests)) as tagged:
            for index, event in tagged:
                number = numbers[index]
                yield number, event
                if isinstance(event, TextDelta):
                    texts[number] += event.text
                elif isinstance(event, Finished):
                    spent.append(event)
                    if event.finish_reason == "interrupted":
                        is_interrupted = True
                    else:
                        yield number, _finished_text(texts[number], event.finish_reason)
        self._add_together(spent, time.perf_counter() - started)
        if is_interrupted:
            raise InterruptedByUserError("Interrupted.")

    def _add_together(self, spent: Sequence[Finished], seconds: float) -> None:
        """Add what several texts took that were written side by side in `seconds`."""
        reading = sum(one.timings.prompt_seconds for one in spent)
        writing = sum(one.timings.generation_seconds for one in spent)
        share = seconds / (reading + writing) if reading + writing else 0.0
        for one in spent:
            timings = replace(
                one.timings,
                prompt_seconds=share * one.timings.prompt_seconds,
                generation_seconds=share * one.timings.generation_seconds,
            )
            self._add(one.usage, timings)

    def _generate(
        self, messages: Sequence[Message], sampling: Sampling, is_enough: Callable[[], bool]
    ) -> Generator[Event, None, Written]:
        request = self._request(messages, sampling)
        text, once, checked = "", None, 0
        started = first = time.perf_counter()
        with closing(self._engine.generate(request)) as events:
            for event in events:
                yield event
                if isinstance(event, TextDelta):
                    first = first if text else time.perf_counter()
                    text += event.text
                elif isinstance(event, Finished):
                    self._add(event.usage, event.timings)
                    if event.finish_reason == "interrupted":
                        raise InterruptedByUserError("Interrupted.")
                    return Written(text.strip(), event.finish_reason)
                if len(text) >= checked + _TELLTALE:
                    checked = len(text)
                    if (once := _first_round(text)) is not None:
                        break
                if is_enough():
                    break
        now = time.perf_counter()
        self._add(
            Usage(
                prompt_tokens=self._engine.count_tokens(messages),
                completion_tokens=self._engine.count_text_tokens(text),
            ),
            replace(self.timings, prompt_seconds=first - started, generation_seconds=now - first),
        )
        return Written((once or text).strip(), "stop", is_circular=once is not None)

    def _add(self, usage: Usage, timings: Timings) -> None:
        spent = self.timings
        self.usage += usage
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


def nothing_said(model_name: str) -> EngineError:
    """The error of a model that answered with nothing, also on the second try."""
    return EngineError(
        f"{model_name} answered with nothing, twice.",
        hint="Try another model: pa summarize -m NAME, see: pa models list",
    )


def _led_in(messages: Sequence[Message], lead: str) -> Sequence[Message]:
    """`messages` with the beginning of their answer, which the model continues."""
    return [*messages, Message("assistant", lead)] if lead else messages


def _livelier(sampling: Sampling) -> Sampling:
    """For a second try."""
    temperature = max(_SECOND_TRY_TEMPERATURE, sampling.temperature)
    return replace(sampling, temperature=temperature, seed=None)


def _finished_text(text: str, reason: FinishReason) -> Written:
    """A text that is done, without what it says again and again and without half a sentence."""
    once = _first_round(text)
    if once is not None:
        return Written(once.strip(), "stop", is_circular=True)
    text = text.strip()
    return Written(_whole_sentences(text) if reason == "length" else text, reason)


def _whole_sentences(text: str) -> str:
    """`text` without the sentence that was cut, unless that is most of it."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return text[: ends[-1]].rstrip() if ends and 2 * ends[-1] > len(text) else text


def _first_round(text: str) -> str | None:
    """`text` up to where it begins to repeat itself word for word; None when it does not."""
    tail = text[-_TELLTALE:]
    if text.count(tail) < 3:
        return None
    period = len(text) - _TELLTALE - text.rfind(tail, 0, len(text) - 1)
    start = len(text) - period
    while start > 0 and text[start - 1] == text[start - 1 + period]:
        start -= 1
    return text[: start + period]
