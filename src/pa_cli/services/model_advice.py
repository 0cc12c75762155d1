"""Which model suits this machine: fit, expected speed, and the one to recommend."""

import dataclasses
from collections.abc import Collection, Iterable

from pa_cli.core.catalog import Catalog, CatalogEntry
from pa_cli.core.machine import Machine
from pa_cli.core.memory import DEFAULT_CONTEXT, estimate_memory, judge_fit
from pa_cli.core.model_reports import Advice, Speed
from pa_cli.core.model_source import SourceKind, kind_of

# a rough rule from measurements on small CPUs: weights read per second by each thread, until the
# memory bus is full
_BYTES_PER_SECOND_A_THREAD = 13e9
_BUS_BYTES_PER_SECOND = 45e9
_SECONDS_A_TOKEN = 0.0035  # what every token costs, however small the model
_FAST_TOKENS = 14.0
_USABLE_TOKENS = 5.0
# a first model should be here in minutes, and leave room for everything else that runs
_LARGEST_RECOMMENDED_DOWNLOAD = 6_000_000_000
_RECOMMENDED_MEMORY_SHARE = 0.5


def expected_tokens_per_second(entry: CatalogEntry, machine: Machine) -> float:
    """A rough guess: each token reads the active weights once."""
    share = entry.active_parameters / entry.shape.parameters if entry.shape.parameters else 1.0
    read = max(1.0, entry.size * min(1.0, share or 1.0))
    speed = min(machine.usable_threads * _BYTES_PER_SECOND_A_THREAD, _BUS_BYTES_PER_SECOND)
    return 1 / (read / speed + _SECONDS_A_TOKEN)


def advise(
    catalog: Catalog,
    machine: Machine,
    *,
    disk_free: int,
    installed: Collection[str] = (),
    reachable: Collection[SourceKind] = ("hub", "package", "url"),
) -> list[Advice]:
    """What to expect of each chat model, the recommended one marked.

    Args:
        catalog: The known models.
        machine: The machine.
        disk_free: Bytes that can be written in the models folder.
        installed: Names of models that are here.
        reachable: Kinds of sources that can be asked.
    """
    advice = [
        _judge(entry, machine, disk_free, entry.name in installed, reachable)
        for entry in catalog
        if entry.purpose == "chat"
    ]
    best = _best(advice, machine)
    return [dataclasses.replace(a, recommended=a is best) for a in advice]


def _judge(
    entry: CatalogEntry,
    machine: Machine,
    disk_free: int,
    installed: bool,  # noqa: FBT001 - a fact, not a switch
    reachable: Collection[SourceKind],
) -> Advice:
    context = min(DEFAULT_CONTEXT, entry.shape.context_length or DEFAULT_CONTEXT)
    needed = estimate_memory(entry.shape, file_size=entry.size, context=context).total
    tokens = expected_tokens_per_second(entry, machine)
    return Advice(
        entry=entry,
        memory_bytes=needed,
        fit=judge_fit(needed, machine.memory_available),
        tokens_per_second=tokens,
        speed=_speed_word(tokens),
        disk_is_enough=installed or disk_free > entry.size,
        installed=installed,
        reachable=installed or any(kind_of(source) in reachable for source in entry.sources),
    )


def _speed_word(tokens: float) -> Speed:
    if tokens >= _FAST_TOKENS:
        return "fast"
    return "usable" if tokens >= _USABLE_TOKENS else "slow"


def _best(advice: Iterable[Advice], machine: Machine) -> Advice | None:
    """The best model that is pleasant here; where none is, the lightest one that runs at all."""
    possible = [a for a in advice if a.reachable and a.disk_is_enough and a.fit != "no"]
    pleasant = [a for a in possible if _is_pleasant(a, machine)]
    if pleasant:
        return max(pleasant, key=lambda a: (a.entry.quality, -a.entry.size))
    return min(possible, key=lambda a: a.memory_bytes, default=None)


def _is_pleasant(advice: Advice, machine: Machine) -> bool:
    entry = advice.entry
    return (
        advice.fit == "fits"
        and advice.speed == "fast"
        and advice.memory_bytes <= machine.memory_total * _RECOMMENDED_MEMORY_SHARE
        and entry.size <= _LARGEST_RECOMMENDED_DOWNLOAD
        and entry.quality > 0
        and not entry.gated
        and entry.thinking != "default"
    )
