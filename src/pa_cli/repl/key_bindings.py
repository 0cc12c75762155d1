"""The keys of the chat prompt, where they differ from those of Emacs."""

from collections.abc import Callable

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import has_focus
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from pa_cli.core.errors import PaError
from pa_cli.repl.readers import is_open_block

DEFAULT_BUFFER = "DEFAULT_BUFFER"


def chat_keys(edit_text: Callable[[str], str], say: Callable[[str], None]) -> KeyBindings:
    """Enter sends; Alt-Enter and Ctrl-J break the line; Ctrl-X Ctrl-E opens the editor.

    Args:
        edit_text: Lets the user edit a text in an editor.
        say: Shows a message above the prompt.
    """
    keys = KeyBindings()
    at_prompt = has_focus(DEFAULT_BUFFER)

    @keys.add("enter", filter=at_prompt)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_open_block(buffer.text):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @keys.add("escape", "enter", filter=at_prompt)
    @keys.add("c-j", filter=at_prompt)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("c-c", filter=at_prompt)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.text:
            buffer.history.append_string(buffer.text)  # cleared, not lost: it is one key up
            buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    @keys.add("c-x", "c-e", filter=at_prompt)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer

        def edit() -> None:
            try:
                buffer.text = edit_text(buffer.text).rstrip("\n")
                buffer.cursor_position = len(buffer.text)
            except PaError as error:
                say(f"{error.message} {error.hint}".strip())

        run_in_terminal(edit)

    return keys
