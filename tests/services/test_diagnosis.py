"""What the doctor concludes from machines that the tests do not run on."""

import dataclasses
from pathlib import Path

import pytest

from pa_cli.core.health import (
    ComputeDevice,
    ConfigState,
    EngineBuild,
    Examination,
    Hardware,
    PrefixCacheState,
    ProgramState,
    StoredPlace,
    TerminalState,
    TimeState,
)
from pa_cli.core.machine import Machine
from pa_cli.services.diagnosis import command_in, diagnose

HOME = Path("/home/ana/.local/share/pa")
BUILD = EngineBuild(
    version="0.3.36",
    backends=("CPU",),
    devices=(ComputeDevice("CPU", "Fast CPU", "cpu"),),
    cpu_features=("AVX", "AVX2", "FMA", "F16C"),
    rebuild="pip install again",
)
HEALTHY = Examination(
    program=ProgramState("1.0", "3.11.7", "/usr/bin/python3", "Linux"),
    engine=BUILD,
    hardware=Hardware("Fast CPU", ("AVX", "AVX2", "FMA", "F16C")),
    machine=Machine(4, "CPUs of the machine", 4, 8 * 10**9, 16 * 10**9),
    threads=4,
    threads_reason="CPUs of the machine",
    disk_free=50 * 10**9,
    models=(),
    models_problem=None,
    places=(StoredPlace("data folder", HOME, "", private=True, exists=True, mode="0700"),),
    cache=PrefixCacheState(HOME, enabled=True, size=0, files=0, max_bytes=1),
    terminal=TerminalState("xterm", 80, 24, "256", "utf-8", ("stdin", "stdout", "stderr")),
    time=TimeState("Europe/Madrid", "2026-03-11T10:20:00+01:00", fixed=False),
    config=ConfigState(HOME, exists=False, changed=0),
    editor="vi",
)


def findings(gpu_layers="auto", **changes):
    return list(diagnose(dataclasses.replace(HEALTHY, **changes), gpu_layers=gpu_layers))


def test_a_healthy_machine_has_no_findings():
    assert findings() == []


def test_instructions_that_the_build_leaves_unused_are_advice():
    slow = dataclasses.replace(BUILD, cpu_features=("AVX",))
    (found,) = findings(engine=slow)
    assert found.level == "advice"
    assert "AVX2, FMA, F16C" in found.message
    assert found.mend == "pip install again"


@pytest.mark.parametrize(
    ("maker", "backend"), [("NVIDIA", "GGML_CUDA"), ("AMD", "GGML_HIP"), ("Intel", "GGML_VULKAN")]
)
def test_graphics_that_the_build_cannot_use_come_with_the_build_that_can(maker, backend):
    (found,) = findings(hardware=Hardware("", (), (maker,)))
    assert found.level == "advice"
    assert maker in found.message
    assert found.mend == f'CMAKE_ARGS="-D{backend}=on" pip install again'


def test_a_build_that_uses_the_graphics_is_fine():
    build = dataclasses.replace(BUILD, gpu_offload=True, backends=("CUDA", "CPU"))
    assert findings("all", engine=build, hardware=Hardware("", (), ("NVIDIA",))) == []


def test_layers_for_a_gpu_that_is_not_there_are_advised_against():
    (found,) = findings("99")
    assert found.mend == "pa config unset engine.gpu_layers"
    assert findings("0") == []


def test_a_broken_engine_is_one_finding_and_not_also_a_slow_one():
    (found,) = findings(
        "all", engine=EngineBuild(error="It is not installed", rebuild="pip install")
    )
    assert (found.level, found.mend) == ("broken", "pip install")
    assert found.message == "llama-cpp-python: It is not installed."


def test_more_threads_than_can_run_are_advice_with_the_reason():
    machine = Machine(2, "the container's quota of 2.5 CPUs", 64, 8 * 10**9, 16 * 10**9)
    (found,) = findings(machine=machine, threads=8)
    assert "8" in found.message
    assert "the container's quota of 2.5 CPUs" in found.message


@pytest.mark.parametrize(
    ("free", "level"), [(0, "broken"), (49_999_999, "broken"), (1_999_999_999, "advice")]
)
def test_a_full_disk_is_broken_and_a_nearly_full_one_is_advice(free, level):
    (found,) = findings(disk_free=free)
    assert found.level == level
    assert findings(disk_free=2_000_000_000) == []


def test_a_folder_that_cannot_be_written_is_broken():
    place = StoredPlace(
        "data folder", HOME, "", private=True, exists=True, mode="0500", writable=False
    )
    (found,) = findings(places=(place,))
    assert found.level == "broken"
    assert str(HOME) in found.message
    assert f"chmod u+rwx {HOME}" in found.mend


def test_a_path_with_spaces_is_quoted_in_the_command():
    place = StoredPlace("data folder", Path("/my data"), "", True, True, mode="0755", exposed=True)
    (found,) = findings(places=(place,))
    assert found.mend == "chmod 700 '/my data'"


def test_a_terminal_that_is_not_utf8_matters_only_where_somebody_reads():
    latin = dataclasses.replace(HEALTHY.terminal, encoding="iso8859-1")
    (found,) = findings(terminal=latin)
    assert "iso8859-1" in found.message
    assert findings(terminal=dataclasses.replace(latin, interactive=())) == []


@pytest.mark.parametrize(
    ("hint", "command"),
    [
        ("Get one with: pa models pull tiny", "pa models pull tiny"),
        ("pa models list", "pa models list"),
        ("", ""),
        ("Choose another one (pa models list), or forget it: pa models rm x", "pa models rm x"),
    ],
)
def test_only_the_command_of_a_hint_is_shown_as_one(hint, command):
    assert command_in(hint) == command
