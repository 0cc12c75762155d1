"""Looks at the native library in a process of its own, where it may crash, and prints JSON.

Run as a script: a processor without the instructions of the build ends it by a signal, which is
an answer too. It must import nothing of pa.
"""

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

_KINDS = {0: "cpu", 1: "gpu", 2: "gpu", 3: "accelerator"}


def probe() -> dict[str, object]:
    """What the library says about itself."""
    import llama_cpp

    silence = llama_cpp.llama_log_callback(lambda *_: None)
    llama_cpp.llama_log_set(silence, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    folder = Path(llama_cpp.__file__).parent / "lib"
    info = llama_cpp.llama_print_system_info().decode("utf-8", "replace")
    found: dict[str, object] = {
        "version": str(llama_cpp.__version__),
        "library": str(folder),
        "gpu_offload": bool(llama_cpp.llama_supports_gpu_offload()),
        "mmap": bool(llama_cpp.llama_supports_mmap()),
        "mlock": bool(llama_cpp.llama_supports_mlock()),
        "cpu_features": _features(info),
    }
    try:
        found |= _devices()
        found |= _version(folder)
    except (AttributeError, OSError):
        # an older or a differently packed library: what is known so far is still worth showing
        found.setdefault("backends", sorted(_backend_names(info)))
    return found


def _features(info: str) -> list[str]:
    """The names that are on in the CPU's part of `CPU : SSE3 = 1 | AVX = 1 | ...`."""
    cpu = info.partition("CPU :")[2] or info
    pairs = (part.rpartition(":")[2].partition("=") for part in cpu.split("|"))
    return [name.strip() for name, _, value in pairs if value.strip() == "1"]


def _backend_names(info: str) -> set[str]:
    return {part.rpartition("|")[2].strip() for part in info.split(" : ")[:-1]}


def _devices() -> dict[str, object]:
    """The registered backends and devices, asked of ggml itself."""
    from llama_cpp import _ggml

    ggml: Any = _ggml.libggml
    for name, result in (
        ("ggml_backend_reg_get", ctypes.c_void_p),
        ("ggml_backend_reg_name", ctypes.c_char_p),
        ("ggml_backend_dev_get", ctypes.c_void_p),
        ("ggml_backend_dev_name", ctypes.c_char_p),
        ("ggml_backend_dev_description", ctypes.c_char_p),
    ):
        getattr(ggml, name).restype = result
    for name in ("ggml_backend_reg_count", "ggml_backend_dev_count"):
        getattr(ggml, name).restype = ctypes.c_size_t
    ggml.ggml_backend_reg_get.argtypes = ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    for name in (
        "ggml_backend_reg_name",
        "ggml_backend_dev_name",
        "ggml_backend_dev_description",
        "ggml_backend_dev_type",
    ):
        getattr(ggml, name).argtypes = [ctypes.c_void_p]
    memory = ggml.ggml_backend_dev_memory
    memory.argtypes = [
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_size_t),
        ctypes.POINTER(ctypes.c_size_t),
    ]
    memory.restype = None
    backends = [
        ggml.ggml_backend_reg_name(ggml.ggml_backend_reg_get(number)).decode("utf-8", "replace")
        for number in range(ggml.ggml_backend_reg_count())
    ]
    devices = []
    for number in range(ggml.ggml_backend_dev_count()):
        device = ggml.ggml_backend_dev_get(number)
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        memory(device, ctypes.byref(free), ctypes.byref(total))
        devices.append(
            {
                "name": ggml.ggml_backend_dev_name(device).decode("utf-8", "replace"),
                "description": ggml.ggml_backend_dev_description(device).decode("utf-8", "replace"),
                "kind": _KINDS.get(ggml.ggml_backend_dev_type(device), "accelerator"),
                "memory_total": total.value,
                "memory_free": free.value,
            }
        )
    return {"backends": backends, "devices": devices}


def _version(folder: Path) -> dict[str, object]:
    """Version and commit of ggml; None of llama.cpp's own are exported."""
    names = ("libggml-base.so", "libggml-base.dylib", "ggml-base.dll")
    library = next((folder / name for name in names if (folder / name).exists()), None)
    if library is None:
        return {}
    base = ctypes.CDLL(str(library))
    base.ggml_version.restype = base.ggml_commit.restype = ctypes.c_char_p
    return {
        "ggml_version": base.ggml_version().decode("ascii", "replace"),
        "commit": base.ggml_commit().decode("ascii", "replace").replace("unknown", ""),
    }


def main() -> None:
    """Print what was found, or why nothing was."""
    try:
        found = probe()
    except Exception as error:  # noqa: BLE001 - whatever an import can raise is the answer
        found = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
