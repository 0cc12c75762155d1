"""The native library: imported once, tamed, and its log lines caught.

What llama.cpp says goes into a ring buffer and is shown only when somebody asks for it or when
something fails; the library itself never writes to the terminal.
"""

import ctypes
import os
from collections import deque
from types import ModuleType
from typing import TYPE_CHECKING

from pa_cli.core.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

_WARN, _ERROR, _CONTINUE = 3, 4, 5
_RING_SIZE = 400


class NativeLog:
    """The last lines of the native log.

    Attributes:
        listener: Gets each finished line as it comes (`--verbose`), or None.
    """

    def __init__(self) -> None:
        self._lines: deque[tuple[int, str]] = deque(maxlen=_RING_SIZE)
        self._partial = ""
        self._level = 0
        self.listener: Callable[[str], None] | None = None

    def receive(self, level: int, text: str) -> None:
        """Take a piece of log as ggml sends it: lines may come in parts."""
        if level != _CONTINUE:
            self._level = level
        self._partial += text
        while "\n" in self._partial:
            line, _, self._partial = self._partial.partition("\n")
            if line.strip():
                self._lines.append((self._level, line.rstrip()))
                if self.listener is not None:
                    self.listener(line.rstrip())

    def clear(self) -> None:
        """Forget everything; called before an operation whose failure is to be explained."""
        self._lines.clear()
        self._partial = ""

    def reason(self) -> str:
        """The native library's own words for what went wrong last, or ""."""
        errors = [line for level, line in self._lines if level == _ERROR]
        if not errors:
            errors = [line for level, line in self._lines if level == _WARN]
        return errors[-1].partition(": ")[2] or errors[-1] if errors else ""


log = NativeLog()
_library: ModuleType | None = None
_callback: object = None  # ctypes frees the trampoline when nobody holds it


def load_library() -> ModuleType:
    """The `llama_cpp` module, imported on first use with its log redirected.

    Raises:
        EngineError: It is not installed or cannot run on this machine.
    """
    global _callback, _library  # noqa: PLW0603 - the native library is process-wide too
    if _library is not None:
        return _library
    # A barrier that spins for long starves its own threads as soon as another process wants a core;
    # one that hardly spins sleeps too often. Between the two nothing is lost on an idle machine.
    os.environ.setdefault("GOMP_SPINCOUNT", "3000")
    # An abort inside ggml would run gdb over the user's terminal.
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineError(
            f"llama-cpp-python cannot be loaded: {error}",
            hint="Install it again: python -m pip install --force-reinstall --no-cache-dir llama-cpp-python",
        ) from error

    @llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
    def receive(level: int, text: bytes, _data: ctypes.c_void_p) -> None:
        log.receive(level, text.decode("utf-8", "replace"))

    llama_cpp.llama_log_set(receive, ctypes.c_void_p(0))
    _callback = receive
    llama_cpp.llama_backend_init()
    _library = llama_cpp
    return llama_cpp
