"""One question, one answer: the turn of `pa ask`."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime

from pa_cli.core.care import answer_distress
from pa_cli.core.conversation import Chat
from pa_cli.core.engine_ports import Engine
from pa_cli.core.events import Event, Finished, ReasoningDelta, TextDelta, Timings, Usage
from pa_cli.core.grounding import Grounding, Informant, ToolCall, joined
from pa_cli.core.leading_context import without_leading_context
from pa_cli.core.ports import ChatStore
from pa_cli.services.answers import Answer, Preview, Question
from pa_cli.services.cited_answer import CitedAnswer, unread
from pa_cli.services.fitting import QuestionFitter
from pa_cli.services.found_passages import Found, Scope
from pa_cli.services.growing_answer import GrowingAnswer
from pa_cli.services.question_prompt import QuestionPrompt
from pa_cli.services.tools.loop import LoopResult, ToolLoop


class Assistant:
    """Answers questions with the model and keeps the turns.

    Args:
        chats: The log.
        open_engine: Opens the model; called after the question is on disk.
        now: The clock.
        informants: Know what helps to answer; what they say goes before the question.
        system: System prompt of questions and chats that have none of their own.
        answer_by_code: The whole answer to a question that needs no model, None for any other.
        find_passages: The user's texts that may hold the answer to a question.
        tools: Lets the model look things up before it answers.
    """

    def __init__(
        self,
        chats: ChatStore,
        open_engine: Callable[[], Engine],
        now: Callable[[], datetime],
        informants: Sequence[Informant] = (),
        *,
        system: str = "",
        answer_by_code: Callable[[str], Grounding | None] = lambda _: None,
        find_passages: Callable[[str, Scope], Found | None] = lambda _question, _scope: None,
        tools: ToolLoop | None = None,
    ) -> None:
        self._chats = chats
        self._open_engine = open_engine
        self._prompt = QuestionPrompt(now, informants, system)
        self._answer_by_code = answer_by_code
        self._find_passages = find_passages
        self._tools = tools

    def answer_known(
        self, question: Question, notice: Callable[[str], None] = lambda _: None
    ) -> tuple[Answer, Generator[Event]] | None:
        """The answer to a question that needs no model, logged as any other; None for the rest.

        `notice` gets what is to be known of the texts that were looked at.
        """
        known = _kind_words(question)
        if known is None and question.by_code:
            known = self._answer_by_code(question.instruction)
        known = known or self._nothing_found(question, notice)
        if known is None:
            return None
        chat = self._log_question(question, self._prompt.time_note())
        answer = Answer("", chat, grounding=replace(known, text=""))
        return answer, self._say_known(answer, known.text)

    def found(self, question: Question) -> Found | None:
        """The user's texts that may hold the answer; None when they are not asked."""
        turns = question.chat.turns if question.chat else ()
        before = turns[-1].user if turns and question.scope.is_explicit else ""
        return self._find_passages(question.instruction, replace(question.scope, before=before))

    def _nothing_found(self, question: Question, notice: Callable[[str], None]) -> Grounding | None:
        """The answer when the user wants one from texts of which none has to do with the question."""
        found = self.found(question)
        if found is None or found.candidates or found.search.why != "asked":
            return None
        if question.document or question.grammar:
            return None
        for sentence in found.notices:
            notice(sentence)
        return replace(unread(found), text=found.nothing())

    def _say_known(self, answer: Answer, text: str) -> Generator[Event]:
        answer.text = text
        if answer.chat is not None:
            answer.chat = self._chats.add_assistant(answer.chat, text, model="")
        yield TextDelta(text)
        answer.finished = Finished("stop", Usage(), Timings())
        yield answer.finished

    def preview(self, question: Question) -> Preview:
        """The final prompt of `question`, without asking it."""
        with closing(self._open_engine()) as engine:
            context = self._prompt.context(question, self._prompt.ground(question))
            request = self._prompt.request(question, context)
            return Preview(
                model=engine.model_name,
                prompt=engine.render_prompt(request),
                prompt_tokens=engine.count_tokens(request.messages),
                context=engine.context_limit,
                is_estimate=not engine.counts_exactly,
            )

    def ask(
        self, question: Question, notice: Callable[[str], None]
    ) -> tuple[Answer, Generator[Event]]:
        """Log the question, open the model and start to answer.

        Args:
            question: What is asked.
            notice: Gets a sentence when something was left out of the prompt.

        Returns:
            The answer, filled while the events are consumed, and the events. Closing them early
            keeps what was said so far.

        Raises:
            ContextOverflowError: The question does not fit and may not be cut.
        """
        grounding = self._prompt.ground(question)
        context = self._prompt.context(question, grounding)
        found = self.found(question)
        chat = self._log_question(question, context)
        engine = self._open_engine()
        answer = Answer(engine.model_name, chat, grounding=grounding)

        calls: list[ToolCall] = []

        def generate(passages: str = "") -> Generator[Event]:
            fitter = QuestionFitter(
                engine,
                lambda document: self._prompt.request(
                    replace(question, document=document), context + passages
                ),
                notice,
            )
            request = fitter.fit(question.document, question.on_overflow)
            if self._tools is None or question.grammar:
                return without_leading_context(engine.generate(request), context)
            return without_leading_context(self._tools.answer(engine, request, calls), context)

        try:
            if found is None:
                events = self._from_tools(answer, engine, question, generate)
            else:
                for sentence in found.notices:
                    notice(sentence)
                events = self._from_passages(answer, engine, question, found, generate)
        except BaseException:
            engine.close()
            raise
        return answer, self._watch(answer, engine, events, calls)

    def _from_tools(
        self,
        answer: Answer,
        engine: Engine,
        question: Question,
        generate: Callable[[str], Generator[Event]],
    ) -> Generator[Event]:
        """Let the model call the tools that may help, if any, and answer."""
        loop = self._tools
        if loop is None or question.document or question.grammar or question.system:
            return generate("")
        offered = loop.offered(question.instruction, answer.grounding)
        if not offered:
            return generate("")

        def events() -> Generator[Event]:
            result = LoopResult()
            yield from loop.run(engine, question.instruction, offered, result)
            answer.grounding = joined(answer.grounding, result.grounding)
            if result.stopped is not None:
                yield result.stopped
                return
            if answer.chat is not None and result.grounding.text:
                context = answer.chat.turns[-1].context + result.grounding.text
                answer.chat = self._chats.add_context(answer.chat, context)
            yield from generate(result.grounding.text)

        return events()

    def _from_passages(
        self,
        answer: Answer,
        engine: Engine,
        question: Question,
        found: Found,
        generate: Callable[[str], Generator[Event]],
    ) -> Generator[Event]:
        """Read passages, answer from those that say what is asked, and check what is cited."""
        cited = CitedAnswer(found)
        before = answer.grounding
        if question.grammar:
            cited.take_all(engine)
        else:
            yield from cited.read(engine)
        answer.grounding = joined(before, cited.grounding)
        if cited.stopped is not None:
            yield cited.stopped
            return
        if answer.chat is not None and cited.grounding.text:
            context = answer.chat.turns[-1].context + cited.grounding.text
            answer.chat = self._chats.add_context(answer.chat, context)
        if cited.beginning:
            yield TextDelta(cited.beginning + ("" if cited.is_over else "\n\n"))
        if cited.is_over:
            yield cited.spent
            return
        events = generate(cited.grounding.text)
        if question.grammar:
            yield from events
            return
        with closing(events):
            for event in cited.check(events):
                answer.grounding = joined(before, cited.grounding)
                yield event

    def _log_question(self, question: Question, context: str) -> Chat | None:
        if not question.log:
            return None
        chat = question.chat or self._chats.create(system=question.system)
        return self._chats.add_user(chat, question.text, context=context)

    def _watch(
        self, answer: Answer, engine: Engine, events: Generator[Event], calls: Sequence[ToolCall]
    ) -> Generator[Event]:
        """Pass the events on, fill `answer`, and keep it whatever ends the stream."""
        growing = GrowingAnswer(self._chats, answer.model)
        with closing(engine), closing(events):
            try:
                for event in events:
                    if isinstance(event, TextDelta):
                        answer.text += event.text
                        if answer.chat is not None:
                            answer.chat = growing.keep(answer.chat, answer.text)
                    elif isinstance(event, ReasoningDelta):
                        answer.reasoning += event.text
                    elif isinstance(event, Finished):
                        answer.finished = event
                        answer.grounding = joined(
                            answer.grounding, Grounding(tool_calls=tuple(calls))
                        )
                    yield event
            finally:
                if answer.chat is not None and (answer.text or answer.finished):
                    answer.chat = self._chats.add_assistant(
                        answer.chat,
                        answer.text,
                        model=answer.model,
                        reasoning=answer.reasoning,
                        interrupted=answer.interrupted,
                    )


def _kind_words(question: Question) -> Grounding | None:
    """The answer to somebody in distress, however it was said: typed, piped, to a persona."""
    said = question.instruction or question.document
    words = "" if question.grammar else answer_distress(said)
    return Grounding(words) if words else None
