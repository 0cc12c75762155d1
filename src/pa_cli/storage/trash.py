"""The trash: what files held before they were changed or removed, each content once, named by its hash."""

from pathlib import Path

from pa_cli.core.changes import FileState, Step
from pa_cli.core.errors import ConflictError
from pa_cli.storage.atomic import write_bytes
from pa_cli.storage.steps import digest_of, why_changed


class Trash:
    """Old contents in a folder.

    Args:
        folder: Where they lie; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, step: Step) -> None:
        """Keep what `step` is about to replace or remove.

        Raises:
            ConflictError: It has changed since it was looked at.
            OSError: It cannot be read or written.
        """
        if step.before is None or step.before.link:
            return
        kept = self._path_of(step.before.digest)
        if kept.exists():
            return
        content = step.path.read_bytes()
        if digest_of(content) != step.before.digest:
            raise ConflictError(why_changed(step))
        write_bytes(kept, content)

    def content(self, path: Path, state: FileState | None) -> bytes | None:
        """What `path` held in `state`; None for a link, and where there was nothing.

        Raises:
            ConflictError: It is gone, or damaged.
        """
        if state is None or state.link:
            return None
        try:
            content = self._path_of(state.digest).read_bytes()
        except OSError:
            content = b""
        if digest_of(content) != state.digest:
            raise ConflictError(f"The old content of {path} is no longer in the trash.")
        return content

    def _path_of(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest
