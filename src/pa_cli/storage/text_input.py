"""Text from files, folders, globs and the pipe: found, checked, and decoded block by block."""

import codecs
import contextlib
import difflib
import glob
import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pa_cli.core.document_formats import has_parser
from pa_cli.core.errors import InputError
from pa_cli.storage.stdin import BLOCK_BYTES, Readable, Spool, stdin_buffer
from pa_cli.storage.text_decoder import NotText, TextDecoder

STDIN = "-"
_OPEN_DESCRIPTORS = ("/dev/fd/", "/proc/self/fd/")


@dataclass(frozen=True, slots=True)
class TextSource:
    """A file or the pipe.

    Attributes:
        name: What the user calls it.
        path: The file; None is stdin.
        named: The user named it, so that trouble with it is an error; trouble with a file that
            was found in a folder is a notice.
    """

    name: str
    path: Path | None = None
    named: bool = True


class TextReader:
    """Finds and reads the text of one command.

    Bytes are UTF-8, or UTF-8/16 with a mark, else what `encoding` says; what is neither becomes
    U+FFFD. Line ends become newlines. A file that holds NUL is binary. Of PDF, Word and EPUB files
    there is the text alone.

    Args:
        max_bytes: Most bytes read from all sources together; None for no end, for callers that
            keep no more than a block.
        encoding: How text is written that is not UTF-8.
    """

    def __init__(self, max_bytes: int | None = None, encoding: str = "utf-8") -> None:
        self._max_bytes = max_bytes
        self._encoding = encoding
        self._bytes_read = 0
        self._spool: Spool | None = None
        self._hidden = 0
        self._skipped: list[str] = []
        self._replaced: list[str] = []
        self._problems: list[str] = []
        self._likely = ""

    def find(self, pattern: str) -> list[TextSource]:
        """The sources that `pattern` stands for: a file, a folder, a glob, or `-`.

        Raises:
            InputError: There is no such file, or it is nothing that can be read.
        """
        if pattern in {STDIN, "/dev/stdin"}:
            return [TextSource("stdin")]
        path = Path(os.path.expanduser(pattern))  # noqa: PTH111 - Path.expanduser raises on ~nobody
        try:
            is_folder = path.is_dir()
            exists = is_folder or path.exists() or path.is_symlink()
        except (OSError, ValueError) as error:
            raise InputError(f"Could not read {pattern}: {_reason(error)}.") from None
        if is_folder:
            return self._walk(path)
        if exists or not glob.has_magic(pattern):
            _check_kind(path, pattern)
            return [TextSource(pattern, path)]
        # Path.glob takes no absolute pattern and shows hidden files.
        found = sorted(glob.glob(str(path), recursive=True), key=_natural)  # noqa: PTH207
        files = [Path(name) for name in found if Path(name).is_file()]
        if not files:
            raise InputError(f"Nothing matches {pattern!r}.")
        return [TextSource(str(file), file, named=False) for file in files]

    def read(self, source: TextSource) -> str:
        """All text of `source`.

        Raises:
            InputError: It cannot be read, is binary, or is over the cap.
        """
        return "".join(self.blocks(source))

    def blocks(self, source: TextSource) -> Iterator[str]:
        """The text of `source` in blocks of bounded size, read as they are asked for.

        Raises:
            InputError: It cannot be read, is binary, or is over the cap.
        """
        try:
            if source.path is not None and has_parser(source.path.name):
                yield from self._parse(source.path, source.name)
                return
            with self._open(source) as stream:
                yield from self._decode(stream, source)
        except OSError as error:
            self._reject(source, f"Could not read {source.name}: {_reason(error)}.")
        except NotText as error:
            self._reject(source, str(error), error.hint)

    def size_of(self, sources: Sequence[TextSource]) -> int | None:
        """Bytes of all `sources` together, None when one of them does not tell before its end."""
        sizes = []
        for source in sources:
            if source.path is None:
                if self._spool is None or not self._spool.is_whole:
                    return None
                sizes.append(self._spool.size)
                continue
            if has_parser(source.path.name):
                return None
            with contextlib.suppress(OSError):
                status = source.path.stat()
                if not stat.S_ISREG(status.st_mode):
                    return None
                sizes.append(status.st_size)
        return sum(sizes)

    def notices(self) -> list[str]:
        """What the user should know of the reading so far; each is told once."""
        told = []
        if self._skipped or self._hidden:
            kinds = [f"{self._hidden} hidden"] if self._hidden else []
            if self._skipped:
                kinds.append(f"{len(self._skipped)} not readable as text ({_few(self._skipped)})")
            told.append("Skipped files: " + ", ".join(kinds) + ".")
        if self._replaced:
            told.append(self._about_replaced())
        told += self._problems
        self._hidden, self._likely = 0, ""
        self._skipped, self._replaced, self._problems = [], [], []
        return told

    def _about_replaced(self) -> str:
        what = "Not UTF-8"
        hint = f" Try: --encoding {self._likely}"
        if codecs.lookup(self._encoding).name != "utf-8":
            what, hint = f"Neither UTF-8 nor {self._encoding}", ""
        return f"{what}, unreadable bytes became \ufffd: {_few(self._replaced)}.{hint}"

    def _walk(self, folder: Path) -> list[TextSource]:
        def complain(error: OSError) -> None:
            if error.filename == str(folder):
                raise InputError(f"Could not read {folder}: {_reason(error)}.")
            self._skipped.append(str(error.filename))

        sources = []
        for parent, folders, files in os.walk(folder, onerror=complain):
            self._hidden += sum(name.startswith(".") for name in [*folders, *files])
            folders[:] = sorted((n for n in folders if not n.startswith(".")), key=_natural)
            for name in sorted((n for n in files if not n.startswith(".")), key=_natural):
                file = Path(parent, name)
                if file.is_file():
                    sources.append(TextSource(str(file), file, named=False))
                else:
                    self._skipped.append(str(file))
        return sources

    def _open(self, source: TextSource) -> contextlib.AbstractContextManager[Readable]:
        if source.path is None:
            stream = stdin_buffer() or io.BytesIO()
            if self._max_bytes is not None:
                return contextlib.nullcontext(stream)
            self._spool = Spool(stream)
            return contextlib.closing(self._spool)
        # Non-blocking, because between the check and now the file may have become a FIFO.
        descriptor = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        if hasattr(os, "set_blocking"):
            os.set_blocking(descriptor, True)
        return os.fdopen(descriptor, "rb")

    def _decode(self, stream: Readable, source: TextSource) -> Iterator[str]:
        decoder = TextDecoder(source.name, self._encoding)
        while block := self._read_block(stream, source.name):
            if text := decoder.decode(block):
                yield text
        if text := decoder.decode(b"", final=True):
            yield text
        if decoder.has_replaced:
            self._replaced.append(source.name)
            self._likely = self._likely or decoder.likely

    def _parse(self, path: Path, name: str) -> Iterator[str]:
        """The text of a PDF, Word or EPUB file."""
        from pa_cli.storage.documents.document_text import parse_whole, text_of
        from pa_cli.storage.documents.unreadable import UnreadableError

        try:
            document = parse_whole(path)
        except UnreadableError as error:
            raise NotText(f"Could not read {name}. {error.reason}") from None
        if document.problem:
            self._problems.append(f"{name}: {document.problem}")
        for block in text_of(document):
            self._count(len(block.encode("utf-8", "replace")), name)
            yield block

    def _read_block(self, stream: Readable, name: str) -> bytes:
        block = stream.read1(BLOCK_BYTES)
        self._count(len(block), name)
        return block

    def _count(self, size: int, name: str) -> None:
        """Count `size` bytes more.

        Raises:
            InputError: They go over the cap.
        """
        self._bytes_read += size
        if self._max_bytes is not None and self._bytes_read > self._max_bytes:
            limit = _readable_size(self._max_bytes)
            double = _readable_size(max(2 * self._max_bytes, 2 * 2**20))
            raise InputError(
                f"The input is too large: {name} goes over the {limit} of input.max_bytes.",
                hint=f"Allow more with: pa config set input.max_bytes {double}",
            )

    def _reject(self, source: TextSource, message: str, hint: str = "") -> None:
        if source.named:
            raise InputError(message, hint=hint) from None
        self._skipped.append(source.name)


def _check_kind(path: Path, name: str) -> None:
    """Refuse what would hang or never end, before it is opened.

    Raises:
        InputError: It is missing, or neither a file nor an open pipe (`<(command)` is one).
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise InputError(f"There is no file called {name!r}.", hint=nearest_name(path)) from None
    except (OSError, ValueError) as error:
        raise InputError(f"Could not read {name}: {_reason(error)}.") from None
    if stat.S_ISREG(mode) or str(path) == os.devnull:
        return
    if stat.S_ISFIFO(mode):
        if str(path).startswith(_OPEN_DESCRIPTORS):
            return
        raise InputError(f"{name} is a named pipe.", hint=f"Read it through stdin: pa ... < {name}")
    raise InputError(f"{name} is a {'socket' if stat.S_ISSOCK(mode) else 'device'}, not a file.")


def nearest_name(path: Path) -> str:
    """A hint that names the file beside a missing one that is called nearly so; "" for none."""
    try:
        siblings = os.listdir(path.parent)  # noqa: PTH208 - names, not paths
    except OSError:
        return ""
    close = difflib.get_close_matches(path.name, siblings, n=1)
    return f"Did you mean {path.with_name(close[0])}?" if close else ""


def _natural(name: str) -> list[tuple[int, str]]:
    """Sort key under which `chapter 2` comes before `chapter 10`."""
    parts = re.split(r"([0-9]+)", name)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


def _readable_size(size: int) -> str:
    for factor, unit in ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB")):
        if size >= factor:
            return f"{size / factor:.4g}{unit}"
    return f"{size} bytes"


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
