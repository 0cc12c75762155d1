"""What a pull will do, in words, before it does it."""

from dataclasses import dataclass

from pa_cli.core.catalog import CatalogEntry
from pa_cli.core.machine import Machine
from pa_cli.core.memory import DEFAULT_CONTEXT, PROGRAM_BYTES, estimate_memory, judge_fit
from pa_cli.core.model_source import RemoteFile
from pa_cli.core.model_spec import InstalledModel
from pa_cli.core.sizes import human_size


@dataclass(frozen=True, slots=True)
class PullPlan:
    """What will be fetched, and as what.

    Attributes:
        name: What the model will be called here.
        remote: The file at its source.
        entry: What the catalogue knows of it, None for a model that it does not know.
        damaged: The broken model that it replaces, None for none.
    """

    name: str
    remote: RemoteFile
    entry: CatalogEntry | None
    damaged: InstalledModel | None = None

    @property
    def size_words(self) -> str:
        """Size and licence in brackets of the question."""
        size = human_size(self.remote.size) if self.remote.size else "size unknown"
        return ", ".join(part for part in (size, self._license) if part)

    @property
    def memory_bytes(self) -> int:
        """What it takes when loaded at the default context; at least, where the shape is unknown."""
        size = self.remote.size or 0
        if self.entry is None:
            return size + PROGRAM_BYTES
        context = min(DEFAULT_CONTEXT, self.entry.shape.context_length or DEFAULT_CONTEXT)
        return estimate_memory(self.entry.shape, file_size=size, context=context).total

    @property
    def _license(self) -> str:
        return self.entry.license if self.entry else self.remote.license

    def describe(self, machine: Machine, free: int, fetched: int) -> str:
        """All that one may want to know before the first byte, one fact a line."""
        remote, entry = self.remote, self.entry
        size = human_size(remote.size) if remote.size else "of unknown size"
        here = f", {human_size(fetched)} of it are here already" if fetched else ""
        fit = {
            "fits": "fits",
            "tight": "will be tight",
            "no": "does not fit now",
        }[judge_fit(self.memory_bytes, machine.memory_available)]
        least = "about" if entry else "at least"
        terms = f", {entry.license_url}" if entry and entry.license_url else ""
        lines = [
            f"{self.name}" + (f": {entry.title}" if entry else ""),
            f"  source   {remote.source}",
            f"  size     {size}{here}",
            f"  disk     {human_size(free)} free",
            f"  memory   {least} {human_size(self.memory_bytes)} of "
            f"{human_size(machine.memory_available)} available: {fit}",
            f"  licence  {self._license or 'not stated'}{terms}",
        ]
        if remote.is_gated or (entry is not None and entry.gated):
            lines.append("  gated    yes, your account has access")
        if self.damaged is not None:
            lines.append("  note     replaces the file that is here, which is damaged")
        if entry is not None and entry.must_show_license:
            lines.append("  note     the licence has conditions; read it before you go on")
        return "\n".join(lines)
