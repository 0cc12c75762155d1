"""The user's own editor: on a file, or on a text that has no file yet."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pa_cli.core.errors import EditorError, InterruptedByUserError

_FALLBACKS = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vim", "vi")
_MEND = "Choose one with: pa config set ui.editor nano"


class Editor:
    """Runs the editor of `ui.editor`, `VISUAL`, `EDITOR`, or the first usual one there is.

    The command may have arguments (`code --wait`); it is split as a shell would, and never given
    to one.

    Args:
        configured: The value of the setting `ui.editor`; "" asks the environment.
        environment: Where `VISUAL` and `EDITOR` are looked up; None is the process's own.
    """

    def __init__(self, configured: str = "", environment: Mapping[str, str] | None = None) -> None:
        self._configured = configured
        self._environment = os.environ if environment is None else environment

    def command(self) -> list[str]:
        """The editor as an argument list, its program found.

        Raises:
            EditorError: It is not installed, cannot be split into words, or there is none.
        """
        chosen = self._chosen()
        if chosen:
            return chosen
        if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
            raise EditorError(
                "There is no terminal for an editor to run in, and no other editor is set.",
                hint=_MEND,
            )
        return self.find()

    def find(self) -> list[str]:
        """`command`, whether there is a terminal to run it in or not. Raises like it."""
        chosen = self._chosen()
        if chosen:
            return chosen
        for name in _FALLBACKS:
            found = shutil.which(name)
            if found:
                return [found]
        raise EditorError("No editor was found: neither VISUAL nor EDITOR is set.", hint=_MEND)

    def _chosen(self) -> list[str]:
        """The editor that the user named, [] for none."""
        for origin, text in (
            ("the setting ui.editor", self._configured),
            ("VISUAL", self._environment.get("VISUAL", "")),
            ("EDITOR", self._environment.get("EDITOR", "")),
        ):
            if text.strip():
                return _split(text, origin)
        return []

    def edit_file(self, path: Path) -> None:
        """Open `path` and wait until the user is done.

        Raises:
            EditorError: The editor is missing or says that it failed.
            InterruptedByUserError: It was ended by Ctrl-C.
        """
        command = self.command()
        try:
            with _signals_left_to_the_editor():
                process = subprocess.Popen([*command, str(path)])
                status = process.wait()
        except OSError as error:
            reason = error.strerror or error
            raise EditorError(
                f"Could not start the editor {command[0]}: {reason}.", hint=_MEND
            ) from error
        if status == -signal.SIGINT:
            raise InterruptedByUserError("The editor was interrupted.")
        if status:
            ended = (
                f"was ended by signal {-status}" if status < 0 else f"failed with status {status}"
            )
            raise EditorError(f"The editor {Path(command[0]).name} {ended}.", hint=_MEND)

    def edit_text(self, text: str, *, name: str = "text.md") -> str:
        """Let the user edit `text`; returns it as it was saved. See `edit_bytes`.

        Raises:
            EditorError: As `edit_bytes`; or what was saved is not UTF-8.
            InterruptedByUserError: It was ended by Ctrl-C and nothing had been saved.
        """
        saved = self.edit_bytes(text.encode("utf-8", "replace"), name=name, check=_decode)
        return _decode(saved)

    def keep(self, text: str, *, name: str = "text.md") -> Path:
        """Keep a text that could not be taken in a private folder, so that no word is lost."""
        path = Path(tempfile.mkdtemp(prefix="pa-edit-")) / name
        path.write_text(text, encoding="utf-8")
        return path

    def edit_bytes(
        self,
        content: bytes,
        *,
        name: str = "text.md",
        check: Callable[[bytes], object] = lambda _: None,
    ) -> bytes:
        """Let the user edit `content`; returns it as it was saved.

        It lies in a private folder of its own (so do the editor's swap and backup files) and is
        removed afterwards. When the editor fails after the user saved something, the file is kept
        and named, so that no word is lost.

        Args:
            content: What the editor starts with.
            name: Name of the temporary file; its ending chooses the editor's highlighting.
            check: Raises EditorError for what may not be saved.

        Raises:
            EditorError: The editor is missing or failed.
            InterruptedByUserError: It was ended by Ctrl-C and nothing had been saved.
        """
        self.command()
        folder = Path(tempfile.mkdtemp(prefix="pa-edit-"))
        path = folder / name
        keep = False
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            try:
                self.edit_file(path)
                saved = _read_saved(path)
                check(saved)
            except (EditorError, InterruptedByUserError) as error:
                keep = path.is_file() and path.read_bytes() != content
                if not keep:
                    raise
                raise EditorError(
                    error.message, hint=f"What was saved is kept in {path}"
                ) from error
            return saved
        finally:
            if not keep:
                shutil.rmtree(folder, ignore_errors=True)


def _split(text: str, origin: str) -> list[str]:
    try:
        words = shlex.split(text, posix=os.name != "nt")
    except ValueError:
        raise EditorError(
            f"The editor command {text!r} of {origin} has an open quote.", hint=_MEND
        ) from None
    program = os.path.expanduser(words[0]) if words else ""  # noqa: PTH111 - a bare name is no path
    found = shutil.which(program)
    if found is None:
        raise EditorError(f"The editor {program!r} of {origin} was not found.", hint=_MEND)
    return [found, *words[1:]]


def _read_saved(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise EditorError("The editor saved a text that is not UTF-8.") from None


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream is not None and stream.isatty())  # type: ignore[attr-defined]
    except ValueError:
        return False


@contextmanager
def _signals_left_to_the_editor() -> Iterator[None]:
    """Ctrl-C in an editor is the editor's; only the main thread may (and need) arrange that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # a handler, not SIG_IGN: ignoring would be inherited by the editor
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
