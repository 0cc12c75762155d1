"""Temperatures that `pa eval classify --keep` fitted, so that scores may be called probabilities."""

import json
from pathlib import Path

from pa_cli.storage.atomic import write_bytes


class CalibrationsFile:
    """A small JSON file: what was calibrated to its temperature.

    Args:
        path: The file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: str) -> float | None:
        """The temperature kept under `key`; None when there is none."""
        found = self._read().get(key)
        is_one = isinstance(found, int | float) and not isinstance(found, bool) and found > 0
        return float(found) if is_one and isinstance(found, int | float) else None

    def put(self, key: str, temperature: float) -> None:
        """Keep `temperature`.

        Raises:
            StorageError: It could not be written.
        """
        kept = self._read()
        kept[key] = temperature
        write_bytes(self._path, json.dumps(kept, indent=1, ensure_ascii=False).encode() + b"\n")

    def _read(self) -> dict[str, object]:
        try:
            kept = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}
