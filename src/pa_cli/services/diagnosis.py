"""What is wrong with what `pa doctor` found, and the command that mends it."""

import shlex
from collections.abc import Iterable, Iterator

from pa_cli.core.health import Examination, Finding, StoredPlace
from pa_cli.core.setting_specs import BY_KEY
from pa_cli.core.sizes import human_size

_LITTLE_DISK = 2_000_000_000
_NO_DISK = 50_000_000
# without these a build is much slower than the processor
_WEIGHTY_FEATURES = ("AVX2", "FMA", "F16C", "DOTPROD", "MATMUL_INT8")
_GPU_BACKENDS = {"NVIDIA": "GGML_CUDA", "AMD": "GGML_HIP", "Intel": "GGML_VULKAN"}


def diagnose(found: Examination, *, gpu_layers: str = "auto") -> Iterator[Finding]:
    """What is wrong with what was found, and what mends it."""
    if found.remote is None:
        yield from _engine_findings(found, gpu_layers)
    elif found.remote.problem:
        yield Finding("broken", found.remote.problem, command_in(found.remote.mend))
    yield from _machine_findings(found)
    if found.models_problem:
        yield found.models_problem
    for model in found.models:
        if model.problem:
            yield Finding("broken", _sentence(model.problem), model.mend)
    yield from _place_findings(found.places)
    yield from _surroundings_findings(found)
    for problem in found.config.problems:
        yield Finding("broken", problem.message, command_in(problem.hint))
    for problem in found.config.unknown_environment:
        yield Finding("advice", problem.message, command_in(problem.hint))


def _engine_findings(found: Examination, gpu_layers: str) -> Iterator[Finding]:
    build, hardware = found.engine, found.hardware
    if build.error:
        yield Finding("broken", f"llama-cpp-python: {build.error}.", build.rebuild)
        return
    unused = [
        name
        for name in _WEIGHTY_FEATURES
        if name in hardware.cpu_features and name not in build.cpu_features
    ]
    if unused:
        yield Finding(
            "advice",
            f"This build of llama.cpp does not use {', '.join(unused)} of the processor: it is slow.",
            build.rebuild,
        )
    if build.gpu_offload:
        return
    maker = next((maker for maker in hardware.graphics if maker in _GPU_BACKENDS), "")
    if maker:
        yield Finding(
            "advice",
            f"There is {maker} graphics hardware, but this build of llama.cpp computes on the CPU.",
            f'CMAKE_ARGS="-D{_GPU_BACKENDS[maker]}=on" {build.rebuild}',
        )
    if gpu_layers not in {"auto", "0"}:
        yield Finding(
            "advice",
            f"engine.gpu_layers is {gpu_layers}, but this build of llama.cpp has no GPU support.",
            "pa config unset engine.gpu_layers",
        )


def _machine_findings(found: Examination) -> Iterator[Finding]:
    if found.threads > found.machine.usable_threads:
        yield Finding(
            "advice",
            f"engine.threads is {found.threads}, but only {found.machine.usable_threads} can run at"
            f" once ({found.machine.threads_reason}): more threads are much slower.",
            "pa config unset engine.threads",
        )
    if found.disk_free < _NO_DISK:
        yield Finding("broken", f"The disk is full: {human_size(found.disk_free)} left.", "")
    elif found.disk_free < _LITTLE_DISK:
        yield Finding(
            "advice",
            f"The disk is nearly full: {human_size(found.disk_free)} left, less than most models.",
            "",
        )


def _place_findings(places: Iterable[StoredPlace]) -> Iterator[Finding]:
    for place in places:
        path = shlex.quote(str(place.path))
        if not place.writable:
            nearest = "it" if place.exists else "where it would be"
            yield Finding(
                "broken",
                f"The {place.name} cannot be written: {place.path} ({nearest} is not yours to write)",
                f"ls -ld {path}; chmod u+rwx {path}" if place.exists else "",
            )
        if not place.exists and place.name in BY_KEY:
            yield Finding(
                "advice",
                f"{place.name} is {place.path}, and there is no such folder.",
                f"pa config unset {place.name}, or pa config set {place.name} FOLDER",
            )
        if place.exposed:
            yield Finding(
                "broken",
                f"Others on this machine can look into the {place.name} {place.path} ({place.mode}).",
                f"chmod 700 {path}",
            )


def _surroundings_findings(found: Examination) -> Iterator[Finding]:
    terminal, time = found.terminal, found.time
    if "utf" not in terminal.encoding and "stdout" in terminal.interactive:
        yield Finding(
            "advice",
            f"The terminal takes {terminal.encoding or 'an unknown encoding'}, so that é or 中 become '?'.",
            "export LC_ALL=C.UTF-8",
        )
    if time.problem:
        yield Finding("broken" if not time.now else "advice", time.problem, "")
    elif time.fixed:
        yield Finding("advice", f"PA_NOW holds the clock at {time.now}.", "unset PA_NOW")
    if not found.editor:
        yield Finding(
            "advice",
            "No editor was found; `pa config edit` and writing longer texts need one.",
            "pa config set ui.editor COMMAND",
        )


def command_in(hint: str) -> str:
    """The command of a hint such as "Get one with: pa models pull NAME"; else the hint itself."""
    words, colon, command = hint.partition(": ")
    return command if colon and words[:1].isupper() else hint


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."
