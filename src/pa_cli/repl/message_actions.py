"""What a message of a chat asks to be done, found out and done before any model is asked."""

import re
from typing import TYPE_CHECKING

from pa_cli.core.consent import nothing_done
from pa_cli.core.errors import ConfirmationError
from pa_cli.core.grounding import Grounding, Source
from pa_cli.core.segmentation import fold
from pa_cli.core.tool import ToolResult

if TYPE_CHECKING:
    from pa_cli.core.tool import ToolRequest
    from pa_cli.repl.session import ChatRepl

_UNDO = re.compile(
    r"\W*(?:(?:please|no|ok|okay|oops|请|帮我|不对?)[\s,，]*)*"
    r"(?:undo|take (?:it|that) back|revert|撤销|撤回|撤消)"
    r"(?:\s*(?:that|it|this|the last(?: change| one)?|一下|上一步|刚才的?(?:修改|操作|改动)?|吧|它|这个))*\W*",
    re.IGNORECASE,
)
_STRAY = re.compile(r"\W*(?:y|yes|n|no|e|是|是的|否|不)\W*", re.IGNORECASE)
_SPOKEN_OF = ("event", "todo")


def act_on(chat: "ChatRepl", text: str) -> bool:
    """Do what `text` asks for; False when it is a message for the model.

    What only seems to ask for a change is always shown and asked about, also with `--yes`.
    """
    if chat.wiring.tools_mode != "all":
        return False
    return (
        _answer_nothing(chat, text) or _undo(chat, text) or _run(chat, text) or _write(chat, text)
    )


def _answer_nothing(chat: "ChatRepl", text: str) -> bool:
    """A "y" for which there is no question: the model would make one up."""
    turns = chat.session.chat.turns
    was_asked = bool(turns) and bool(turns[-1].model) and _asks(turns[-1].assistant)
    if was_asked or not (chat.reader.is_interactive and _STRAY.fullmatch(text)):
        return False
    chat.say(
        chat.wiring.voice_of(turns[-1].user if turns else text).pick(
            "There is no question open, so nothing was done. Say what you would like.",
            "现在没有要确认的问题，所以什么都没做。请直接说你想做什么。",
        )
    )
    return True


def _asks(answer: str) -> bool:
    """Whether an answer ends with a question or an offer."""
    return answer.rstrip().rstrip('*_`"”').endswith(("?", "？"))


def _undo(chat: "ChatRepl", text: str) -> bool:
    """Take the last change of the user's data back, in plain words."""
    if not _UNDO.fullmatch(text):
        return False
    from pa_cli.repl.chat_approver import ChatApprover
    from pa_cli.ui.sanitize import clean_line

    voice = chat.wiring.voice_of(text)
    last = chat.wiring.undo.list(1)
    if not last:
        told = voice.pick("There is nothing to undo yet.", "还没有可以撤销的操作。")
        chat.answer(chat.session.tell(text, Grounding(told, told=told)))
        return True
    what = clean_line(last[0].summary)
    try:
        question = voice.pick("Undo this?", "要撤销吗？")
        ChatApprover(chat, voice).approve(
            question, voice.pick(f"Last change: {what}", f"上一次修改：{what}")
        )
    except ConfirmationError:
        if not chat.reader.is_interactive:
            raise
        known = Grounding(nothing_done(voice), told=voice.pick("Not undone.", "没有撤销。"))
    else:
        chat.wiring.undo.undo_last(1)
        said = voice.pick(f"Undone: {what}", f"已撤销：{what}")
        known = Grounding(said, told=said)
    chat.answer(chat.session.tell(text, known))
    return True


def _run(chat: "ChatRepl", text: str) -> bool:
    """Run a tool of the user's own that is asked for."""
    own = chat.wiring.own_tools.read(text)
    if own is None:
        return False
    from pa_cli.repl.own_tool_commands import run_call

    run_call(chat, own, text)
    return True


def _write(chat: "ChatRepl", text: str) -> bool:
    """Change the user's data."""
    from pa_cli.core.write_request import only_points, read_likely_write, read_write_request

    known = _pointed_at(chat, text)
    if known is None:
        calls = read_write_request(text)
        is_sure = bool(calls)
        if not is_sure and chat.reader.is_interactive:
            calls = read_likely_write(text)
        if calls:
            from pa_cli.repl.acting import ChatActing

            acting = ChatActing(chat, text, accepts=chat.accepts and is_sure)
            known = acting.act(calls, is_sure=is_sure)
        elif chat.session.was_by_code and only_points(text):
            known = _unnamed(chat, text)
    if known is None:
        return False
    chat.answer(chat.session.tell(text, known))
    if (
        chat.reader.is_interactive
        and known.tool_calls
        and not any(c.error for c in known.tool_calls)
    ):
        chat.say(
            chat.wiring.voice_of(text).pick("To take it back: /undo data", "要撤销：/undo data")
        )
    return True


def _pointed_at(chat: "ChatRepl", text: str) -> Grounding | None:
    """Change what was spoken of last: "move it to 4pm"."""
    focus = chat.focus
    if not focus:
        return None
    from pa_cli.core.pointing import read_pointing
    from pa_cli.repl.acting import ChatActing

    pointing = read_pointing(text, "todo" if focus[0].kind == "todo" else "event")
    if pointing is None:
        return None
    acting = ChatActing(chat, text, accepts=chat.accepts)
    return acting.do([chat.wiring.actions.about(pointing, focus, text)])


def _unnamed(chat: "ChatRepl", text: str) -> Grounding:
    told = chat.wiring.voice_of(text).pick(
        "I could not tell what is meant, so nothing was done. Name it: cancel the dentist on Friday",
        "不清楚指的是哪一个，所以什么都没做。请说出名称，例如：取消周五的牙医预约",
    )
    return Grounding(told, told=told)


def spoken_of(chat: "ChatRepl") -> tuple[Source, ...]:
    """The events and to-dos that the last answer or change named, in their order.

    Of what a model was given, only what it tells of was shown.
    """
    session = chat.session
    sources = [source for source in session.grounding.sources if source.kind in _SPOKEN_OF]
    if not session.was_by_code and session.chat.turns:
        said = fold(session.chat.turns[-1].assistant)
        sources = [source for source in sources if fold(source.title) in said]
    return tuple(sources)


def act_for_model(chat: "ChatRepl", request: "ToolRequest") -> ToolResult:
    """Show what a call of the model would change, and do it after a yes."""
    from pa_cli.core.write_request import points_back
    from pa_cli.repl.acting import ChatActing
    from pa_cli.services.tools.writing import are_users_words, as_action

    if chat.output.stderr_is_terminal:
        chat.output.write_status("")  # of the prompt that was being read
    if request.name in chat.wiring.own_toolbox:
        return _run_for_model(chat, request)
    turns = chat.session.chat.turns
    message = turns[-1].user
    words = request.arguments.get("text", "")
    if not (points_back(message) or are_users_words(words, message)):
        return ToolResult(error="Nothing was asked for in these words: copy the user's own.")
    # --yes accepts what the user said, not what the model may have read somewhere
    accepts = chat.accepts and are_users_words(words, " ".join(turn.user for turn in turns))
    acting = ChatActing(chat, f"{message}\n{words}", accepts=accepts)
    done = acting.act([as_action(request, message)], is_sure=False)
    if done is None:
        return ToolResult(error="There is nothing like that to be changed.")
    return ToolResult(done.text, done.sources, final=True, told=done.told)


def _run_for_model(chat: "ChatRepl", request: "ToolRequest") -> ToolResult:
    """Show the exact command that a call of the model comes to, and run it after a yes."""
    from pa_cli.repl.chat_approver import ChatApprover

    try:
        return chat.wiring.own_toolbox.run(request, ChatApprover(chat))
    except ConfirmationError:
        if not chat.reader.is_interactive:
            raise
        return ToolResult("Nothing was run.", final=True)
