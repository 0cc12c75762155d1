"""Against real processes that compute."""

import subprocess
import sys
import time

import pytest

from pa_cli.engine.foreign_load import ForeignLoad

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc/stat")


def compute_until(deadline):
    while time.perf_counter() < deadline:
        sum(range(1000))


def test_another_process_is_seen_and_our_own_work_is_not_counted():
    load = ForeignLoad()
    compute_until(time.perf_counter() + 0.3)
    before = load.cores()
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as other:
        load.cores()
        time.sleep(0.6)
        beside = load.cores()
        other.kill()
    assert before is not None
    assert beside is not None
    assert beside > 0.3


def test_two_looks_at_once_say_the_same():
    load = ForeignLoad()
    time.sleep(0.15)
    assert load.cores() == load.cores()
