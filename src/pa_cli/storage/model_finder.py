"""Finds model files that other programs keep: the Hugging Face cache, Ollama, LM Studio, llama.cpp.

Only looks at folders and small manifests; no model file is opened here, and nothing is written.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pa_cli.core.model_reports import FoundFile
from pa_cli.storage.split_model import is_later_part

_MODEL_LAYER = "application/vnd.ollama.image.model"
_LARGEST_MANIFEST = 1 << 20
_MOST_FOUND = 1000
_DEEPEST = 6


def find_model_files() -> list[FoundFile]:
    """Everything that the known programs keep, in the order of the programs, then by name."""
    found = [
        *_in_hugging_face_cache(_hugging_face_cache()),
        *_in_ollama(_ollama_folders()),
        *_in_folders(_lm_studio_folders(), "LM Studio"),
        *_in_folders([_llama_cpp_cache()], "llama.cpp"),
    ]
    unique = {os.path.realpath(file.path): file for file in reversed(found)}
    kept = {id(file) for file in unique.values()}
    return [file for file in found if id(file) in kept]


def find_in_folder(folder: Path) -> list[FoundFile]:
    """The GGUF files below a folder that the user named."""
    return list(_in_folders([folder], ""))


def _home() -> Path:
    return Path.home()


def _folder_of(variable: str) -> Path | None:
    value = os.environ.get(variable, "")
    return Path(value).expanduser() if value else None


def _hugging_face_cache() -> Path:
    home = _folder_of("HF_HOME")
    if home is None:
        home = (_folder_of("XDG_CACHE_HOME") or _home() / ".cache") / "huggingface"
    return _folder_of("HF_HUB_CACHE") or _folder_of("HUGGINGFACE_HUB_CACHE") or home / "hub"


def _ollama_folders() -> list[Path]:
    """The user's own store, and the one of the system service on Linux."""
    named = _folder_of("OLLAMA_MODELS")
    if named is not None:
        return [named]
    return [
        _home() / ".ollama" / "models",
        Path("/usr/share/ollama/.ollama/models"),
        Path("/var/lib/ollama/.ollama/models"),
    ]


def _lm_studio_folders() -> list[Path]:
    return [_home() / ".lmstudio" / "models", _home() / ".cache" / "lm-studio" / "models"]


def _llama_cpp_cache() -> Path:
    named = _folder_of("LLAMA_CACHE")
    if named is not None:
        return named
    if sys.platform == "darwin":
        return _home() / "Library" / "Caches" / "llama.cpp"
    return (_folder_of("XDG_CACHE_HOME") or _home() / ".cache") / "llama.cpp"


def _in_hugging_face_cache(hub: Path) -> Iterator[FoundFile]:
    """`models--OWNER--NAME/snapshots/COMMIT/FILE`; of several commits the newest file counts."""
    for repository in _entries(hub):
        if not repository.name.startswith("models--"):
            continue
        name = repository.name.removeprefix("models--").replace("--", "/", 1)
        newest: dict[str, tuple[float, FoundFile]] = {}
        for snapshot in _entries(repository / "snapshots"):
            for path in _gguf_below(snapshot):
                inside = path.relative_to(snapshot).as_posix()
                when = _modified(snapshot)
                if inside not in newest or newest[inside][0] < when:
                    file = FoundFile(
                        path.stem,
                        path,
                        "Hugging Face cache",
                        f"hf:{name}:{inside}",
                        snapshot.name,
                        _as_hash(path.resolve().name),
                    )
                    newest[inside] = (when, file)
        yield from (file for _, file in sorted(newest.values(), key=lambda item: item[1].name))


def _in_ollama(stores: list[Path]) -> Iterator[FoundFile]:
    """`manifests/HOST/OWNER/NAME/TAG` name the blob that is the model."""
    for store in stores:
        manifests = store / "manifests"
        for path in _files_below(manifests):
            digest = _model_digest(path)
            if not digest:
                continue
            blob = store / "blobs" / digest.replace(":", "-")
            if blob.is_file():
                name, source = _ollama_name(path.relative_to(manifests).parts)
                yield FoundFile(name, blob, "Ollama", source, "", _as_hash(digest[7:]))


def _ollama_name(parts: tuple[str, ...]) -> tuple[str, str]:
    """How Ollama's user calls the model: the library's own without host and owner."""
    *place, name, tag = parts
    short = f"{name}:{tag}" if tag != "latest" else name
    prefix = "/".join(place)
    full = short if prefix.endswith("/library") else f"{'/'.join(place[1:])}/{short}"
    return full.replace("/", "-"), f"ollama:{full}"


def _model_digest(path: Path) -> str:
    """The digest of the model's layer in an Ollama manifest, "" when there is none."""
    try:
        if path.stat().st_size > _LARGEST_MANIFEST:
            return ""
        manifest = json.loads(path.read_bytes())
        layers = manifest["layers"]
        digests = [str(x["digest"]) for x in layers if x.get("mediaType") == _MODEL_LAYER]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    if len(digests) != 1 or not re.fullmatch(r"sha256:[0-9a-f]{64}", digests[0]):
        return ""
    return digests[0]


def _in_folders(folders: list[Path], program: str) -> Iterator[FoundFile]:
    for folder in folders:
        for path in _gguf_below(folder):
            yield FoundFile(path.stem, path, program)


def _gguf_below(folder: Path) -> Iterator[Path]:
    for path in _files_below(folder):
        name = path.name.lower()
        if name.endswith(".gguf") and not name.startswith("mmproj") and not is_later_part(path):
            yield path


def _files_below(folder: Path) -> Iterator[Path]:
    """Regular files, also behind links, sorted; neither deeper nor more than anyone needs."""
    count = 0
    top = len(folder.parts)
    for current, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if len(Path(current).parts) - top >= _DEEPEST:
            folders.clear()
        for name in sorted(files):
            path = Path(current, name)
            if path.is_file():
                yield path
                count += 1
                if count >= _MOST_FOUND:
                    return


def _as_hash(name: str) -> str:
    """`name` when it is a SHA-256, as those programs name their blobs; else ""."""
    return name if re.fullmatch(r"[0-9a-f]{64}", name) else ""


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
