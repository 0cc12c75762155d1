"""Write models/README.md from the catalogue, or check that it is not stale (`--check`)."""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pa_cli.core.catalog import CatalogEntry  # noqa: E402 - the source tree comes first
from pa_cli.core.memory import DEFAULT_CONTEXT, estimate_memory  # noqa: E402
from pa_cli.core.sizes import human_context, human_count, human_size  # noqa: E402
from pa_cli.storage.catalog_file import read_catalog  # noqa: E402

PAGE = ROOT / "models" / "README.md"
_HEAD = """# Models

<!-- made by scripts/generate_models_readme.py from src/pa_cli/data/catalog.toml; do not edit -->

No model is in this repository. `pa models pull NAME` fetches one of these, checks its size, its
SHA-256 and its header, and puts it into the models folder; `pa models recommend` says which one suits
a machine. How all of this is used: [docs/guides/models.md](../docs/guides/models.md).

## Where they live

| system | folder |
|---|---|
| Linux | `~/.local/share/pa/models` |
| macOS | `~/Library/Application Support/pa/models` |
| Windows | `%LOCALAPPDATA%\\pa\\models` |
| with `PA_HOME=DIR` | `DIR/models` |

The folder may be a symbolic link. `models.toml` in it says what each file is: name, size, SHA-256,
source, revision, licence.
A GGUF file that is put there by hand is found by itself.

Treat a model file like a program: llama.cpp is not hardened against malicious ones. Take them from
people you trust, and let `pa models verify` compare their hashes.
"""


def page() -> str:
    """The whole page."""
    entries = list(read_catalog(ROOT / "no user's catalogue"))
    chat = [entry for entry in entries if entry.purpose == "chat"]
    embedding = [entry for entry in entries if entry.purpose == "embedding"]
    lines = [_HEAD, "## Chat", "", *_table(chat), "", "## Embeddings", "", *_table(embedding), ""]
    lines += ["## Licences, sources and hashes", ""]
    for entry in entries:
        lines += _details(entry)
    return "\n".join(lines).rstrip() + "\n"


def _table(entries: list[CatalogEntry]) -> Iterator[str]:
    """Sizes and uses."""
    yield "| name | download | memory at 8k | parameters | context | languages | good for |"
    yield "|---|---|---|---|---|---|---|"
    for entry in entries:
        context = min(DEFAULT_CONTEXT, entry.shape.context_length)
        memory = estimate_memory(entry.shape, file_size=entry.size, context=context).total
        cells = (
            f"`{entry.name}`",
            human_size(entry.size),
            human_size(memory),
            human_count(entry.shape.parameters),
            human_context(entry.shape.context_length),
            entry.languages,
            entry.good_for,
        )
        yield "| " + " | ".join(cells) + " |"


def _details(entry: CatalogEntry) -> Iterator[str]:
    """What one has to know before it is fetched."""
    licence = f"[{entry.license}]({entry.license_url})" if entry.license_url else entry.license
    yield f"### {entry.name}"
    yield ""
    yield f"{entry.title}, {entry.shape.quantization}, {entry.size} bytes. Licence: {licence}."
    yield ""
    yield from (f"- `{source}`" for source in entry.sources)
    if entry.sha256:
        yield f"- SHA-256 `{entry.sha256}`"
    yield ""


def main(arguments: list[str]) -> int:
    """Write the page; with `--check` say whether it is stale, and return 1 when it is."""
    wanted = page()
    found = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if found == wanted:
        return 0
    if "--check" in arguments:
        sys.stdout.write(
            "models/README.md is stale; run: python scripts/generate_models_readme.py\n"
        )
        return 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
