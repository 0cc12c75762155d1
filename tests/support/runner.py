"""Run `pa` in this process as a user would, and look at what came out."""

import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pa_cli.cli.app import run
from pa_cli.wiring import Wiring


@dataclass(frozen=True)
class Result:
    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


class _Stream(io.TextIOWrapper):
    """A text stream over bytes that says whether it is a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        return self.buffer.getvalue().decode("utf-8")


def pa(
    *argv: object,
    stdin: str | bytes | None = None,
    env: Mapping[str, str] | None = None,
    wire: Callable[..., Wiring] = Wiring,
    terminal: bool = False,
) -> Result:
    """Run `pa ARGV`; stdin None is an empty, closed pipe."""
    content = stdin.encode() if isinstance(stdin, str) else (stdin or b"")
    streams = (sys.stdin, sys.stdout, sys.stderr)
    environment = dict(os.environ)
    os.environ.update(env or {})
    sys.stdin = _Stream(content, terminal=terminal)
    sys.stdout = out = _Stream(terminal=terminal)
    sys.stderr = err = _Stream(terminal=terminal)
    try:
        code = run([str(a) for a in argv], wire=wire)
        return Result(int(code), out.text(), err.text())
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
        os.environ.clear()
        os.environ.update(environment)
