"""A chat as it goes on: turns asked, taken back, tried again; no terminal in here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pa_cli.core.action import WRITING_ACTIONS
from pa_cli.core.care import answer_distress
from pa_cli.core.chat_events import ChatEvent
from pa_cli.core.conversation import Chat, Turn
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import UsageError
from pa_cli.core.events import Event, Finished, ReasoningDelta, TextDelta
from pa_cli.core.grounding import Grounding, Informant, ToolCall, gather, joined
from pa_cli.core.leading_context import without_leading_context
from pa_cli.core.ports import ChatStore
from pa_cli.core.tool import Tool
from pa_cli.services.cited_answer import CitedAnswer
from pa_cli.services.found_passages import Found
from pa_cli.services.growing_answer import GrowingAnswer
from pa_cli.services.mood import MoodReader
from pa_cli.services.open_chat import ChatWishes, OpenChat
from pa_cli.services.prompts import time_note
from pa_cli.services.tools.loop import Act, LoopResult, ToolLoop


class ChatSession(OpenChat):
    """Questions and answers of one chat.

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
        super().__init__(chats, engine, wishes, chat)
        self._now = now
        self._attempts = 0
        self._informants = informants
        self._answer_by_code = answer_by_code
        self.mood = mood
        self._find_passages = find_passages
        self._cited: CitedAnswer | None = None
        self._tools = tools
        self.act: Act | None = None
        self.grounding = Grounding()
        self.spoken_tokens = 0

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
        context = time_note(self._now(), text) + grounding.text
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
        self.chat = self._chats.add_user(self.chat, text, context=time_note(self._now(), text))
        self.chat = self._chats.add_assistant(self.chat, known.text, model="", told=known.told)
        self.grounding = replace(known, text="")
        self._cited = None
        self.last = None
        yield TextDelta(known.text)

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
        """Take the last `count` turns back; see `OpenChat.undo`."""
        gone = super().undo(count)
        self._cited = None
        return gone

    def switch_to(self, chat: Chat) -> None:
        """Go on with `chat`; the state of this one is kept."""
        super().switch_to(chat)
        self._cited = None

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
        context = self.chat.turns[-1].context
        for event in cited.check(without_leading_context(self.engine.generate(request), context)):
            self.grounding = replace(self.grounding, sources=(*before, *cited.grounding.sources))
            yield event

    def _generated(self, request: GenerationRequest) -> Iterator[Event]:
        if request.continue_last:
            yield from self.engine.generate(request)
            return
        context = self.chat.turns[-1].context
        if self._tools is None:
            yield from without_leading_context(self.engine.generate(request), context)
            return
        calls: list[ToolCall] = []
        yield from without_leading_context(self._tools.answer(self.engine, request, calls), context)
        self.grounding = joined(self.grounding, Grounding(tool_calls=tuple(calls)))
