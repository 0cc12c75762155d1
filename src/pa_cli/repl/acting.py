"""Changes of the user's data that a chat asks for: shown, confirmed, done, and told to the chat."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pa_cli.core.action import WRITING_ACTIONS, ActionCall
from pa_cli.core.action_form import read_form, write_form
from pa_cli.core.consent import nothing_done
from pa_cli.core.errors import ConfirmationError, EditorError, PaError
from pa_cli.core.event import Event
from pa_cli.core.grounding import Grounding, Source, ToolCall
from pa_cli.core.memory_item import Origin
from pa_cli.core.proposal import Ask, Done, Need, Proposal, Refuse, Remember
from pa_cli.core.requests.reading import best_reading
from pa_cli.core.todo import Todo
from pa_cli.repl.chat_approver import ChatApprover
from pa_cli.ui import done_view, proposal_view
from pa_cli.ui.confirm import pick_hint, read_numbers
from pa_cli.ui.proposal_record import arguments_record

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl

_MOST_QUESTIONS = 5
_MOST_EDITS = 20


class ChatActing:
    """Acts for one message of a chat.

    Args:
        chat: The chat.
        request: The user's words.
        accepts: `--yes`: everything is accepted.
    """

    def __init__(self, chat: "ChatRepl", request: str, *, accepts: bool = False) -> None:
        self._chat = chat
        self._request = request
        self._accepts = accepts
        self._actions = chat.wiring.actions
        self._now = chat.wiring.actions.now()
        self._voice = chat.wiring.voice_of(request)
        self._nothing = nothing_done(self._voice)

    def act(self, calls: Sequence[ActionCall], *, is_sure: bool = True) -> Grounding | None:
        """Show what `calls` would change, ask, and do it; what became of it, for the chat.

        Args:
            calls: The changes.
            is_sure: The user surely asked for them.

        Returns:
            None when there is nothing that fits, so that the message is one for the model.

        Raises:
            ConfirmationError: There is nobody to ask.
            PaError: It could not be written.
        """
        proposals = [self._of_this_turn(self._actions.propose(c, self._request)) for c in calls]
        if any(self._is_for_the_model(proposal, is_sure=is_sure) for proposal in proposals):
            return None
        return self.do(proposals)

    def do(self, proposals: Sequence[Proposal]) -> Grounding:
        """Show what was proposed, ask, and do it; what became of it.

        Raises:
            ConfirmationError: There is nobody to ask.
            PaError: It could not be written.
        """
        try:
            settled = self._confirmed([self._settled(proposal) for proposal in proposals])
        except _DeclinedError:
            return self._left(proposals, self._nothing, "declined")
        if refused := [one.plan for one in settled if isinstance(one.plan, Refuse)]:
            said = "\n".join(f"{plan.message} {plan.hint}".strip() for plan in refused)
            return self._left(settled, f"{said}\n{self._nothing}", said)
        return self._told(self._actions.carry_out(settled))

    def _told(self, done: Sequence[Done]) -> Grounding:
        """What was done: for the user, and in other words for the model."""
        lines = [line for one in done for line in done_view.done_lines(one, self._now, self._voice)]
        text = "\n".join(lines)
        return Grounding(
            text,
            tuple(source for one in done for source in _sources(one)),
            tuple(_tool_call(one.proposal, text) for one in done),
            told=" ".join(done_view.told_line(one, self._now, self._voice) for one in done),
        )

    def _left(self, proposals: Sequence[Proposal], text: str, error: str) -> Grounding:
        """That nothing was done."""
        words = self._request.partition("\n")[0]
        why = self._voice.pick("the user said no", "用户没有同意")
        why = why if error == "declined" else error
        told = self._voice.pick(f"Not done: {words!r} ({why}).", f"没有做：“{words}”（{why}）。")
        calls = tuple(_tool_call(proposal, "", error) for proposal in proposals)
        return Grounding(text, tool_calls=calls, told=told)

    def _of_this_turn(self, proposal: Proposal) -> Proposal:
        """The proposal; a memory says in which turn it was told."""
        if not (isinstance(proposal.plan, Remember) and self._chat.logged):
            return proposal
        chat = self._chat.session.chat
        turn = 1 + max((turn.id for turn in chat.turns), default=0)
        memory = replace(proposal.plan.memory, origin=Origin(chat.id, turn))
        return replace(proposal, plan=Remember(memory))

    def _is_for_the_model(self, proposal: Proposal, *, is_sure: bool) -> bool:
        if isinstance(proposal.plan, Ask):
            return True
        if isinstance(proposal.plan, Refuse) and proposal.plan.is_known:
            return False
        # "I bought a car" is no to-do that is done when there is none like it
        unsure = not is_sure or proposal.call.action == "todo_done"
        return unsure and isinstance(proposal.plan, Refuse | Need)

    def _settled(self, proposal: Proposal) -> Proposal:
        """The proposal with what it lacks, as the user says."""
        for _ in range(_MOST_QUESTIONS):
            need = proposal.plan
            if not isinstance(need, Need):
                break
            if not self._can_ask:
                raise PaError(f"{self._nothing} {need.question}")
            if need.what == "which":
                proposal = self._picked(proposal, need)
                continue
            answer = self._ask(f"{need.question} ")
            if not answer and not need.optional:
                raise _DeclinedError
            proposal = self._actions.answered(proposal, answer, self._request)
        return proposal

    def _picked(self, proposal: Proposal, need: Need) -> Proposal:
        lines = [proposal_view.choice_line(item, self._now, self._voice) for item in need.choices]
        self._chat.say("\n".join(f"{n}  {line}" for n, line in enumerate(lines, start=1)))
        answer = self._ask(f"{need.question} {pick_hint(self._voice, several=need.several)} ")
        picked = read_numbers(answer, len(need.choices), several=need.several)
        if not picked:
            raise _DeclinedError
        return self._actions.chosen(proposal, picked, self._request)

    def _confirmed(self, proposals: list[Proposal]) -> list[Proposal]:
        """What the user agrees to, with their changes; what cannot be done is asked about no more."""
        for _ in range(_MOST_EDITS):
            if any(isinstance(one.plan, Refuse) for one in proposals) or self._agrees(proposals):
                return proposals
            proposals = [self._settled(one) for one in self._edited(proposals)]
        raise _DeclinedError

    def _agrees(self, proposals: Sequence[Proposal]) -> bool:
        """True for a yes, False when the user wishes to change what would be done."""
        lines = [
            line
            for one in proposals
            for line in proposal_view.lines_of(one, self._now, self._voice)
        ]
        if self._accepts:
            return True
        if not self._can_ask:
            raise ConfirmationError(
                f"Nothing done, because there is no terminal to ask at: {'; '.join(lines[:3])}",
                hint="To accept it, add --yes; to let the model answer, add --tools read.",
            )
        self._chat.say("\n".join(lines))
        question = proposal_view.question_of(proposals, self._voice)
        try:
            return ChatApprover(self._chat, self._voice).decide(question, edits=True)
        except ConfirmationError:
            raise _DeclinedError from None

    def _edited(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals again, as the user wants them: changed in an editor, or in other words."""
        calls = tuple(proposal.call for proposal in proposals)
        try:
            form = self._chat.wiring.editor.edit_text(write_form(calls), name="request.txt")
            calls = read_form(calls, form)
        except EditorError as error:
            self._chat.say_error(error)
            self._request = self._ask(self._voice.pick("Say it in other words: ", "换个说法："))
            calls = best_reading(self._request)
        if not calls or any(call.action not in WRITING_ACTIONS for call in calls):
            raise _DeclinedError
        return [self._of_this_turn(self._actions.propose(c, self._request)) for c in calls]

    @property
    def _can_ask(self) -> bool:
        return self._chat.reader.is_interactive

    def _ask(self, question: str) -> str:
        try:
            return self._chat.reader.ask(question).strip()
        except (EOFError, KeyboardInterrupt):
            raise _DeclinedError from None


class _DeclinedError(Exception):
    """The user does not want it."""


def _tool_call(proposal: Proposal, text: str, error: str = "") -> ToolCall:
    arguments = {k: v for k, v in arguments_record(proposal.call).items() if v}
    return ToolCall(proposal.call.action, arguments, text, proposal.call.by, error)


def _sources(done: Done) -> Iterator[Source]:
    """The events and to-dos that something was done with: the next "it"."""
    for item in done.items:
        found = getattr(item, "todo", item)
        if isinstance(found, Event):
            yield Source("event", found.title, ref=found.ref, path=str(found.path))
        elif isinstance(found, Todo):
            yield Source("todo", found.title, ref=found.id, path=str(found.path))
