"""The one way to replace a file: temporary file in the same folder, fsync, rename, fsync the folder."""

import contextlib
import os
import secrets
from pathlib import Path

from pa_cli.core.errors import StorageError
from pa_cli.storage.paths import make_private_folder

TEMPORARY_PREFIX = ".pa-tmp-"


def write_bytes(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace `path` with `content`; afterwards it is all old or all new, whatever happens.

    A symbolic link stays a link and its target is replaced; an existing file keeps its mode.

    Args:
        path: The file; its folder is created when missing.
        content: All of the new content.
        mode: Permission bits of a new file.

    Raises:
        StorageError: The file could not be written; the old one is untouched.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}")
    try:
        make_private_folder(target.parent)
        with contextlib.suppress(FileNotFoundError):
            mode = target.stat().st_mode & 0o777
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, mode)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise StorageError(f"Could not write {path}: {error.strerror or error}.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
