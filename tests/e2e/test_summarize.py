"""`pa summarize` as a process, with the real SmolLM2."""

import json
import signal
import time

import pytest

from tests.support.process import run_pa, start_pa

pytestmark = pytest.mark.model

ENGLISH = "".join(
    f"On day {day} the crew of the ship mended sail number {day} and ate {day + 3} loaves of bread.\n\n"
    for day in range(1, 16)
)
CHINESE = "会议决定不改变计划，因为预算已经通过。李明负责测试，王丽负责通知客户。"


@pytest.fixture
def small(smollm2, tmp_path):
    """Arguments that read a text in small parts."""
    file = tmp_path / "log.txt"
    file.write_text(ENGLISH, "utf-8")
    return (file, "-m", smollm2, "--part-tokens", "128", "--length", "short", "--temp", "0")


def test_a_long_text_is_read_whole_in_parts_that_share_a_prefix(small):
    done = run_pa("summarize", *small, "--json")
    assert done.returncode == 0
    summary = json.loads(done.stdout)
    assert summary["text"]
    assert summary["parts"] >= 3
    assert summary["tokens_read"] == summary["input_tokens"] > 300
    assert summary["usage"]["cached_tokens"] > 40 * (summary["parts"] - 1)
    assert summary["language"] == "en"


def test_chinese_that_fits_is_streamed_as_it_is(smollm2):
    done = run_pa("summarize", "-m", smollm2, "--max-tokens", "40", stdin=CHINESE)
    assert done.returncode == 0
    assert done.stdout.strip()
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_what_was_finished_before_the_end_is_not_done_again(small, fresh_home, sign):
    kept = fresh_home / "cache" / "partials"
    with start_pa("summarize", *small) as process:
        while not (kept.is_dir() and any(len(f.name) == 64 for f in kept.iterdir())):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(sign)
        stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == (130 if sign is signal.SIGINT else -9)
    assert stdout == b""
    assert b"Traceback" not in stderr
    assert (b"same command" in stderr) == (sign is signal.SIGINT)
    summary = json.loads(run_pa("summarize", *small, "--json").stdout)
    assert summary["kept_parts"] >= 1
    assert summary["tokens_read"] == summary["input_tokens"]


def test_a_window_too_small_for_any_text_is_exit_3(smollm2):
    done = run_pa(
        "summarize", "-m", smollm2, "--context", "256", "--focus", "who " * 150, stdin=CHINESE
    )
    assert done.returncode == 3
    assert "256" in done.stderr
