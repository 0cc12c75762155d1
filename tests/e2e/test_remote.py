"""`pa` with real servers on this machine and the real SmolLM2 behind them.

llama-cpp-python's own is taken where it is installed, and llama.cpp's `llama-server` where
PA_TEST_LLAMA_SERVER says where its program is.
"""

import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.support.process import run_pa, start_pa

pytestmark = pytest.mark.model
KEY = "sk-for-this-test"
LLAMA_SERVER = os.environ.get("PA_TEST_LLAMA_SERVER", "")


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _llama_cpp_python(model, port):
    options = ["--model", model, "--model_alias", "smollm2", "--n_ctx", "2048", "--api_key", KEY]
    place = ["--host", "127.0.0.1", "--port", port, "--n_threads", "1"]
    return [sys.executable, "-m", "llama_cpp.server", *options, *place]


def _llama_server(model, port):
    options = ["-m", model, "--alias", "smollm2", "-c", "2048", "-np", "1", "--api-key", KEY]
    return [LLAMA_SERVER, *options, "--host", "127.0.0.1", "--port", port, "-t", "1"]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            _llama_cpp_python,
            id="llama-cpp-python",
            marks=pytest.mark.skipif(
                importlib.util.find_spec("uvicorn") is None,
                reason="llama-cpp-python[server] is not there",
            ),
        ),
        pytest.param(
            _llama_server,
            id="llama.cpp",
            marks=pytest.mark.skipif(not LLAMA_SERVER, reason="PA_TEST_LLAMA_SERVER is not set"),
        ),
    ],
)
def server(request, smollm2):
    """The environment that makes `pa` ask the server."""
    port = _free_port()
    process = subprocess.Popen(
        list(map(str, request.param(smollm2, port))),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}/v1"
        _wait_for(address, process)
        yield {
            "PA_ENGINE_KIND": "remote",
            "PA_ENGINE_BASE_URL": address,
            "PA_ENGINE_API_KEY_ENV": "SERVER_KEY",
            "SERVER_KEY": KEY,
        }
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address, process):
    request = urllib.request.Request(
        f"{address}/models", headers={"Authorization": f"Bearer {KEY}"}
    )
    while process.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("The server did not start.")


def test_an_answer_comes_from_the_server(server):
    result = run_pa("ask", "--temp", "0", "--json", "What is the capital of France?", env=server)
    assert (result.returncode, result.stderr) == (0, "")
    answer = json.loads(result.stdout)
    assert "Paris" in answer["text"]
    assert answer["model"] == "smollm2"


def test_data_follows_its_schema(server):
    argv = ("ask", "--schema", "city, population int", "Paris has 2100000 people.")
    result = run_pa(*argv, env=server)
    assert result.returncode == 0
    assert set(json.loads(result.stdout)) == {"city", "population"}


def test_a_long_text_is_summarized_in_parts(server):
    text = "\n\n".join(
        f"Part {n}. The river rose by {n} metres and the town moved." for n in range(40)
    )
    result = run_pa("summarize", stdin=text, env={**server, "PA_ENGINE_CONTEXT": "1024"})
    assert result.returncode == 0
    assert result.stdout.strip()


def test_a_prompt_that_is_too_long_is_exit_3_when_the_limit_is_known(server):
    long = "word " * 2500
    known = run_pa("ask", stdin=long, env={**server, "PA_ENGINE_CONTEXT": "2048"})
    assert known.returncode == 3
    assert "2,048" in known.stderr
    unknown = run_pa("ask", stdin=long, env=server)
    # llama-cpp-python's breaks off without a word, llama.cpp's tells its context window
    assert unknown.returncode in {1, 3}
    assert "engine.context" in unknown.stderr or "2,048" in unknown.stderr


def test_the_wrong_key_is_named_by_its_variable(server):
    result = run_pa("ask", "hi", env={**server, "SERVER_KEY": "sk-wrong"})
    assert result.returncode == 1
    assert "does not accept the key in SERVER_KEY" in result.stderr
    assert "sk-wrong" not in result.stderr


def test_ctrl_c_ends_a_streaming_answer_and_keeps_it(server):
    story = (
        "ask",
        "--temp",
        "3",
        "--top-k",
        "2000",
        "--max-tokens",
        "1500",
        "Tell a very long story.",
    )
    process = start_pa(*story, env=server)
    first = process.stdout.read(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    kept = json.loads(run_pa("history", "list", "--json").stdout)
    assert len(kept) == 1
    assert first + out
    assert b"is kept" in err


def test_doctor_knows_the_server(server):
    result = run_pa("doctor", env=server)
    assert re.search(r"llama(-cpp-python|\.cpp), answers in", result.stdout)
