"""Slash commands that change how the model answers, and what it gets to read."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pa_cli.core.errors import PaError, UsageError
from pa_cli.core.setting_specs import BY_KEY, SETTINGS
from pa_cli.core.setting_specs.assistant import INPUT_ENCODING, INPUT_MAX_BYTES
from pa_cli.core.setting_specs.models import (
    ENGINE_BASE_URL,
    ENGINE_KIND,
    ENGINE_MODEL,
    GENERATION_THINK,
)
from pa_cli.core.settings import Setting
from pa_cli.repl.registry import Choices, SlashCommand
from pa_cli.services.generation import sampling_from, thinking_from
from pa_cli.ui.sanitize import clean_line

if TYPE_CHECKING:
    from pa_cli.repl.session import ChatRepl

# with another one of these the name of the model means nothing any more
_OTHER_PLACE = {ENGINE_KIND, ENGINE_BASE_URL, ENGINE_MODEL}
_CHANGEABLE = {s.key: s for s in SETTINGS if s.group in {"generation", "engine", "assistant"}}


def choose_model(chat: "ChatRepl", arguments: str) -> None:
    """Say which model answers, or let another one answer."""
    if not arguments:
        names = ", ".join(chat.wiring.model_names()) or "see pa models"
        where = "The server has" if chat.wiring.is_remote else "Installed"
        chat.say(f"Model: {chat.session.engine.model_name}. {where}: {names}")
        return
    wanted = chat.wiring.model_name(arguments)
    _reopen(chat, arguments)
    chat.say(f"Model: {wanted}")


def _reopen(
    chat: "ChatRepl", model: str | None, restore: Callable[[], None] = lambda: None
) -> None:
    """Open `model` in place of the one that answers; that one comes back if it cannot be.

    `restore` is called before it does.
    """
    before = chat.session.engine.model_name
    chat.session.close()
    try:
        engine = chat.wiring.open_engine(model, purpose="long", notice=chat.say)
    except PaError:
        restore()
        chat.session.use_engine(chat.wiring.open_engine(before, purpose="long"))
        raise
    chat.session.use_engine(engine)


def system(chat: "ChatRepl", arguments: str) -> None:
    """Show or change the system prompt of this chat."""
    if not arguments:
        own = "of this chat" if chat.session.chat.system else "default"
        chat.say(f"System prompt ({own}):\n{chat.session.system}")
    elif arguments.lower() == "default":
        chat.session.set_system("")
        chat.say("The default system prompt counts again.")
    else:
        chat.session.set_system(arguments)
        chat.say("This chat has a system prompt of its own now.")


def change_setting(chat: "ChatRepl", arguments: str) -> None:
    """Show or change a setting for the rest of this session."""
    word, _, value = arguments.replace("=", " ", 1).partition(" ")
    if not word:
        for setting in _CHANGEABLE.values():
            chat.say(_shown(chat, setting))
        return
    setting = _find(word)
    if not value.strip():
        chat.say(_shown(chat, setting) + f"\n  {setting.help}")
        return
    try:
        parsed = setting.kind.parse(value.strip())
    except ValueError as error:
        raise UsageError(f"{setting.key} cannot be {value.strip()!r}: it {error}.") from None
    before = chat.wiring.flags.get(setting.key)
    chat.wiring.change_setting(setting.key, parsed)
    if setting.group == "engine":
        model = None if setting in _OTHER_PLACE else chat.session.engine.model_name
        _reopen(chat, model, lambda: chat.wiring.change_setting(setting.key, before))
    apply_wishes(chat)
    chat.say(_shown(chat, setting))


def think(chat: "ChatRepl", arguments: str) -> None:
    """Thinking on or off."""
    change_setting(chat, f"{GENERATION_THINK.key} {arguments}")


def apply_wishes(chat: "ChatRepl") -> None:
    """Let the settings count from the next answer on."""
    chat.session.wishes.sampling = sampling_from(chat.wiring.settings)
    chat.session.wishes.system = chat.wiring.system_prompt()
    chat.session.wishes.thinking = thinking_from(chat.wiring.settings)


def read_files(chat: "ChatRepl", arguments: str) -> None:
    """Attach files to the next message."""
    from pa_cli.repl.session import Attachment
    from pa_cli.storage.text_input import TextReader

    if not arguments:
        names = ", ".join(clean_line(a.name) for a in chat.attachments)
        chat.say(f"Attached: {names}" if names else "Nothing is attached. Example: /read notes.txt")
        return
    if arguments in {"none", "clear"}:
        chat.attachments.clear()
        chat.say("Nothing is attached any more.")
        return
    reader = TextReader(chat.wiring.settings[INPUT_MAX_BYTES], chat.wiring.settings[INPUT_ENCODING])
    found = []
    for pattern in _file_names(arguments):
        if pattern == "-":
            raise UsageError("A chat cannot read a pipe.", hint="Name a file: /read FILE")
        for source in reader.find(pattern):
            text = reader.read(source).strip("\n")
            if text.strip():
                found.append(Attachment(source.name, text))
    for notice in reader.notices():
        chat.say(notice)
    if not found:
        raise UsageError(f"There is no text in {arguments}.")
    chat.attachments += found
    count = chat.session.engine.count_text_tokens
    for attachment in found:
        size = f"{count(attachment.text):,} tokens"
        chat.say(f"{clean_line(attachment.name)} ({size}) goes with your next message.")


def _file_names(arguments: str) -> list[str]:
    """A path as it is, when there is such a file; else words as a shell would split them."""
    if Path(arguments).expanduser().exists():
        return [arguments]
    try:
        return shlex.split(arguments)
    except ValueError:
        return [arguments]


def _find(word: str) -> Setting[object]:
    """The setting that is meant: `generation.temperature`, `temperature` or `temp`."""
    import difflib

    key = word.lower().strip("-").replace("-", "_")
    for setting in _CHANGEABLE.values():
        flags = [flag.strip("-").replace("-", "_") for flag in setting.flag.split()]
        if key in {setting.key, setting.key.partition(".")[2], *flags}:
            return setting
    if key in BY_KEY:
        raise UsageError(
            f"{key} cannot be changed in a chat.", hint=f"For good: pa config set {key} VALUE"
        )
    near = difflib.get_close_matches(key, [k.partition(".")[2] for k in _CHANGEABLE], n=1)
    hint = f"Did you mean {near[0]}?" if near else "See them all: /set"
    raise UsageError(f"There is no setting called {word!r}.", hint=hint)


def _shown(chat: "ChatRepl", setting: Setting[object]) -> str:
    value = chat.wiring.settings[setting]
    return clean_line(f"{setting.key} = {setting.kind.show(value)}")


def _complete_models(chat: "ChatRepl", beginning: str) -> Choices:
    return [(name, "") for name in chat.wiring.model_names() if name.startswith(beginning)]


def _complete_settings(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    word, space, value = beginning.partition(" ")
    if not space:
        return [
            (f"{s.key.partition('.')[2]} ", s.help)
            for s in _CHANGEABLE.values()
            if s.key.partition(".")[2].startswith(word) or s.key.startswith(word)
        ]
    try:
        choices = _find(word).kind.choices
    except UsageError:
        return []
    return [(f"{word} {choice}", "") for choice in choices if choice.startswith(value)]


def _complete_thinking(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    return [(word, "") for word in GENERATION_THINK.kind.choices if word.startswith(beginning)]


def _complete_paths(chat: "ChatRepl", beginning: str) -> Choices:
    del chat
    folder, slash, start = beginning.rpartition("/")
    try:
        entries = sorted(Path(folder + slash or ".").expanduser().iterdir())
    except (OSError, RuntimeError):
        return []
    return [
        (f"{folder}{slash}{entry.name}{'/' if entry.is_dir() else ''}", "")
        for entry in entries
        if entry.name.startswith(start) and (start or not entry.name.startswith("."))
    ]


COMMANDS = (
    SlashCommand(
        "model",
        "Show the model, or go on with another.",
        choose_model,
        "[NAME]",
        (),
        _complete_models,
    ),
    SlashCommand("system", "Show or change the system prompt.", system, "[TEXT|default]"),
    SlashCommand(
        "set",
        "Show or change settings for this session, such as temperature.",
        change_setting,
        "[KEY [VALUE]]",
        complete=_complete_settings,
    ),
    SlashCommand(
        "think",
        "Let a thinking model think, or not.",
        think,
        "[on|off|auto]",
        (),
        _complete_thinking,
    ),
    SlashCommand(
        "read",
        "Send files with your next message.",
        read_files,
        "FILE...",
        complete=_complete_paths,
    ),
)
