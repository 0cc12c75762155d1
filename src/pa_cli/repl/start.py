"""Starting a chat: where it reads from, with which model, and where it goes on."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial

from pa_cli.core.conversation import Chat
from pa_cli.core.engine_ports import Engine
from pa_cli.core.errors import EmptyInputError, NoModelError, UsageError
from pa_cli.core.ports import ChatStore
from pa_cli.core.setting_specs.assistant import ASSISTANT_MOOD, INPUT_ENCODING, INPUT_MAX_BYTES
from pa_cli.repl.conversation_commands import greet_resumed, pick_chat
from pa_cli.repl.message_actions import act_for_model
from pa_cli.repl.readers import LineReader, Reader, reopen_terminal
from pa_cli.repl.session import HOW_TO_LEAVE, ChatRepl
from pa_cli.repl.slash_commands import chat_registry
from pa_cli.repl.terminal_mode import quiet_terminal, typed_before
from pa_cli.services.absent_engine import AbsentEngine
from pa_cli.services.chat_session import ChatSession
from pa_cli.services.generation import sampling_from, thinking_from
from pa_cli.services.mood import MoodReader
from pa_cli.services.open_chat import ChatWishes
from pa_cli.storage.text_input import TextReader, TextSource
from pa_cli.ui.console import Output, is_terminal
from pa_cli.wiring import Wiring


@dataclass(frozen=True, slots=True)
class ChatStart:
    """What the command line said.

    Attributes:
        words: A first message.
        model: Name or path of the model, None for the default.
        system: System prompt of this chat, "" for the default.
        chat_id: The chat to go on with, "" for none.
        latest: Go on with the last chat.
        pick: Let the user choose a chat.
        logged: Keep the chat.
        stats: Tokens and speed after each answer.
        accepts: What would be asked is accepted.
    """

    words: tuple[str, ...] = ()
    model: str | None = None
    system: str = ""
    chat_id: str = ""
    latest: bool = False
    pick: bool = False
    logged: bool = True
    stats: bool = False
    accepts: bool = False


def run_chat(
    wiring: Wiring, output: Output, start: ChatStart, *, make_sure: Callable[[], None]
) -> None:
    """Talk until the user leaves.

    Args:
        wiring: The services.
        output: The streams.
        start: What the command line said.
        make_sure: Makes sure that there is a model, or raises.

    Raises:
        EmptyInputError: The pipe was empty and there is no terminal.
    """
    chat = _named_chat(wiring, start)
    first = " ".join(start.words).strip()
    reads_pipe = not is_terminal(sys.stdin)
    if reads_pipe and output.stdout_is_terminal:
        first = _read_pipe(wiring, output, first)
        reads_pipe = not reopen_terminal()
    if start.pick and reads_pipe:
        raise UsageError("Choosing a chat needs a terminal.", hint="Name it instead: --chat ID")
    reader = LineReader(output)
    if start.pick:
        found = pick_chat(wiring, output.notice, reader.ask)
        chat = wiring.chats.load(found) if found else None
    if reads_pipe and not first:
        first = _first_message(reader)
    missing = _missing_model(wiring, start, make_sure)
    full = is_terminal(sys.stdin) and output.stdout_is_terminal and output.has_full_terminal
    with quiet_terminal() if full else nullcontext():
        typed = typed_before() if full else ""
        session = _open_session(wiring, output, start, _log(wiring, start), chat, missing=missing)
        try:
            repl = _build(wiring, output, session, start, reader)
            session.act = partial(act_for_model, repl)
            if full:
                repl.reader = _terminal_reader(repl, typed)
            _greet(repl, resumed=chat is not None)
            repl.run(first)
            _take_leave(repl)
        finally:
            session.close()


def _named_chat(wiring: Wiring, start: ChatStart) -> Chat | None:
    if start.chat_id:
        return wiring.chats.load(start.chat_id)
    if not start.latest:
        return None
    found = wiring.chats.latest()
    if found is None:
        raise UsageError("There is no chat to go on with.", hint="Start one: pa chat")
    return found


def _read_pipe(wiring: Wiring, output: Output, first: str) -> str:
    """All that was piped, and the first message after it."""
    reader = TextReader(wiring.settings[INPUT_MAX_BYTES], wiring.settings[INPUT_ENCODING])
    piped = reader.read(TextSource("stdin")).strip("\n") if sys.stdin is not None else ""
    for notice in reader.notices():
        output.notice(notice)
    return "\n\n".join(part for part in (piped if piped.strip() else "", first) if part)


def _first_message(reader: LineReader) -> str:
    """The first message of a pipe, so that an empty one is found out before a model is loaded."""
    try:
        while not (text := reader.read()).strip():
            pass
    except EOFError:
        raise EmptyInputError(
            "The input is empty.", hint="Start pa chat at a terminal, or pipe lines into it."
        ) from None
    return text


def _log(wiring: Wiring, start: ChatStart) -> ChatStore:
    if start.logged:
        return wiring.chats
    from pa_cli.services.unlogged_chats import UnloggedChats

    return UnloggedChats(wiring.chats, wiring.now)


def _open_session(
    wiring: Wiring,
    output: Output,
    start: ChatStart,
    chats: ChatStore,
    chat: Chat | None,
    *,
    missing: NoModelError | None,
) -> ChatSession:
    settings = wiring.settings
    wishes = ChatWishes(
        system=wiring.system_prompt(),
        sampling=sampling_from(settings),
        thinking=thinking_from(settings),
    )
    engine = _open_engine(wiring, output, start.model or _model_of(wiring, chat), missing)
    try:
        session = ChatSession(
            chats,
            engine,
            wiring.now,
            wishes,
            chat,
            informants=wiring.informants(output.notice),
            answer_by_code=wiring.answer_by_code,
            tools=wiring.tool_loop(writes=True),
            mood=MoodReader(lambda: wiring.settings[ASSISTANT_MOOD]),
            find_passages=wiring.find_own_texts,
        )
        if start.system:
            session.set_system(start.system)
    except BaseException:
        engine.close()
        raise
    return session


def _missing_model(
    wiring: Wiring, start: ChatStart, make_sure: Callable[[], None]
) -> NoModelError | None:
    """What is missing; without a model a chat still answers what code knows."""
    try:
        make_sure()
    except NoModelError as error:
        if start.model or wiring.tools_mode == "none":
            raise
        return error
    return None


def _open_engine(
    wiring: Wiring, output: Output, model: str | None, missing: NoModelError | None
) -> Engine:
    if missing is not None:
        return AbsentEngine(missing)
    shown = output.stderr_is_terminal
    if shown:
        output.write_status("Loading the model ...")
    try:
        return wiring.open_engine(model, purpose="long", notice=output.notice, detail=output.detail)
    finally:
        if shown:
            output.write_status("")


def _model_of(wiring: Wiring, chat: Chat | None) -> str | None:
    """The model that a chat was held with, when it is still there; None for the default."""
    if chat is None or not chat.model:
        return None
    try:
        return wiring.model_name(chat.model)
    except NoModelError:
        return None


def _build(
    wiring: Wiring, output: Output, session: ChatSession, start: ChatStart, reader: LineReader
) -> ChatRepl:
    return ChatRepl(
        wiring,
        output,
        session,
        chat_registry(),
        reader,
        logged=start.logged,
        accepts=start.accepts,
        show_stats=start.stats,
    )


def _terminal_reader(repl: ChatRepl, typed: str) -> Reader:
    from pa_cli.repl.completer import SlashCompleter
    from pa_cli.repl.key_bindings import chat_keys
    from pa_cli.repl.terminal_reader import TerminalReader

    wiring = repl.wiring
    return TerminalReader(
        history_file=wiring.paths.chat_history if repl.logged else None,
        completer=SlashCompleter(repl.registry, lambda: repl),
        keys=chat_keys(
            lambda text: wiring.editor.edit_text(text, name="message.md"), repl.output.notice
        ),
        toolbar=repl.toolbar,
        typed=typed,
    )


def _greet(repl: ChatRepl, *, resumed: bool) -> None:
    if repl.reader.is_interactive:
        engine = repl.session.engine
        log = "" if repl.logged else " Nothing of this chat is kept."
        head = f"{engine.model_name}, context window {engine.context_limit:,} tokens."
        if isinstance(engine, AbsentEngine):
            head = (
                "There is no model yet: agenda, to-dos, dates and sums are answered all the same."
            )
        repl.say(f"{head}{log}{_where(repl.wiring)}\n/help shows the commands. {HOW_TO_LEAVE}")
    if resumed:
        greet_resumed(repl)


def _where(wiring: Wiring) -> str:
    """Who gets what is written here, when that is not this very process."""
    address = wiring.engine_address()
    return f"\n{address.warning}" if address else ""


def _take_leave(repl: ChatRepl) -> None:
    chat = repl.session.chat
    if repl.reader.is_interactive and repl.logged and chat.turns:
        repl.say(f"Kept. To go on: pa chat -c, or pa chat --chat {chat.id}")
