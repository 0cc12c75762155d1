"""Making room in a full context: the oldest turns of a chat are folded into a summary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pa_cli.core.chat_log import title_of
from pa_cli.core.conversation import Message, Turn
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Event, Finished, PromptProgress, TextDelta
from pa_cli.core.languages import detect_language
from pa_cli.core.sampling import Sampling
from pa_cli.services.prompts import chat_messages, load_prompt

_CUT_MARK = "\n[...]\n"
_OVERHEAD = 16  # tokens that a template puts around a turn, generously


@dataclass(slots=True)
class Fold:
    """A summary while it is made: the oldest `turns` turns, besides those folded before."""

    turns: int
    summary: str = ""
    shortened: bool = False
    by_model: bool = True


def answer_room(engine: Engine, sampling: Sampling) -> int:
    """Tokens that are kept free for an answer: what may be said, at most a quarter of the window."""
    return max(least_room(engine), min(sampling.max_tokens, engine.context_limit // 4))


def least_room(engine: Engine) -> int:
    """Tokens without which an engine refuses to answer."""
    return min(256, engine.context_limit // 4)


def plan_fold(engine: Engine, turns: Sequence[Turn], base: int) -> int:
    """How many of the oldest of `turns` to fold, so that the rest fills half of the window at most.

    Args:
        engine: Counts tokens.
        turns: Turns that stand whole in the prompt and may be folded; at least one.
        base: Tokens of what stays in any case: system prompt and last question.
    """
    room = engine.context_limit // 2 - base
    kept = 0
    for turn in reversed(turns):
        room -= _size(engine, turn)
        if room < 0:
            break
        kept += 1
    return max(1, len(turns) - kept)


def run_fold(
    engine: Engine, fold: Fold, *, system: str, summary: str, turns: Sequence[Turn]
) -> Iterator[Event]:
    """Let the model summarize the oldest of `turns`; fills `fold`, yields progress only.

    The prompt begins as that of the chat does, so that what was evaluated for the chat need not
    be evaluated again. Fewer turns are folded when not all of them fit.

    Raises:
        InterruptedByUserError: Ctrl-C; nothing is folded.
    """
    budget = max(48, min(512, engine.context_limit // 8))
    language = detect_language("\n".join(turn.user for turn in turns))
    instruction = load_prompt("fold").format(words=budget // 2, language=language.name)
    room = engine.context_limit - max(budget, least_room(engine))

    def prompt(chosen: Sequence[Turn]) -> list[Message]:
        asking = Turn(id=0, user=instruction)
        return chat_messages(system=system, turns=[*chosen, asking], summary=summary)

    chosen = list(turns[: fold.turns])
    while len(chosen) > 1 and engine.count_tokens(prompt(chosen)) > room:
        chosen.pop()
    if engine.count_tokens(prompt(chosen)) > room:
        spare = room - engine.count_tokens(prompt([]))
        chosen = [_shortened(engine, chosen[0], spare)]
        fold.shortened = True
    fold.turns = len(chosen)
    if engine.count_tokens(prompt(chosen)) <= room:
        request = GenerationRequest(
            prompt(chosen), sampling=Sampling(temperature=0.2, max_tokens=budget), thinking=False
        )
        yield from _generate(engine, request, fold)
    if not fold.summary.strip():
        fold.by_model = False
        fold.summary = _list_questions(summary, turns[: fold.turns], budget)


def _generate(engine: Engine, request: GenerationRequest, fold: Fold) -> Iterator[Event]:
    for event in engine.generate(request):
        if isinstance(event, TextDelta):
            fold.summary += event.text
        elif isinstance(event, PromptProgress):
            yield event
        elif isinstance(event, Finished) and event.finish_reason == "interrupted":
            raise InterruptedByUserError("Interrupted while older turns were summarized.")


def _size(engine: Engine, turn: Turn) -> int:
    text = turn.context + turn.user
    return engine.count_text_tokens(text) + engine.count_text_tokens(turn.assistant) + _OVERHEAD


def _shortened(engine: Engine, turn: Turn, tokens: int) -> Turn:
    """`turn` with the middle of question and answer left out, in at most about `tokens` tokens."""
    size = max(1, _size(engine, turn))
    share = max(0.0, min(1.0, (tokens - 2 * _OVERHEAD) / size * 0.9))
    return replace(
        turn,
        user=_without_middle(turn.user, share),
        assistant=_without_middle(turn.assistant, share),
    )


def _without_middle(text: str, share: float) -> str:
    keep = int(len(text) * share / 2)
    return text if 2 * keep >= len(text) else text[:keep] + _CUT_MARK + text[len(text) - keep :]


def _list_questions(summary: str, turns: Sequence[Turn], budget: int) -> str:
    """What was asked, one line a question: better than nothing when the model says nothing."""
    lines = [summary] if summary else []
    lines += [f"- I asked: {title_of(turn.user)}" for turn in turns]
    return "\n".join(lines)[-budget * 4 :]
