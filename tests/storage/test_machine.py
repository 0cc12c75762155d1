"""A tree of files stands for /proc and /sys."""

import os

import pytest

from pa_cli.storage.machine import disk_free, read_machine

GIB = 2**30


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)

    def build(files):
        files = {"proc/meminfo": "MemTotal: 16777216 kB\nMemAvailable: 8388608 kB\n", **files}
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content + "\n")
        return tmp_path

    return build


def test_a_machine_without_limits(tree):
    machine = read_machine(tree({}))
    assert (machine.usable_threads, machine.threads_reason) == (8, "CPUs of the machine")
    assert (machine.memory_total, machine.memory_available) == (16 * GIB, 8 * GIB)
    assert machine.memory_reason == "the machine"


def test_affinity_limits_the_threads(tree, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3, 5}, raising=False)
    machine = read_machine(tree({}))
    assert (machine.usable_threads, machine.threads_reason) == (2, "CPU affinity")


def test_a_quota_of_version_2_is_rounded_down(tree):
    machine = read_machine(
        tree({"proc/self/cgroup": "0::/", "sys/fs/cgroup/cpu.max": "350000 100000"})
    )
    assert machine.usable_threads == 3
    assert "3.5 CPUs" in machine.threads_reason


def test_a_quota_below_one_cpu_still_leaves_a_thread(tree):
    machine = read_machine(
        tree({"proc/self/cgroup": "0::/", "sys/fs/cgroup/cpu.max": "50000 100000"})
    )
    assert machine.usable_threads == 1


def test_the_tightest_group_on_the_way_up_counts(tree):
    machine = read_machine(
        tree(
            {
                "proc/self/cgroup": "0::/a/b/c",
                "sys/fs/cgroup/a/b/c/cpu.max": "max 100000",
                "sys/fs/cgroup/a/b/cpu.max": "400000 100000",
                "sys/fs/cgroup/a/cpu.max": "200000 100000",
                "sys/fs/cgroup/a/memory.max": str(4 * GIB),
                "sys/fs/cgroup/a/memory.current": str(3 * GIB),
                "sys/fs/cgroup/a/b/memory.max": str(6 * GIB),
                "sys/fs/cgroup/a/b/memory.current": str(1 * GIB),
            }
        )
    )
    assert machine.usable_threads == 2
    assert (machine.memory_total, machine.memory_available) == (4 * GIB, 1 * GIB)
    assert machine.memory_reason == "the container's limit"


def test_version_1_with_a_path_that_is_not_mounted(tree):
    machine = read_machine(
        tree(
            {
                "proc/self/cgroup": "4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc",
                "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "150000",
                "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
                "sys/fs/cgroup/memory/memory.limit_in_bytes": str(2 * GIB),
                "sys/fs/cgroup/memory/memory.usage_in_bytes": str(2 * GIB - 100),
                "sys/fs/cgroup/memory/memory.stat": f"cache 1\ntotal_inactive_file {GIB}",
            }
        )
    )
    assert machine.usable_threads == 1
    # half of what is used is page cache, which is given back
    assert (machine.memory_total, machine.memory_available) == (2 * GIB, GIB + 100)


def test_no_limit_is_no_limit(tree):
    machine = read_machine(
        tree(
            {
                "proc/self/cgroup": "4:memory:/\n1:cpu:/\n0::/",
                "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1",
                "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
                "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712",
                "sys/fs/cgroup/memory.max": "max",
            }
        )
    )
    assert machine.usable_threads == 8
    assert machine.memory_reason == "the machine"


def test_nonsense_is_left_out(tree):
    machine = read_machine(
        tree(
            {
                "proc/self/cgroup": "broken\n::\n0::/../../..",
                "sys/fs/cgroup/cpu.max": "a b c",
                "sys/fs/cgroup/memory.max": "",
            }
        )
    )
    assert machine.usable_threads == 8


def test_free_disk_of_a_folder_that_is_not_there_yet(tmp_path):
    assert disk_free(tmp_path / "not" / "yet") > 0
