"""`pa models bench`: what is measured, and that runs do not help each other."""

import json

import pytest

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.events import Finished, TextDelta, Timings, Usage
from pa_cli.core.model_spec import ModelFile, ModelShape
from pa_cli.services.model_bench import Workload, bench_model
from pa_cli.ui.console import Output
from pa_cli.ui.progress import ProgressDisplay
from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa


class MeasuredEngine(ScriptedEngine):
    """Reads 100 tokens in 2 s and writes 11 in 1 s; the second run is twice as fast."""

    def generate(self, request: GenerationRequest):
        self.requests.append(request)
        pace = 1 / len(self.requests)
        yield TextDelta("x")
        yield Finished(
            "length",
            Usage(prompt_tokens=100, cached_tokens=0, completion_tokens=11),
            Timings(
                prompt_seconds=2 * pace,
                first_token_seconds=2.5 * pace,
                generation_seconds=pace,
                threads=2,
            ),
        )


def measured(engine, tmp_path):
    memory = iter([1000, 51000])
    clock = iter([10.0, 10.5])
    return bench_model(
        ModelFile("tiny", tmp_path / "tiny.gguf", 7, ModelShape("x")),
        lambda: engine,
        Workload(prompt_tokens=300, tokens=11, runs=2),
        progress=ProgressDisplay(Output(quiet=True)),
        resident_memory=lambda: next(memory),
        clock=lambda: next(clock),
    )


def test_the_best_run_counts(tmp_path):
    engine = MeasuredEngine()
    result = measured(engine, tmp_path)
    assert result.load_seconds == 0.5
    assert result.prompt_tokens_per_second == 100
    assert result.tokens_per_second == 20  # ten tokens after the first one in half a second
    assert result.first_token_seconds == 1.25
    assert result.memory_bytes == 50000
    assert (result.threads, result.runs) == (2, 2)
    assert engine.closed


def test_no_run_begins_like_another_one(tmp_path):
    engine = MeasuredEngine()
    measured(engine, tmp_path)
    first, second = (request.messages[0].content for request in engine.requests)
    assert first.split()[:2] == ["Run", "1."]
    assert second.split()[:2] == ["Run", "2."]
    words = engine.count_tokens([Message("user", first)])
    assert 270 < words < 330


def test_the_engine_is_closed_when_it_fails(tmp_path):
    engine = ScriptedEngine([Reply(error=RuntimeError("boom"))])
    with pytest.raises(RuntimeError):
        measured(engine, tmp_path)
    assert engine.closed


def test_results_reach_a_pipe_a_terminal_and_scripts():
    piped = pa("models", "bench", wire=wire_with(MeasuredEngine()))
    assert piped.exit_code == 0
    assert piped.stdout.startswith("scripted\tload ")
    assert "prompt 100 tokens/s\tanswer 20.0 tokens/s" in piped.stdout
    assert piped.stderr == ""
    found = pa("models", "bench", "--json", wire=wire_with(MeasuredEngine())).json["models"][0]
    assert (found["prompt_tokens_per_second"], found["tokens_per_second"]) == (100, 20)
    for columns in ("20", "80"):
        shown = pa(
            "models", "bench", wire=wire_with(MeasuredEngine()), terminal=True,
            env={"COLUMNS": columns},
        ).stdout  # fmt: skip
        assert "20.0 tokens/s" in " ".join(shown.split())
        assert max(map(len, shown.splitlines())) <= int(columns)


def test_ctrl_c_measures_nothing():
    engine = ScriptedEngine([Reply("x", finish_reason="interrupted")])
    result = pa("models", "bench", wire=wire_with(engine))
    assert (result.exit_code, result.stdout) == (130, "")


def test_without_a_model_there_is_nothing_to_measure():
    result = pa("models", "bench")
    assert result.exit_code == 4
    assert "pa models pull" in result.stderr


@pytest.mark.model
def test_smollm2_is_measured(smollm2):
    result = pa("models", "bench", smollm2, "--tokens", "16", "--prompt-tokens", "64", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)["models"][0]
    assert found["prompt_tokens"] > 32
    assert 1 < found["completion_tokens"] <= 16
    assert found["tokens_per_second"] > 0
    assert found["memory_bytes"] > 10_000_000
