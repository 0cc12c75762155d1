"""SHA-256 of models, with progress."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from pa_cli.core.errors import StorageError
from pa_cli.storage.split_model import parts_of

_PIECE = 1 << 20


def sha256_of(path: Path, *, on_progress: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of a model as hexadecimal digits.

    Args:
        path: Its file; of a model in several files the first one, and they are hashed in order.
        on_progress: Is told the bytes that are done, about once a megabyte.

    Raises:
        StorageError: The file cannot be read.
    """
    digest = hashlib.sha256()
    done = 0
    try:
        for part in parts_of(path):
            with part.open("rb", buffering=0) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    done += len(piece)
                    if on_progress is not None:
                        on_progress(done)
    except OSError as error:
        raise StorageError(f"Could not read {path}: {error.strerror}.") from error
    return digest.hexdigest()
