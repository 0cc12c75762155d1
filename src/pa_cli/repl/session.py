"""The chat in a terminal: read, dispatch, answer, until the user leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pa_cli.core.care import answer_distress, limit_of
from pa_cli.core.chat_events import ChatEvent, Folded, Folding
from pa_cli.core.errors import ClosedPipeError, InterruptedByUserError, PaError
from pa_cli.core.events import Event, TextDelta
from pa_cli.core.grounding import Grounding, Source
from pa_cli.repl.message_actions import act_on, spoken_of
from pa_cli.repl.readers import Reader
from pa_cli.repl.registry import Registry, split_command
from pa_cli.repl.toolbar import ChatStatus, toolbar_text
from pa_cli.services.chat_session import ChatSession
from pa_cli.ui.answer_view import AnswerView, stats_line
from pa_cli.ui.console import Output
from pa_cli.ui.sources_view import cited_lines
from pa_cli.ui.text_width import terminal_columns
from pa_cli.ui.wrapping import wrap_text
from pa_cli.wiring import Wiring

HOW_TO_LEAVE = "To leave: Ctrl-D or /exit."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the next message."""

    name: str
    text: str


@dataclass(slots=True)
class ChatRepl:
    """What the commands of a chat work on.

    Attributes:
        wiring: The services.
        output: The streams.
        session: The chat itself.
        registry: The slash commands.
        reader: Where messages come from.
        logged: The chat is kept.
        accepts: What would be asked is accepted.
        show_stats: Tokens and speed after each answer.
        attachments: Files that go with the next message.
        beginning: Stands in the input next time, to be edited.
        replaces_last: What is sent next takes the place of the last question.
        is_done: The user wants to leave.
        waiting: A message that was typed instead of the answer to a question.
        focus: The events and to-dos that were last shown or changed: "it".
    """

    wiring: Wiring
    output: Output
    session: ChatSession
    registry: Registry
    reader: Reader
    logged: bool = True
    accepts: bool = False
    show_stats: bool = False
    attachments: list[Attachment] = field(default_factory=list)
    beginning: str = ""
    replaces_last: bool = False
    is_done: bool = False
    waiting: str = ""
    focus: tuple[Source, ...] = ()
    _gauge: tuple[object, int] = (None, 0)
    _answers: int = 0

    def run(self, first: str = "") -> None:
        """Talk until the user leaves or the input ends.

        Args:
            first: A first message, "" for none.
        """
        if first:
            self.take(first)
        while not self.is_done:
            if self.waiting:
                text, self.waiting = self.waiting, ""
                self.take(text)
                continue
            beginning, self.beginning = self.beginning, ""
            try:
                text = self.reader.read(beginning=beginning)
            except EOFError:
                return
            except KeyboardInterrupt:
                self.replaces_last = False
                if not self.reader.is_interactive:
                    raise
                self.say(HOW_TO_LEAVE)
                continue
            self.take(text)

    def take(self, text: str) -> None:
        """Do what one input says; what goes wrong ends a script, and is said to a person."""
        if not text.strip():
            self.replaces_last = False
            return
        try:
            self._dispatch(text)
        except ClosedPipeError:
            raise
        except PaError as error:
            if not self.reader.is_interactive:
                raise
            self.say_error(error)
        except KeyboardInterrupt:
            if not self.reader.is_interactive:
                raise
            self.say("Interrupted.")

    def _dispatch(self, text: str) -> None:
        command = split_command(text)
        if command is None:
            self.send(text)
            return
        self.replaces_last = False
        name, arguments = command
        found = self.registry.get(name)
        if found is None and not self.reader.is_interactive:
            self.send(text)  # in a pipe a line is text unless it is surely a command
            return
        (found or self.registry.find(name)).run(self, arguments)

    def send(self, text: str) -> None:
        """Do what the message asks for, or ask the model; attached files go first."""
        if kind_words := answer_distress(text):
            self.answer(self.session.tell(text, Grounding(kind_words)))
            return
        replaces, self.replaces_last = self.replaces_last, False
        if not (replaces or self.attachments) and act_on(self, text):
            return
        parts = [f"File: {a.name}\n\n{a.text}" for a in self.attachments]
        message = "\n\n".join([*parts, text])
        events = self.session.ask(message, instead_of_last=replaces, by_code=not self.attachments)
        self.attachments.clear()
        self.answer(events)
        self._tell_limit(text)

    def _tell_limit(self, text: str) -> None:
        """Say once a chat that a doctor, lawyer or adviser would have to be asked."""
        if self.reader.is_interactive and not self.session.was_by_code:
            limit = limit_of(text, [turn.user for turn in self.session.chat.turns[:-1]])
            if limit:
                self.say(f"{limit}\n")

    def answer(self, events: Iterator[ChatEvent], *, continues: bool = False) -> None:
        """Show an answer while it comes, and what is to be known about it.

        Args:
            events: The answer.
            continues: It goes on where another one stopped.
        """
        if self._answers and not self.reader.is_interactive:
            self.output.write("\n")
        self._answers += 1
        self.reader.begin_answer()
        try:
            view = AnswerView(self.output, is_plain=lambda: self.session.was_by_code)
            view.show(self._without_folds(events, continues=continues))
        finally:
            self.focus = spoken_of(self) or self.focus
            self._tell()
        if self._was_interrupted and not self.reader.is_interactive:
            raise InterruptedByUserError("Interrupted. What came so far is kept.")

    @property
    def _was_interrupted(self) -> bool:
        turns = self.session.chat.turns
        return bool(turns) and turns[-1].interrupted

    def _tell(self) -> None:
        last = self.session.last
        if self.reader.is_interactive and self._was_interrupted:
            said = self.session.chat.turns[-1].assistant
            go_on = "Go on with /continue, try again" if said else "Ask it again"
            self.say(f"(interrupted) {go_on} with /regen.")
        elif last is not None and last.finish_reason == "length":
            self.say(
                f"The answer was cut after {last.usage.completion_tokens:,} tokens. "
                "Go on with: /continue"
            )
        self._tell_false_claim()
        if self.reader.is_interactive:
            for line in cited_lines(self.session.grounding):
                self.say(line)
        if last is not None and (self.show_stats or self.output.verbose):
            self.say(stats_line(last.usage, last.timings))
        if self.reader.is_interactive:
            self.output.write("\n")

    def _tell_false_claim(self) -> None:
        """Say so when the model tells of a change: only code changes anything, after a yes."""
        from pa_cli.core.write_request import NOTHING_CHANGED, claims_a_change

        turns = self.session.chat.turns
        if turns and turns[-1].model and claims_a_change(turns[-1].user, turns[-1].assistant):
            self.say(NOTHING_CHANGED)

    def _without_folds(
        self, events: Iterator[ChatEvent], *, continues: bool = False
    ) -> Iterator[Event]:
        """The engine's own events; what the chat does in between is said at once."""
        is_first = True
        for event in events:
            match event:
                case TextDelta() if is_first:
                    # an answer that goes on begins in the middle of a line, on a line of its own
                    is_first = False
                    yield TextDelta(event.text.lstrip(" ")) if continues else event
                case Folding():
                    self.say(f"The context is full: summarizing the {_turns(event.turns)} ...")
                case Folded():
                    self._tell_folded(event)
                case _:
                    yield event

    def _tell_folded(self, event: Folded) -> None:
        log = " The log keeps them whole." if self.logged else ""
        self.say(
            f"A summary now stands for the {_turns(event.turns)}; "
            f"the prompt is {event.tokens:,} tokens.{log}"
        )
        if event.shortened:
            self.say("One turn was too long to be summarized whole; its middle was left out.")
        if not event.by_model:
            self.say("The model gave no summary; it is a list of what you asked.")

    def fold(self, events: Iterator[ChatEvent]) -> None:
        """Run events that only fold."""
        self.reader.begin_answer()
        AnswerView(self.output).show(self._without_folds(events))

    def say(self, text: str) -> None:
        """Tell the user something that is no answer."""
        if self.reader.is_interactive:
            text = wrap_text(text, terminal_columns())
        self.output.notice(text)

    def say_error(self, error: PaError) -> None:
        """Say what went wrong and what mends it."""
        self.say(f"pa: {error.message}" + (f"\n{error.hint}" if error.hint else ""))

    def status(self) -> ChatStatus:
        """What the toolbar shows."""
        session, last = self.session, self.session.last
        seconds = last.timings.generation_seconds if last else 0.0
        return ChatStatus(
            model=session.engine.model_name,
            used=self._used(),
            limit=session.engine.context_limit,
            speed=last.usage.completion_tokens / seconds if last and seconds > 0 else 0.0,
            attached=len(self.attachments),
            title=session.chat.title,
            logged=self.logged,
        )

    def toolbar(self) -> str:
        """The line below the prompt."""
        return toolbar_text(self.status(), terminal_columns())

    def _used(self) -> int:
        """Tokens that the chat fills; counted once a state, because it is asked at every key."""
        chat = self.session.chat
        state = (chat, self.session.system, id(self.session.engine))
        if self._gauge[0] != state:
            self._gauge = (state, self.session.prompt_tokens())
        return self._gauge[1]


def _turns(count: int) -> str:
    return "oldest turn" if count == 1 else f"{count} oldest turns"
