"""Which package indexes the user's own pip is configured to ask."""

import ast
import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass

_SECONDS = 60
_KEYS = ("index-url", "extra-index-url", "find-links", "proxy")
_DEFAULT = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"


@dataclass(frozen=True, slots=True)
class PipSetting:
    """One address of pip's configuration; `origin` is the file section or variable that has it."""

    key: str
    address: str
    origin: str


def read_pip_settings() -> list[PipSetting]:
    """The addresses that `pip download` would contact; empty without a pip in this Python."""
    if importlib.util.find_spec("pip") is None:
        return []
    found = [setting for line in _run("-m", "pip", "config", "list") for setting in _parse(line)]
    if not any(setting.key == "index-url" for setting in found):
        found += [PipSetting("index-url", url, "pip's default") for url in _run("-c", _DEFAULT)[:1]]
    return found


def _parse(line: str) -> list[PipSetting]:
    """`global.index-url='https://one'` to settings; a list has one address a line."""
    name, _, raw = line.partition("=")
    section, _, key = name.strip().rpartition(".")
    if key not in _KEYS or section not in {"global", "download", ":env:"}:
        return []
    try:
        value = str(ast.literal_eval(raw))
    except (ValueError, SyntaxError):
        value = raw
    origin = f"PIP_{key.replace('-', '_').upper()}" if section == ":env:" else "pip's configuration"
    return [PipSetting(key, address, origin) for address in value.split()]


def _run(*arguments: str) -> list[str]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []
