"""`pa ask` as a process, with the real SmolLM2."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.process import SOURCE, run_pa, start_pa

pytestmark = pytest.mark.model

QUESTION = "What is the capital of France?"
# so wild that it does not end by itself before it is stopped
LONG_STORY = (
    *("--max-tokens", "4000", "--temp", "3", "--top-k", "2000", "--top-p", "1", "--min-p", "0"),
    "Tell me a very long story.",
)
FULL = Path("/dev/full")


@pytest.fixture
def model(smollm2):
    return ("-m", smollm2)


def test_the_second_process_starts_from_the_cached_prefix(model):
    first = run_pa("ask", *model, "--temp", "0", "--json", QUESTION)
    second = run_pa("ask", *model, "--temp", "0", "--json", QUESTION)
    assert (first.returncode, first.stderr) == (0, "")
    cold, warm = json.loads(first.stdout), json.loads(second.stdout)
    assert cold["usage"]["cached_tokens"] == 0
    assert warm["usage"]["cached_tokens"] > 50
    assert warm["text"] == cold["text"]
    assert "Paris" in warm["text"]


def test_an_answer_streams_to_a_pipe_without_a_word_on_stderr(model):
    done = run_pa("ask", *model, "--max-tokens", "20", "--temp", "0", stdin=QUESTION)
    assert done.returncode == 0
    assert done.stdout.endswith("\n")
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_the_native_log_is_shown_with_verbose_only(model):
    done = run_pa("ask", "-v", *model, "--max-tokens", "5", QUESTION)
    assert done.returncode == 0
    assert "llama_model_loader" in done.stderr
    assert "llama_model_loader" not in done.stdout


def test_a_grammar_from_a_schema_holds(model):
    done = run_pa("ask", *model, "--schema", "city, population int", "--seed", "3", QUESTION)
    if done.returncode == 5:  # such a small model may run on inside a text until it is cut
        assert "cut off" in done.stderr
    else:
        data = json.loads(done.stdout)
        assert set(data) == {"city", "population"}
        assert isinstance(data["population"], int)


def test_ctrl_c_while_it_answers_keeps_the_beginning(model, fresh_home):
    with start_pa("ask", *model, *LONG_STORY) as process:
        beginning = process.stdout.read(20)
        process.send_signal(signal.SIGINT)
        rest, stderr = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"history show" in stderr
    assert b"Traceback" not in stderr
    [log] = (fresh_home / "data" / "chats").glob("*.jsonl")
    answer = [r for r in map(json.loads, log.read_text().splitlines()) if r.get("interrupted")]
    [kept] = [record["text"].rstrip() for record in answer]
    # bytes: twenty of them may end within a character
    assert kept.encode().startswith(beginning.rstrip())
    assert kept.encode().endswith(rest.rstrip())


def test_ctrl_c_while_a_long_prompt_is_read_leaves_in_order(model, fresh_home):
    logs = fresh_home / "data" / "chats"
    with start_pa("ask", *model, stdin=subprocess.PIPE) as process:
        process.stdin.write(b"word " * 7000)
        process.stdin.close()
        while not list(logs.glob("*.jsonl")):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        stderr = process.stderr.read()
        assert process.wait(timeout=120) == 130
        assert process.stdout.read() == b""
    assert b"Traceback" not in stderr


def test_sigterm_is_143_and_what_was_said_is_kept(model, fresh_home):
    with start_pa("ask", *model, *LONG_STORY) as process:
        process.stdout.read(20)
        process.terminate()
        process.communicate(timeout=120)
    assert process.returncode == 143
    [log] = (fresh_home / "data" / "chats").glob("*.jsonl")
    assert len(log.read_text().splitlines()) >= 3


def test_a_reader_that_goes_away_is_141_and_quiet(model):
    with start_pa("ask", *model, *LONG_STORY) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=120) == 141


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_told(model):
    with (
        FULL.open("wb") as full,
        start_pa("ask", *model, "--max-tokens", "5", QUESTION, stdout=full) as process,
    ):
        stderr = process.stderr.read()
        assert process.wait(timeout=120) == 1
    assert b"No space left" in stderr


def test_a_closed_stdout_is_told(model):
    command = 'exec "$0" "$@" >&-'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, "-m", "pa_cli", "ask", *map(str, model), QUESTION],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 1
    assert b"stdout" in done.stderr


def test_an_ascii_locale_still_gets_every_character(model):
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run_pa("ask", *model, "--dry-run", "日本 é", env=env)
    assert done.returncode == 0
    assert "日本 é" in done.stdout


def test_asking_a_cpu_build_for_layers_says_once_how_to_get_a_gpu(model):
    done = run_pa("ask", *model, "--gpu-layers", "all", "--max-tokens", "3", QUESTION)
    from llama_cpp import llama_supports_gpu_offload

    if not llama_supports_gpu_offload():
        assert done.returncode == 0
        assert done.stderr.count("no GPU support") == 1


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "folder", "fifo", "truncated"])
def test_what_is_no_model_is_exit_4_with_its_name(kind, tmp_path, smollm2):
    path = tmp_path / "thing.gguf"
    if kind == "empty":
        path.touch()
    elif kind == "text":
        path.write_text("hello")
    elif kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
        assert stat.S_ISFIFO(path.stat().st_mode)
    elif kind == "truncated":
        path.write_bytes(smollm2.read_bytes()[:5_000_000])
    done = run_pa("ask", "-m", path, QUESTION)
    assert done.returncode == 4
    assert done.stdout == ""
    assert "thing.gguf" in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_more_memory_than_there_is_is_refused_with_numbers_and_can_be_forced(model):
    done = run_pa("ask", *model, "--context", "1048576", QUESTION)
    assert done.returncode == 1
    assert "available" in done.stderr
    assert "--force" in done.stderr


def test_a_killed_process_leaves_what_it_had_said(model):
    with start_pa("ask", *model, *LONG_STORY) as process:
        said = process.stdout.read(900).decode("utf-8", "ignore")
        process.kill()
        process.communicate(timeout=120)
    shown = run_pa("history", "list", "--json")
    [chat] = json.loads(shown.stdout)
    kept = json.loads(run_pa("history", "show", chat["id"], "--json").stdout)["turns"][-1]
    assert kept["interrupted"]
    assert said.startswith(kept["assistant"][:300])
    assert len(kept["assistant"]) >= 300
