"""A request on its way: read, resolved, completed by questions, shown, confirmed, done."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from pa_cli.cli.context import make_approver
from pa_cli.cli.handing_over import Options, hand_over
from pa_cli.cli.input import read_question
from pa_cli.core.action import ActionCall
from pa_cli.core.errors import EditorError, NotFoundError, PaError, UsageError
from pa_cli.core.proposal import Ask, Done, Need, Proposal, Refuse
from pa_cli.core.settings import Settings
from pa_cli.ui import done_view, proposal_view
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.proposal_record import proposal_record
from pa_cli.wiring import Wiring

LONGEST_REQUEST = 2000
"""Characters; what is longer is a text and no request."""
_MOST_EDITS = 20


@dataclass(frozen=True, slots=True)
class Words:
    """What the user said, and the text that came with it through a pipe."""

    request: str
    document: str = ""


def read_words(
    words: Sequence[str], files: Sequence[str] | None, *, settings: Settings, output: Output
) -> Words:
    """The request: the argument, else what comes through the pipe.

    Raises:
        UsageError: It is too long for a request, or there is nothing.
    """
    asked = read_question(words, files, settings=settings, output=output, mails_as_read=True)
    found = Words(asked.instruction, asked.document)
    if not asked.instruction:
        found = Words(asked.document)
    if len(found.request) > LONGEST_REQUEST:
        raise UsageError(
            f"A request has at most {LONGEST_REQUEST:,} characters; this has {len(found.request):,}.",
            hint='Give a long text through a pipe: cat FILE | pa do "keep this as a note"',
        )
    return found


class Doing:
    """One run of `pa do`.

    Args:
        wiring: The services.
        output: The streams.
        options: The flags.
        words: What the user said.
    """

    def __init__(self, wiring: Wiring, output: Output, options: Options, words: Words) -> None:
        self._wiring = wiring
        self._output = output
        self._options = options
        self._words = words
        self._actions = wiring.actions
        self._now = wiring.actions.now()
        self._voice = wiring.voice_of(words.request)
        self._approver = make_approver(output, yes=options.yes, voice=self._voice)
        self._records: list[dict[str, Any]] = []

    def show_plan(self) -> None:
        """Write what would be done, and do nothing."""
        proposals = self._propose(self._read())
        if self._options.json:
            records = [proposal_record(proposal) for proposal in proposals]
            self._output.write(to_json({"actions": records}))
            return
        for proposal in proposals:
            for line in self._plan_lines(proposal):
                self._output.write(f"{line}\n")

    def _plan_lines(self, proposal: Proposal) -> Sequence[str]:
        answer = list(done_view.answer_lines(proposal, self._now, self._voice))
        return answer or list(proposal_view.lines_of(proposal, self._now, self._voice))

    def run(self) -> None:
        """Answer what is asked, and do what is wished after a yes."""
        proposals = [self._settled(one) for one in self._propose(self._read())]
        for proposal in proposals:
            if not (proposal.writes or isinstance(proposal.plan, Ask)):
                self._answer(proposal)
        done = self._confirm([proposal for proposal in proposals if proposal.writes])
        self._show(done)
        for proposal in proposals:
            if isinstance(proposal.plan, Ask):
                self._ask(proposal, proposal.plan.text)
        if self._options.json:
            self._output.write(to_json({"actions": self._records}))

    def _read(self) -> tuple[ActionCall, ...]:
        reader = self._wiring.request_reader(self._options.model, detail=self._output.detail)
        with closing(reader):
            return reader.read(self._words.request)

    def _propose(self, calls: Sequence[ActionCall]) -> list[Proposal]:
        words = self._words
        return [self._actions.propose(call, words.request, words.document) for call in calls]

    def _settled(self, proposal: Proposal) -> Proposal:
        """The proposal with everything that it lacks; asks for it where somebody can answer."""
        while isinstance(proposal.plan, Need):
            need = proposal.plan
            if not self._approver.can_ask:
                raise self._lacking(need, proposal)
            if len(need.choices) == 1 and not self._options.yes:
                # it is shown and asked about in any case
                proposal = self._actions.chosen(proposal, [0], self._words.request)
                continue
            if need.what == "which":
                lines = [
                    proposal_view.choice_line(item, self._now, self._voice) for item in need.choices
                ]
                picked = self._approver.pick(need.question, lines, several=need.several)
                proposal = self._actions.chosen(proposal, picked, self._words.request)
                continue
            answer = self._approver.ask(need.question)
            words = self._words
            proposal = self._actions.answered(proposal, answer, words.request, words.document)
            if not answer and isinstance(proposal.plan, Need):
                raise UsageError("Nothing done.")
        if isinstance(proposal.plan, Refuse):
            raise _refusal(proposal.plan)
        return proposal

    def _lacking(self, need: Need, proposal: Proposal) -> PaError:
        """What is missing, for somebody who cannot be asked."""
        voice = self._voice
        if need.what != "which":
            what = voice.pick(*_CALLED[need.what])
            asked = voice.quote(self._words.request[:80])
            return UsageError(
                voice.pick(
                    f"Nothing done: {what} is missing in {asked}.",
                    f"什么都没有做：{asked}里缺少{what}。",
                ),
                hint=need.question,
            )
        lines = [proposal_view.choice_line(item, self._now, self._voice) for item in need.choices]
        title = proposal.call.title.strip()
        named = voice.quote(title) if title else voice.pick("It", "它")
        return UsageError(
            voice.pick(
                f"Nothing done. {named} could be: {'; '.join(lines)}.",
                f"什么都没有做。{named}可能是：{'；'.join(lines)}。",
            ),
            hint=voice.pick("Say which one.", "请说清楚是哪一个。"),
        )

    def _confirm(self, proposals: list[Proposal]) -> list[Done]:
        """Show what would be written, ask, and write it; changes of the user are taken in."""
        for _ in range(_MOST_EDITS):
            if not proposals:
                return []
            lines = [
                line
                for one in proposals
                for line in proposal_view.lines_of(one, self._now, self._voice)
            ]
            question = proposal_view.question_of(proposals, self._voice)
            if not self._approver.can_ask and not self._options.yes:
                between = self._voice.pick("; ", "；")
                said = between.join(line.strip().rstrip(":：") for line in lines[:3])
                question = f"{said}{self._voice.pick('?', '？')}"
            if self._approver.approve_or_edit(question, "\n".join(lines)):
                return self._actions.carry_out(proposals)
            proposals = self._edited(proposals)
        return []

    def _edited(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        from pa_cli.core.action_form import read_form, write_form

        calls = tuple(proposal.call for proposal in proposals)
        try:
            text = self._wiring.editor.edit_text(write_form(calls), name="request.txt")
            changed = read_form(calls, text)
        except EditorError as error:
            self._output.notice(f"{error.message} {error.hint}".strip())
            self._words = replace(
                self._words,
                request=self._approver.ask(
                    self._voice.pick("Say it in other words:", "换个说法：")
                ),
            )
            changed = self._read()
        return [self._settled(one) for one in self._propose(changed)]

    def _answer(self, proposal: Proposal) -> None:
        if self._options.json:
            self._records.append(
                {
                    **proposal_record(proposal),
                    "done": False,
                    "result": done_view.shown_record(proposal),
                }
            )
            return
        for line in done_view.answer_lines(proposal, self._now, self._voice):
            self._output.write(f"{line}\n")
        self._actions.remember(proposal)

    def _show(self, done: Sequence[Done]) -> None:
        for one in done:
            if self._options.json:
                record = proposal_record(one.proposal)
                self._records.append({**record, "done": True, "result": done_view.done_record(one)})
                continue
            for line in done_view.done_lines(one, self._now, self._voice):
                self._output.write(f"{line}\n")
        if done and not self._options.json:
            self._output.notice_terminal(
                self._voice.pick("To take it back: pa undo", "要撤销：pa undo")
            )

    def _ask(self, proposal: Proposal, question: str) -> None:
        answer = hand_over(
            self._wiring, self._output, question, self._words.document, self._options
        )
        if answer is not None:
            record = proposal_record(proposal)
            self._records.append({**record, "done": False, "result": [answer]})


_CALLED = {
    "when": ("the time", "时间"),
    "title": ("what it is", "内容"),
    "new_when": ("the new time", "新的时间"),
    "text": ("the text", "正文"),
    "list": ("the list", "清单"),
}


def _refusal(plan: Refuse) -> PaError:
    kind = UsageError if plan.is_usage else NotFoundError
    return kind(plan.message, hint=plan.hint)
