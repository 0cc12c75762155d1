"""What needs no model stays light: modules are counted in a fresh interpreter, never milliseconds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# what no command without a model may load
HEAVY = {
    "asyncio",
    "dateutil",
    "docx",
    "filelock",
    "huggingface_hub",
    "icalendar",
    "importlib.metadata",
    "jinja2",
    "jsonschema",
    "llama_cpp",
    "markdown_it",
    "multiprocessing",
    "numpy",
    "prompt_toolkit",
    "pydantic",
    "requests",
    "rich",
    "sqlite3",
    "tomlkit",
    "urllib.request",
    "yaml",
}

# command: (most modules, heavy ones it may load because it shows or does something with them)
HELP = {"rich", "markdown_it"}  # typer draws its help with rich, whose Markdown comes along
BUDGETS: dict[tuple[str, ...], tuple[int, set[str]]] = {
    ("--version",): (190, set()),
    ("--help",): (370, HELP),
    ("config", "--help"): (370, HELP),
    ("note", "--help"): (400, HELP),
    ("note", "add", "buy milk #shop"): (260, {"sqlite3"}),
    ("note", "list"): (235, {"sqlite3"}),
    ("note", "search", "milk"): (260, {"sqlite3"}),
    ("note", "path"): (250, {"sqlite3"}),
    ("find", "milk"): (260, {"sqlite3"}),
    ("undo", "--list"): (250, set()),
    ("config", "path"): (215, set()),
    ("config", "list"): (230, set()),
    ("config", "get", "ui.color"): (230, set()),
    ("config", "list", "--json"): (230, set()),
    ("history", "list"): (240, set()),
    ("models", "list"): (310, {"rich"}),
    ("doctor", "--json"): (340, {"rich"}),
    ("agenda", "add", "lunch next friday at 1pm"): (304, {"sqlite3"}),
    ("agenda", "list"): (240, {"sqlite3"}),
    ("agenda", "week"): (265, {"sqlite3"}),
    ("agenda", "free"): (240, {"sqlite3"}),
    ("agenda", "due"): (247, {"sqlite3"}),
    ("todo", "add", "pay rent by friday !!"): (304, {"sqlite3"}),
    ("todo", "list"): (240, {"sqlite3"}),
    ("today",): (247, {"sqlite3"}),
    ("agenda", "when", "lunch next friday at 1pm"): (260, set()),
}

_PROBE = """
import json, sys
from pa_cli.cli.app import run
code = run(sys.argv[1:])
print("\\n" + json.dumps({"code": code, "modules": sorted(sys.modules)}), file=sys.__stdout__)
"""


def modules_after(*argv: str) -> list[str]:
    """The modules that a fresh `pa ARGV` has loaded when it is done."""
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(source)!r})\n{_PROBE}",
            *argv,
        ],
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
        timeout=60,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["code"] == 0, done.stderr
    return found["modules"]


@pytest.mark.parametrize("argv", list(BUDGETS), ids=" ".join)
def test_what_needs_no_model_stays_light(argv):
    most, allowed = BUDGETS[argv]
    modules = modules_after(*argv)
    loaded = {name for name in HEAVY if name in modules}
    assert loaded <= allowed, f"loads {sorted(loaded - allowed)}"
    assert len(modules) <= most, f"loads {len(modules)} modules"


def test_the_first_thing_that_is_imported_guards_ctrl_c():
    source = (Path(__file__).parents[2] / "src/pa_cli/__main__.py").read_text()
    before = source.partition("signal.signal(signal.SIGINT")[0]
    imports = [line for line in before.splitlines() if line.startswith(("import ", "from "))]
    assert imports == ["import signal", "import sys"]
