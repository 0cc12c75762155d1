"""A chat as it goes on: turns asked, taken back, tried again; no terminal in here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pa_cli.core.action import WRITING_ACTIONS
from pa_cli.core.care import answer_distress
from pa_cli.core.chat_events import ChatEvent, Folded, Folding
from pa_cli.core.conversation import Chat, Message, Turn
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import ContextOverflowError, UsageError
from pa_cli.core.events import Event, Finished, ReasoningDelta, TextDelta
from pa_cli.core.grounding import Grounding, Informant, ToolCall, gather, joined
from pa_cli.core.ports import ChatStore
from pa_cli.core.sampling import Sampling
from pa_cli.core.tool import Tool
from pa_cli.services.cited_answer import CitedAnswer
from pa_cli.services.folding import Fold, answer_room, least_room, plan_fold, run_fold
from pa_cli.services.found_passages import Found
from pa_cli.services.growing_answer import GrowingAnswer
from pa_cli.services.mood import MoodReader
from pa_cli.services.prompts import chat_messages, time_note
from pa_cli.services.tools.loop import Act, LoopResult, ToolLoop


@dataclass(slots=True)
class ChatWishes:
    """How the next answer is made; may be changed between turns.

    Attributes:
        system: System prompt of chats that have none of their own.
        sampling: How tokens are chosen.
        thinking: True asks a thinking model for its reasoning, False against it.
    """

    system: str
    sampling: Sampling
    thinking: bool | None = None


class ChatSession:
    """One chat with one engine; both can be changed while it lasts.

    Every question is in the log before the model is asked, every answer when it ends, however it
    ends. Methods that return events do their work while these are consumed.

    Args:
        chats: The log.
        engine: The model.
        now: The clock.
        wishes: How answers are made.
        chat: The chat to go on with; None starts a new one.
        informants: Know what helps to answer; what they say goes before the question.
        answer_by_code: The whole answer to a question that needs no model, None for any other.
        mood: Notices the tone of messages.
        find_passages: The user's own texts that may hold the answer; None when the question is
            not about them.
        tools: Lets the model look things up before it answers.
    """

    def __init__(
        self,
        chats: ChatStore,
        engine: Engine,
        now: Callable[[], datetime],
        wishes: ChatWishes,
        chat: Chat | None = None,
        *,
        informants: Sequence[Informant] = (),
        answer_by_code: Callable[[str], Grounding | None] = lambda _: None,
        mood: MoodReader | None = None,
        find_passages: Callable[[str], Found | None] = lambda _: None,
        tools: ToolLoop | None = None,
    ) -> None:
        self._chats = chats
        self._now = now
        self._attempts = 0
        self._informants = informants
        self._answer_by_code = answer_by_code
        self._hints: dict[tuple[str, int], str] = {}
        self.mood = mood
        self._find_passages = find_passages
        self._cited: CitedAnswer | None = None
        self._tools = tools
        self.act: Act | None = None
        self._has_new_state = False
        self.grounding = Grounding()
        self.engine = engine
        self.wishes = wishes
        self.chat = chat or chats.create()
        self.last: Finished | None = None
        self.spoken_tokens = 0

    @property
    def system(self) -> str:
        """The system prompt that counts."""
        return self.chat.system or self.wishes.system

    def prompt_tokens(self) -> int:
        """Tokens that the chat fills of the context window now."""
        return self.engine.count_tokens(self._messages()) if self._live_turns() else 0

    def ask(
        self, text: str, *, instead_of_last: bool = False, by_code: bool = False
    ) -> Iterator[ChatEvent]:
        """Log `text` as a turn and answer it.

        Args:
            text: What the user says.
            instead_of_last: The last turn is taken back first.
            by_code: It is the user's own words alone: it may be answered without the model, when
                code is sure to know the answer, and from the user's texts.

        Raises:
            ContextOverflowError: `text` alone is too long; nothing is logged or taken back.
        """
        known = self._answer_by_code(text) if by_code and not self.chat.system else None
        if known is not None:
            return self.tell(text, known, instead_of_last=instead_of_last)
        before = self._live_turns()
        if instead_of_last:
            before = before[:-1]
        earlier = [turn for turn in before if turn.assistant]
        grounding = gather(self._informants, text, earlier)
        found = self._find_passages(text) if by_code else None
        context = time_note(self._now()) + grounding.text
        self._check_alone(Turn(id=0, user=text, context=context))
        if instead_of_last and self.chat.turns:
            self.undo(1)
        self.chat = self._chats.add_user(self.chat, text, context=context)
        self.grounding = grounding
        self._cited = None if found is None else CitedAnswer(found)
        self._attempts = 0
        self._notice_mood(text)
        uses_tools = self._tools is not None and by_code and found is None
        offered = self._tools.offered(text, grounding) if self._tools and uses_tools else ()
        return self._answer_with(offered, earlier) if offered else self._answer()

    def _answer_with(self, offered: Sequence[Tool], earlier: Sequence[Turn]) -> Iterator[ChatEvent]:
        """Let the model call tools, then answer; a call that changed something is the answer."""
        result = LoopResult()
        turn = self.chat.turns[-1]
        loop = self._tools
        if loop is not None:
            self._keep_state()  # choosing takes the place of the chat in the model
            yield from loop.run(
                self.engine, turn.user, offered, result, earlier=earlier, act=self.act
            )
        self.grounding = joined(self.grounding, result.grounding)
        if result.stopped is not None:
            self.chat = self._chats.add_assistant(
                self.chat, "", model=self.engine.model_name, interrupted=True
            )
            self.last = result.stopped
            yield result.stopped
            return
        if result.answer:
            self.chat = self._chats.add_assistant(
                self.chat, result.answer, model="", told=result.told
            )
            self.last = None
            yield TextDelta(result.answer)
            return
        if result.grounding.text:
            context = turn.context + result.grounding.text
            self.chat = self._chats.add_context(self.chat, context)
        yield from self._answer()

    def advise(self, hint: str) -> None:
        """Tell the model `hint` when it answers the last turn again; kept nowhere."""
        self._hints[self.chat.id, self._last_turn().id] = hint

    def _notice_mood(self, text: str) -> None:
        """Let the tone of the last turn count; what is told of it is in memory only."""
        if self.mood is None:
            return
        hint = self.mood.hint(self.engine, self._messages()[:-1], text)
        if hint:
            self._hints[self.chat.id, self.chat.turns[-1].id] = hint

    def tell(
        self, text: str, known: Grounding, *, instead_of_last: bool = False
    ) -> Iterator[ChatEvent]:
        """Log `text` as a turn and `known.text` as its answer, which needed no model."""
        if instead_of_last and self.chat.turns:
            self.undo(1)
        self.chat = self._chats.add_user(self.chat, text, context=time_note(self._now()))
        self.chat = self._chats.add_assistant(self.chat, known.text, model="", told=known.told)
        self.grounding = replace(known, text="")
        self._cited = None
        self.last = None
        yield TextDelta(known.text)

    @property
    def was_by_code(self) -> bool:
        """Whether the last answer needed no model."""
        turns = self.chat.turns
        return bool(turns) and bool(turns[-1].assistant) and not turns[-1].model

    def regenerate(self) -> Iterator[ChatEvent]:
        """Answer the last question again; the old answer stays until the new one has begun.

        What code has answered is asked again of the model, which is told what the data says.

        Raises:
            UsageError: There is no question.
        """
        last = self._last_turn()
        if self.was_by_code and any(c.name in WRITING_ACTIONS for c in self.grounding.tool_calls):
            raise UsageError(
                "That was done, not answered: there is nothing to say again.",
                hint="To take it back: /undo data",
            )
        if kind_words := answer_distress(last.user):
            return self.tell(last.user, Grounding(kind_words), instead_of_last=True)
        if self.was_by_code:
            return self.ask(last.user, instead_of_last=True)
        self._attempts += 1
        return self._answer()

    def go_on(self) -> Iterator[ChatEvent]:
        """Let the model go on with its last answer.

        Raises:
            UsageError: There is no question.
        """
        turn = self._last_turn()
        return self._answer(begun=turn.assistant)

    def undo(self, count: int = 1) -> tuple[Turn, ...]:
        """Take the last `count` turns back; returns them, oldest first.

        Raises:
            UsageError: There is nothing to take back.
        """
        self._last_turn()
        gone = self.chat.turns[-count:]
        self.chat = self._chats.undo(self.chat, count)
        self._cited = None
        return gone

    def compact(self) -> Iterator[ChatEvent]:
        """Fold all turns but the last into a summary.

        Raises:
            UsageError: There is nothing to fold.
        """
        turns = self._live_turns()[:-1]
        if not turns:
            raise UsageError("There is nothing to fold yet: one turn always stays whole.")
        return self._fold(len(turns))

    def correct_answer(self, text: str) -> None:
        """Put `text` in the place of the last answer."""
        turn = self._last_turn()
        self.chat = self._chats.add_assistant(
            self.chat, text, model=turn.model, reasoning=turn.reasoning
        )

    def start_new(self) -> None:
        """Leave this chat and start a new one with the same system prompt."""
        self.switch_to(self._chats.create(system=self.chat.system))

    def switch_to(self, chat: Chat) -> None:
        """Go on with `chat`; the state of this one is kept."""
        self._save_state()
        self._cited = None
        self.chat = chat

    def load(self, chat_id: str) -> None:
        """Go on with another chat; see `ChatStore.load`."""
        self.switch_to(self._chats.load(chat_id))

    def fork(self, title: str = "") -> None:
        """Go on in a copy of this chat; the original stays as it is."""
        self.chat = self._chats.fork(self.chat, title=title)

    def rename(self, title: str) -> None:
        """Give the chat a title."""
        self.chat = self._chats.rename(self.chat, title)

    def set_system(self, text: str) -> None:
        """Give the chat a system prompt of its own; "" goes back to the default."""
        self.chat = self._chats.set_system(self.chat, text)

    def close(self) -> None:
        """Keep the state of the chat, so that it is resumed at once, and free the model."""
        try:
            self._save_state()
        finally:
            self.engine.close()

    def use_engine(self, engine: Engine) -> None:
        """Let another model answer from here on; the one before has been closed."""
        self.engine = engine
        self._has_new_state = False
        self.last = None

    def _save_state(self) -> None:
        self._keep_state()
        self.last = None

    def _keep_state(self) -> None:
        if self._has_new_state:
            self.engine.save_state()
        self._has_new_state = False

    def _last_turn(self) -> Turn:
        if not self.chat.turns:
            raise UsageError("There is no turn yet: ask something first.")
        if self.chat.folded >= len(self.chat.turns):
            self.chat = self._chats.fold(self.chat, "", 0)
        return self.chat.turns[-1]

    def _live_turns(self) -> tuple[Turn, ...]:
        """The turns that stand whole in the prompt: not folded, and answered but for the last."""
        turns = self.chat.turns[self.chat.folded :]
        return (*(turn for turn in turns[:-1] if turn.assistant), *turns[-1:])

    def _messages(self, begun: str | None = None) -> list[Message]:
        """The prompt; with `begun` it ends with the beginning of an answer, "" for none."""
        turns = tuple(
            replace(turn, context=self._hints.get((self.chat.id, turn.id), "") + turn.context)
            for turn in self._live_turns()
        )
        if begun is not None:
            turns = (*turns[:-1], replace(turns[-1], assistant=begun))
        return chat_messages(system=self.system, turns=turns, summary=self.chat.summary)

    def _check_alone(self, turn: Turn) -> None:
        alone = chat_messages(system=self.system, turns=[turn])
        self._check_fit(self.engine.count_tokens(alone))

    def _check_fit(self, needed: int) -> None:
        limit = self.engine.context_limit
        if needed + least_room(self.engine) > limit:
            raise ContextOverflowError(
                f"This message makes a prompt of {needed:,} tokens; the context window of "
                f"{self.engine.model_name} is {limit:,}, and the answer needs room too.",
                needed=needed,
                available=limit,
                hint="Send less of it at once, or start the chat with a larger --context.",
            )

    def _answer(self, begun: str = "") -> Iterator[ChatEvent]:
        """Make room, then answer the last turn, going on from `begun`; log what was said."""
        cited = self._cited
        if cited is not None and not cited.was_read:
            yield from self._read(cited)
        yield from self._make_room(begun)
        turn = self.chat.turns[-1]
        sampling = self.wishes.sampling
        if self._attempts and sampling.seed is not None:
            # the same seed would say the same again
            sampling = replace(sampling, seed=(sampling.seed + self._attempts) % 2**32)
        request = GenerationRequest(
            self._messages(begun),
            sampling=sampling,
            thinking=self.wishes.thinking,
            continue_last=bool(begun),
        )
        self.last = None
        text, reasoning = begun, turn.reasoning if begun else ""
        growing = GrowingAnswer(self._chats, self.engine.model_name, begun=len(begun))
        try:
            for event in self._checked(request, cited, begun):
                if isinstance(event, TextDelta):
                    text += event.text
                    self.chat = growing.keep(self.chat, text)
                elif isinstance(event, ReasoningDelta):
                    reasoning += event.text
                elif isinstance(event, Finished):
                    self.last = event
                    self._has_new_state = True
                    self.spoken_tokens += event.usage.completion_tokens
                yield event
        finally:
            cut_off = self.last is None or self.last.finish_reason == "interrupted"
            if text or (cut_off and not turn.assistant):
                self.chat = self._chats.add_assistant(
                    self.chat,
                    text or turn.assistant,
                    model=self.engine.model_name,
                    reasoning=reasoning,
                    interrupted=cut_off,
                )

    def _read(self, cited: CitedAnswer) -> Iterator[Event]:
        """Read the passages for the last turn; what the model is told of them goes before it."""
        self._keep_state()  # reading takes the place of the chat in the model
        yield from cited.read(self.engine)
        self.grounding = joined(self.grounding, cited.grounding)
        if cited.grounding.text:
            context = self.chat.turns[-1].context + cited.grounding.text
            self.chat = self._chats.add_context(self.chat, context)

    def _checked(
        self, request: GenerationRequest, cited: CitedAnswer | None, begun: str
    ) -> Iterator[Event]:
        """The answer, with what it cites checked."""
        if cited is None:
            yield from self._generated(request)
            return
        if cited.stopped is not None:
            yield cited.stopped
            return
        if cited.beginning and not begun:
            yield TextDelta(f"{cited.beginning}\n\n")
        before = tuple(s for s in self.grounding.sources if not s.number)
        for event in cited.check(self.engine.generate(request)):
            self.grounding = replace(self.grounding, sources=(*before, *cited.grounding.sources))
            yield event

    def _generated(self, request: GenerationRequest) -> Iterator[Event]:
        if self._tools is None or request.continue_last:
            yield from self.engine.generate(request)
            return
        calls: list[ToolCall] = []
        yield from self._tools.answer(self.engine, request, calls)
        self.grounding = joined(self.grounding, Grounding(tool_calls=tuple(calls)))

    def _make_room(self, begun: str) -> Iterator[ChatEvent]:
        """Fold older turns until prompt and answer fit; the last turn always stays whole."""
        limit, room = self.engine.context_limit, answer_room(self.engine, self.wishes.sampling)
        while self.engine.count_tokens(self._messages(begun)) + room > limit:
            older = self._live_turns()[:-1]
            if not older:
                self._check_fit(self.engine.count_tokens(self._messages(begun)))
                break
            last = replace(self.chat.turns[-1], assistant=begun)
            base = self.engine.count_tokens(chat_messages(system=self.system, turns=[last]))
            yield from self._fold(plan_fold(self.engine, older, base))

    def _fold(self, count: int) -> Iterator[ChatEvent]:
        turns = self._live_turns()[:-1]
        fold = Fold(count)
        yield Folding(count)
        yield from run_fold(
            self.engine, fold, system=self.system, summary=self.chat.summary, turns=turns
        )
        through = turns[fold.turns - 1].id
        folded = sum(1 for turn in self.chat.turns if turn.id <= through)
        self.chat = self._chats.fold(self.chat, fold.summary.strip(), folded)
        yield Folded(
            turns=folded,
            tokens=self.prompt_tokens(),
            shortened=fold.shortened,
            by_model=fold.by_model,
        )
