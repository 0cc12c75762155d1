"""What the native library can do, found out in a child process, so that a crash is a finding."""

import json
import os
import shlex
import signal
import subprocess
import sys
from typing import Any

from pa_cli.core.health import ComputeDevice, EngineBuild
from pa_cli.engine import build_probe

_SECONDS = 120
_PACKAGE = "llama-cpp-python"
_ILLEGAL_INSTRUCTION = {-getattr(signal, "SIGILL", 4), 0xC000001D}


def examine_build() -> EngineBuild:
    """The build of llama.cpp that generation would use; never raises, `error` says what is wrong."""
    try:
        done = subprocess.run(
            # -P: modules beside the script must not shadow anybody's
            [sys.executable, "-P", str(build_probe.__file__)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            env={**os.environ, "GGML_NO_BACKTRACE": "1"},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _broken(f"It did not load within {_SECONDS} seconds")
    except OSError as error:
        return _broken(f"The Python at {sys.executable} could not be started: {error.strerror}")
    if done.returncode in _ILLEGAL_INSTRUCTION:
        return _broken("It was built for a newer processor than this one")
    found = _last_document(done.stdout)
    if found is None:
        return _broken(_death(done.returncode))
    if "error" in found:
        reason = " ".join(str(found["error"]).split())
        if reason.startswith("ModuleNotFoundError") and "'llama_cpp'" in reason:
            return _missing()
        return _broken(f"It cannot be loaded: {reason}"[:300])
    for name in ("backends", "cpu_features"):
        found[name] = tuple(found.get(name, ()))
    found["devices"] = tuple(ComputeDevice(**device) for device in found.get("devices", ()))
    return EngineBuild(**found, rebuild=_rebuild_command())


def _rebuild_command() -> str:
    """The command that compiles the library anew for this machine, into this Python."""
    options = ["--force-reinstall", "--no-cache-dir", "--no-deps", "--no-binary", _PACKAGE]
    return shlex.join([sys.executable, "-m", "pip", "install", *options, _PACKAGE])


def _broken(error: str) -> EngineBuild:
    return EngineBuild(error=error, rebuild=_rebuild_command())


def _missing() -> EngineBuild:
    command = shlex.join([sys.executable, "-m", "pip", "install", _PACKAGE])
    return EngineBuild(error="It is not installed", rebuild=command)


def _last_document(output: str) -> dict[str, Any] | None:
    lines = output.strip().splitlines()
    try:
        found = json.loads(lines[-1]) if lines else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _death(status: int) -> str:
    if status >= 0:
        return f"It ended with status {status} while it was loaded"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"It crashed while it was loaded ({name})"
