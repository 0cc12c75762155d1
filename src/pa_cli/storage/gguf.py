"""Reads the header of a GGUF file: a bounded walk over bytes that nobody vouches for.

Only regular files are opened, arrays are stepped over, every count is checked against the file's
size before it is believed, and a fixed budget of steps ends the walk on hostile files.
"""

import os
import stat
import struct
from pathlib import Path

from pa_cli.core.errors import NoModelError
from pa_cli.core.gguf import MalformedHeaderError, Tensor, Value, describe
from pa_cli.core.model_spec import ModelHeader

MAGIC = b"GGUF"
_WINDOW = 1 << 20
_MOST_KEYS = 1 << 16
_MOST_TENSORS = 1 << 17
_MOST_STEPS = 1 << 22  # array elements looked at one by one; large vocabularies need half a million
_LONGEST_NAME = 1 << 16
_LONGEST_KEPT_TEXT = 1 << 12
_LONGEST_KEPT_ARRAY = 1 << 12

_STRING, _ARRAY, _BOOL = 8, 9, 7
_SCALARS = {
    0: struct.Struct("<B"), 1: struct.Struct("<b"), 2: struct.Struct("<H"), 3: struct.Struct("<h"),
    4: struct.Struct("<I"), 5: struct.Struct("<i"), 6: struct.Struct("<f"), 7: struct.Struct("<B"),
    10: struct.Struct("<Q"), 11: struct.Struct("<q"), 12: struct.Struct("<d"),
}  # fmt: skip
_U32, _U64 = _SCALARS[4], _SCALARS[10]


def read_header(path: Path) -> ModelHeader:
    """The header of the GGUF file at `path`.

    Raises:
        NoModelError: It is no model that can be loaded; the sentence says why. A file that is
            shorter than its header promises is refused as well.
    """
    descriptor = _open(path)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            head = os.read(file.fileno(), 512)
            if head[:4] != MAGIC:
                raise NoModelError(f"{path} {_what_instead(head)}.", hint=_GET_ONE)
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            header = _parse(_Reader(file.fileno(), size))
        except _TruncatedError:
            raise NoModelError(
                f"{path} is incomplete: it ends after {size} bytes, inside its header.",
                hint=_AGAIN,
            ) from None
        except MalformedHeaderError as error:
            raise NoModelError(f"{path} is damaged: {error}.", hint=_AGAIN) from None
        except OSError as error:
            raise NoModelError(f"{path} cannot be read: {error.strerror or error}.") from None
    if size < header.shape.file_bytes:
        raise NoModelError(
            f"{path} is incomplete: it has {size} of at least {header.shape.file_bytes} bytes.",
            hint=_AGAIN,
        )
    return header


_GET_ONE = "Get a model with: pa models pull"
_AGAIN = "Fetch it again, or take another model: pa models list"


def _open(path: Path) -> int:
    """A descriptor of the regular file at `path`; never waits for a writer of a pipe."""
    try:
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError:
        raise NoModelError(f"There is no file {path}.", hint=_GET_ONE) from None
    except IsADirectoryError:
        raise NoModelError(*_folder_sentence(path), hint=_GET_ONE) from None
    except (OSError, ValueError) as error:
        if path.is_dir():  # Windows refuses to open a folder as a file
            raise NoModelError(*_folder_sentence(path), hint=_GET_ONE) from None
        reason = error.strerror if isinstance(error, OSError) else error
        raise NoModelError(f"{path} cannot be read: {reason}.") from None
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size:
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise NoModelError(*_folder_sentence(path), hint=_GET_ONE)
    if not stat.S_ISREG(status.st_mode):
        raise NoModelError(f"{path} is not a regular file.", hint=_GET_ONE)
    raise NoModelError(f"{path} is empty.", hint=_AGAIN)


def _folder_sentence(path: Path) -> tuple[str]:
    """What to say of a folder: its first model files, when it holds some."""
    try:
        inside = sorted(file.name for file in path.glob("*.gguf"))[:2]
    except OSError:
        inside = []
    found = f" It holds {' and '.join(inside)}: name the file." if inside else ""
    return (f"{path} is a folder, not a model file.{found}",)


def _what_instead(head: bytes) -> str:
    """How to call a file that begins with `head` and is no GGUF."""
    start = head.lstrip()[:64].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "is a web page, not a model: the download fetched an error page"
    if head.startswith(b"version https://git-lfs"):
        return "is a Git LFS pointer, not the model itself"
    if head.startswith(b"PK\x03\x04"):
        return "is a zip archive (a PyTorch file perhaps), not a GGUF model"
    if head[8:10] == b'{"':
        return "is a safetensors file; llama.cpp needs the model as GGUF"
    if head[:4] in {b"ggml", b"lmgg", b"tjgg", b"fmgg", b"algg"}:
        return "is in the old GGML format; llama.cpp needs the model as GGUF"
    if b"\x00" not in head:
        return "is a text file, not a GGUF model"
    return "is not a GGUF model"


class _TruncatedError(Exception):
    """The file ends before its header does."""


class _Reader:
    """A window that moves over the file; nothing larger than the window is ever held."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor = descriptor
        self._size = size
        self._window = b""
        self._base = 0
        self._at = 0
        self._steps = 0

    @property
    def position(self) -> int:
        return self._base + self._at

    def take(self, count: int) -> bytes:
        """The next bytes; `count` is at most the window's size."""
        if self._at + count > len(self._window):
            self._fill()
            if count > len(self._window):
                raise _TruncatedError
        start = self._at
        self._at += count
        return self._window[start : self._at]

    def number(self, form: struct.Struct) -> int | float:
        """The next scalar."""
        return form.unpack(self.take(form.size))[0]  # type: ignore[no-any-return]

    def u32(self) -> int:
        return int(self.number(_U32))

    def u64(self) -> int:
        return int(self.number(_U64))

    def text(self, longest: int, what: str) -> str:
        """The next string, which must not be longer than `longest` bytes."""
        length = self.u64()
        if length > longest:
            raise MalformedHeaderError(f"{what} is {length} bytes long")
        return self.take(length).decode("utf-8", "replace")

    def skip(self, count: int) -> None:
        """Step over `count` bytes."""
        if count > self._size - self.position:
            raise _TruncatedError
        self._at += count
        if self._at > len(self._window):
            self._base, self._at, self._window = self._base + self._at, 0, b""

    def spend(self, steps: int) -> None:
        """Take from the budget that keeps hostile files from costing time."""
        self._steps += steps
        if self._steps > _MOST_STEPS:
            raise MalformedHeaderError(f"its lists hold more than {_MOST_STEPS} texts")

    def skip_texts(self, count: int) -> None:
        """Step over `count` strings; a tight loop, because vocabularies are long."""
        if count * 8 > self._size - self.position:
            raise _TruncatedError
        self.spend(count)
        unpack = _U64.unpack_from
        while count:
            window, at = self._window, self._at
            last = len(window) - 8
            while count and at <= last:
                at += 8 + unpack(window, at)[0]
                count -= 1
            self.skip(at - self._at)
            if count:
                self._fill()
                if len(self._window) < 8:
                    raise _TruncatedError

    def _fill(self) -> None:
        self._base, self._at = self.position, 0
        os.lseek(self._descriptor, self._base, os.SEEK_SET)
        self._window = os.read(self._descriptor, _WINDOW)


def _parse(reader: _Reader) -> ModelHeader:
    reader.skip(len(MAGIC))
    version = reader.u32()
    if version & 0xFFFF == 0:
        raise MalformedHeaderError("it was written for a big-endian machine")
    if version not in {2, 3}:
        raise MalformedHeaderError(f"its GGUF version is {version}, known are 2 and 3")
    tensor_count, key_count = reader.u64(), reader.u64()
    if tensor_count > _MOST_TENSORS or key_count > _MOST_KEYS:
        raise MalformedHeaderError(f"it claims {tensor_count} tensors and {key_count} keys")
    metadata: dict[str, Value] = {}
    for _ in range(key_count):
        key = reader.text(_LONGEST_NAME, "a key")
        value = _read_value(reader, reader.u32())
        if value is not None:
            metadata[key] = value
    tensors = [_read_tensor(reader) for _ in range(tensor_count)]
    _check_is_model(metadata, tensors)
    alignment = metadata.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 0 < alignment <= 1 << 20 or alignment % 8:
        raise MalformedHeaderError(f"its alignment is {alignment!r}")
    data_start = -(-reader.position // alignment) * alignment
    return describe(metadata, tensors, data_start=data_start)


def _check_is_model(metadata: dict[str, Value], tensors: list[Tensor]) -> None:
    architecture = metadata.get("general.architecture")
    if metadata.get("general.type") == "adapter":
        raise MalformedHeaderError("it is a LoRA adapter, not a model; use it with --lora FILE")
    if architecture == "clip" or metadata.get("general.type") == "mmproj":
        raise MalformedHeaderError("it is the vision part of a model, not the model itself")
    if not isinstance(architecture, str) or not architecture:
        raise MalformedHeaderError("it names no architecture")
    if not tensors:
        raise MalformedHeaderError("it holds no weights")


def _read_value(reader: _Reader, kind: int) -> Value | None:
    """One value; None for what is stepped over."""
    if kind == _STRING:
        return _read_text(reader)
    if kind == _ARRAY:
        return _read_array(reader)
    form = _SCALARS.get(kind)
    if form is None:
        raise MalformedHeaderError(f"a value has the unknown type {kind}")
    value = reader.number(form)
    return bool(value) if kind == _BOOL else value


def _read_text(reader: _Reader) -> str:
    """A text; of a long one the beginning, which is enough to know that it is there."""
    length = reader.u64()
    kept = reader.take(min(length, _LONGEST_KEPT_TEXT)).decode("utf-8", "replace")
    reader.skip(max(0, length - _LONGEST_KEPT_TEXT))
    return kept


def _read_array(reader: _Reader) -> Value | None:
    kind, count = reader.u32(), reader.u64()
    if kind == _STRING:
        reader.skip_texts(count)
        return None
    form = _SCALARS.get(kind)
    if form is None:
        raise MalformedHeaderError(f"a list has elements of type {kind}")
    if count > _LONGEST_KEPT_ARRAY:
        reader.skip(count * form.size)
        return None
    reader.spend(count)
    numbers = tuple(reader.number(form) for _ in range(count))
    return tuple(bool(number) for number in numbers) if kind == _BOOL else numbers


def _read_tensor(reader: _Reader) -> Tensor:
    name = reader.text(_LONGEST_NAME, "a tensor's name")
    rank = reader.u32()
    if rank > 8:
        raise MalformedHeaderError(f"a tensor has {rank} dimensions")
    dimensions = tuple(reader.u64() for _ in range(rank))
    kind, offset = reader.u32(), reader.u64()
    if offset > 1 << 62 or any(size > 1 << 48 for size in dimensions):
        raise MalformedHeaderError(f"the tensor {name[:60]!r} has an absurd size")
    return Tensor(name, dimensions, kind, offset)
