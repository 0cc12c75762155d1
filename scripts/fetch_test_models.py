"""Fetch the models that the tests run, with `pa models pull`, and say where they are.

Writes `NAME=PATH` lines for a shell to stdout. The files live outside the checkout, in
`$PA_TEST_CACHE` (default `~/.cache/pa-tests`), and are fetched once.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

MODELS = {"PA_TEST_SMOLLM2": "smollm2-135m", "PA_TEST_QWEN": "qwen2.5-coder-0.5b"}


def main() -> None:
    folder = os.environ.get("PA_TEST_CACHE") or Path.home() / ".cache" / "pa-tests"
    others = {name: value for name, value in os.environ.items() if not name.startswith("PA_")}
    environment = {**others, "PA_HOME": str(folder)}
    for variable, name in MODELS.items():
        if not show(name, environment)["installed"]:
            print(f"Fetching {name} into {folder}", file=sys.stderr)
            pull = [sys.executable, "-m", "pa_cli", "models", "pull", name, "--yes"]
            subprocess.run(pull, env=environment, stdout=sys.stderr, check=True)
        print(f"{variable}={show(name, environment)['path']}")


def show(name: str, environment: dict[str, str]) -> dict[str, object]:
    """What `pa` knows of the model `name`."""
    argv = [sys.executable, "-m", "pa_cli", "models", "show", name, "--json"]
    done = subprocess.run(argv, env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
