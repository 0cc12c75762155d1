"""What Python, processor and graphics there are, from what the system says; no driver is loaded."""

import platform
import sys
from pathlib import Path

from pa_cli.core.health import Hardware, ProgramState

_MAKERS = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel"}
# what /proc/cpuinfo calls the instruction sets that ggml has variants for
_FEATURES = {
    "sse3": "SSE3",
    "pni": "SSE3",
    "ssse3": "SSSE3",
    "avx": "AVX",
    "avx2": "AVX2",
    "f16c": "F16C",
    "fma": "FMA",
    "bmi2": "BMI2",
    "avx512f": "AVX512",
    "avx512_vnni": "AVX512_VNNI",
    "avx512_bf16": "AVX512_BF16",
    "avx_vnni": "AVX_VNNI",
    "asimddp": "DOTPROD",
    "i8mm": "MATMUL_INT8",
    "sve": "SVE",
}


def describe_program(version: str) -> ProgramState:
    """`pa` of this version on the Python that runs it."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return ProgramState(version, platform.python_version(), sys.executable, system)


def read_hardware(root: Path = Path("/")) -> Hardware:
    """The hardware as the system describes it.

    Args:
        root: Where `proc`, `dev` and `sys` are looked for; tests put a tree of their own here.
    """
    processor, flags = _processor(root)
    features = tuple(dict.fromkeys(_FEATURES[flag] for flag in flags if flag in _FEATURES))
    return Hardware(processor, features, tuple(_graphics(root)))


def _processor(root: Path) -> tuple[str, list[str]]:
    name = ""
    flags: list[str] = []
    try:
        lines = (root / "proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return platform.processor(), []
    for line in lines:
        field, _, value = line.partition(":")
        if field.strip() in {"model name", "Model"} and not name:
            name = value.strip()
        elif field.strip() in {"flags", "Features"} and not flags:
            flags = value.split()
    return name, flags


def _graphics(root: Path) -> list[str]:
    makers = []
    if (root / "dev/nvidia0").exists() or (root / "proc/driver/nvidia/version").exists():
        makers.append("NVIDIA")
    if (root / "dev/kfd").exists():
        makers.append("AMD")
    for device in sorted((root / "dev/dri").glob("renderD*")):
        vendor = root / "sys/class/drm" / device.name / "device/vendor"
        try:
            maker = _MAKERS.get(vendor.read_text("ascii", "replace").strip(), "")
        except OSError:
            continue
        if maker:
            makers.append(maker)
    if sys.platform == "darwin" and platform.machine() == "arm64":
        makers.append("Apple")
    return list(dict.fromkeys(makers))
