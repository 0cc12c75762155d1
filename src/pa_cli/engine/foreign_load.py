"""How busy other processes keep the cores that this one may use."""

import os
import time
from dataclasses import dataclass

_LEAST_SECONDS = 0.1
"""Below this the system's counters (10 ms steps) say nothing."""
# idle, iowait, and what the host of a virtual machine took, which fewer threads would not give back
_IDLE_FIELDS = frozenset((3, 4, 7))
_GUEST_FIELDS = 8  # guest times are counted in user times already


@dataclass(frozen=True, slots=True)
class _Sample:
    wall: float
    own: float
    busy: float


class ForeignLoad:
    """Measures from one call to the next; knows nothing where there is no `/proc/stat`."""

    def __init__(self) -> None:
        self._last = _sample()
        self._cores: float | None = None

    def cores(self) -> float | None:
        """Cores' worth of CPU time that others took since the last call, None when not known."""
        now = _sample()
        if now is None or self._last is None:
            return None
        seconds = now.wall - self._last.wall
        if seconds < _LEAST_SECONDS:
            return self._cores
        foreign = (now.busy - self._last.busy) - (now.own - self._last.own)
        self._cores = max(0.0, foreign / seconds)
        self._last = now
        return self._cores


def _sample() -> _Sample | None:
    try:
        usable = {f"cpu{number}" for number in os.sched_getaffinity(0)}
        with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123 - read between two tokens
            cores = [line.split() for line in file.read(65_536).splitlines() if line[:3] == "cpu"]
        ticks = sum(
            int(value)
            for name, *values in cores
            if name in usable
            for field, value in enumerate(values[:_GUEST_FIELDS])
            if field not in _IDLE_FIELDS
        )
    except (OSError, ValueError, AttributeError):
        return None
    busy = ticks / os.sysconf("SC_CLK_TCK")
    return _Sample(time.perf_counter(), time.process_time(), busy)
