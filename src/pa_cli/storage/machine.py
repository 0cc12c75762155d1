"""Reads what the machine and its container allow; every source that is missing is left out."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pa_cli.core.machine import Machine

_UNLIMITED = 1 << 60  # cgroup v1 says "no limit" with a number near 2**63


def read_machine(root: Path = Path("/")) -> Machine:
    """The machine as this process sees it now.

    Args:
        root: Where `proc` and `sys` are looked for; tests put a tree of their own here.
    """
    cpu_count = os.cpu_count() or 1
    threads, threads_reason = _usable_threads(cpu_count, root)
    total, available = _system_memory(root)
    reason = "the machine"
    limited = _memory_limit(root)
    if limited is not None:
        limit, left = limited
        if limit < total or left < available or not total:
            reason = "the container's limit"
        total = min(total, limit) if total else limit
        available = min(available, left) if available else left
    return Machine(threads, threads_reason, cpu_count, available, total, reason)


def disk_free(folder: Path) -> int:
    """Bytes that this user can still write in `folder`, or in its nearest existing parent."""
    import shutil

    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free


def resident_memory() -> int:
    """Bytes of memory that this process has now; where the system does not say, the most it had."""
    for line in _read(Path("/proc/self/status")).splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _usable_threads(cpu_count: int, root: Path) -> tuple[int, str]:
    threads, reason = cpu_count, "CPUs of the machine"
    affinity = getattr(os, "sched_getaffinity", None)
    if affinity is not None:
        allowed = len(affinity(0))
        if allowed < threads:
            threads, reason = allowed, "CPU affinity"
    quota = _cpu_quota(root)
    if quota is not None and quota < threads:
        # one thread more than the quota is enough to be throttled, so always round down
        threads, reason = max(1, int(quota)), f"the container's quota of {quota:g} CPUs"
    return max(1, threads), reason


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace").strip()
    except OSError:
        return ""


def _cgroup_folders(controller: str, root: Path) -> Iterator[tuple[int, Path]]:
    """(version, folder) of this process's control groups, from its own up to the root.

    Inside a container the path in /proc/self/cgroup may lie outside of what is mounted: folders
    that do not exist are left out, the mount's root is always tried.
    """
    base = root / "sys/fs/cgroup"
    for line in _read(root / "proc/self/cgroup").splitlines():
        _, names, path = [*line.split(":", 2), "", ""][:3]
        if not names:
            version, tops = 2, [base, base / "unified"]
        elif controller in names.split(","):
            version, tops = 1, [base / controller, base / names]
        else:
            continue
        parts = [part for part in path.split("/") if part not in {"", ".", ".."}]
        for top in dict.fromkeys(tops):
            for depth in range(len(parts), -1, -1):
                folder = top.joinpath(*parts[:depth])
                if folder.is_dir():
                    yield version, folder


def _cpu_quota(root: Path) -> float | None:
    """The smallest CPU quota above this process, in CPUs."""
    quotas = []
    for version, folder in _cgroup_folders("cpu", root):
        if version == 2:
            raw = _read(folder / "cpu.max").split()
        else:
            raw = [_read(folder / "cpu.cfs_quota_us"), _read(folder / "cpu.cfs_period_us")]
        with contextlib.suppress(ValueError, IndexError, ZeroDivisionError):
            quota = int(raw[0]) / int(raw[1])
            if quota > 0:
                quotas.append(quota)
    return min(quotas, default=None)


def _memory_limit(root: Path) -> tuple[int, int] | None:
    """(smallest limit, fewest bytes left below one) above this process, or None without a limit."""
    limits: list[int] = []
    left: list[int] = []
    for version, folder in _cgroup_folders("memory", root):
        names = (
            ("memory.max", "memory.current", "inactive_file")
            if version == 2
            else ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        )
        raw = _read(folder / names[0])
        if not raw.isdigit() or int(raw) >= _UNLIMITED:
            continue
        used = _read(folder / names[1])
        # page cache counts as used but is given back under pressure
        reclaimable = _statistic(folder / "memory.stat", names[2])
        limits.append(int(raw))
        left.append(max(0, int(raw) - max(0, (int(used) if used.isdigit() else 0) - reclaimable)))
    return (min(limits), min(left)) if limits else None


def _statistic(path: Path, name: str) -> int:
    for line in _read(path).splitlines():
        key, _, value = line.partition(" ")
        if key == name and value.isdigit():
            return int(value)
    return 0


def _system_memory(root: Path) -> tuple[int, int]:
    """(total, available) bytes of the machine; zeros when it does not say."""
    fields = {}
    for line in _read(root / "proc/meminfo").splitlines():
        name, _, value = line.partition(":")
        number = value.split()[:1]
        if number and number[0].isdigit():
            fields[name] = int(number[0]) * 1024
    if "MemTotal" in fields:
        total = fields["MemTotal"]
        return total, fields.get("MemAvailable", fields.get("MemFree", total))
    if sys.platform == "darwin":
        return _macos_memory()
    if sys.platform == "win32":
        return _windows_memory()
    return 0, 0


def _macos_memory() -> tuple[int, int]:
    total = _command("sysctl", "-n", "hw.memsize")
    if not total.isdigit():
        return 0, 0
    page, pages = 4096, 0
    for line in _command("vm_stat").splitlines():
        words = line.replace(".", "").split()
        if "page size of" in line:
            page = next((int(word) for word in words if word.isdigit()), page)
        elif line.startswith(
            ("Pages free", "Pages inactive", "Pages speculative", "Pages purgeable")
        ):
            pages += int(words[-1]) if words[-1].isdigit() else 0
    return int(total), (pages * page) or int(total) // 2


def _command(*words: str) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _windows_memory() -> tuple[int, int]:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *(
                (name, ctypes.c_ulonglong)
                for name in ("total", "available", "c", "d", "e", "f", "g")
            ),
        )

    status = Status()
    status.length = ctypes.sizeof(status)
    library = getattr(ctypes, "windll", None)
    if library is None or not library.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return 0, 0
    return int(status.total), int(status.available)
