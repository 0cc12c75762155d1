"""The devices that this build of llama.cpp can compute on, and how many layers go there."""

import ctypes
from dataclasses import dataclass
from types import ModuleType

from pa_cli.core.errors import EngineError

# enum ggml_backend_dev_type in ggml-backend.h
_KINDS = {0: "cpu", 1: "gpu", 2: "integrated gpu", 3: "accelerator"}

_GPU_MARGIN_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Device:
    """A device as ggml lists it.

    Attributes:
        name: Short name, such as "CUDA0" or "CPU".
        description: The product's name.
        kind: "cpu", "gpu", "integrated gpu" or "accelerator".
        memory_free: Bytes that are free now; 0 when the device does not tell.
        memory_total: All of its bytes; 0 when it does not tell.
    """

    name: str
    description: str
    kind: str
    memory_free: int
    memory_total: int

    @property
    def is_gpu(self) -> bool:
        """Layers can be offloaded to it."""
        return self.kind.endswith("gpu")


def list_devices() -> list[Device]:
    """All devices of this build; only the CPU's when the build cannot be asked."""
    try:
        from llama_cpp._ggml import libggml as ggml

        ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
        ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
        ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
        for function in (ggml.ggml_backend_dev_name, ggml.ggml_backend_dev_description):
            function.restype = ctypes.c_char_p
            function.argtypes = [ctypes.c_void_p]
        ggml.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
        ggml.ggml_backend_dev_memory.restype = None
        ggml.ggml_backend_dev_memory.argtypes = [
            ctypes.c_void_p,
            ctypes.POINTER(ctypes.c_size_t),
            ctypes.POINTER(ctypes.c_size_t),
        ]
        return [_read_device(ggml, index) for index in range(ggml.ggml_backend_dev_count())]
    except (ImportError, AttributeError, OSError):
        return []


def _read_device(ggml: ctypes.CDLL, index: int) -> Device:
    device = ggml.ggml_backend_dev_get(index)
    free, total = ctypes.c_size_t(0), ctypes.c_size_t(0)
    ggml.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
    return Device(
        name=ggml.ggml_backend_dev_name(device).decode("utf-8", "replace"),
        description=ggml.ggml_backend_dev_description(device).decode("utf-8", "replace"),
        kind=_KINDS.get(ggml.ggml_backend_dev_type(device), "accelerator"),
        memory_free=free.value,
        memory_total=total.value,
    )


@dataclass(frozen=True, slots=True)
class Offload:
    """How many layers go to the GPU.

    Attributes:
        layers: Their number, -1 for all.
        notice: A sentence for the user when the wish could not be met, "" otherwise.
    """

    layers: int
    notice: str = ""


def plan_offload(
    library: ModuleType, wished: str, *, layers: int, model_bytes: int, kv_bytes: int
) -> Offload:
    """Decide how many layers to offload.

    Args:
        library: The `llama_cpp` module.
        wished: "auto", "all" or a number.
        layers: Blocks of the model.
        model_bytes: Size of the weights.
        kv_bytes: Size of the KV cache at the planned context.

    Raises:
        EngineError: The number is larger than the model has layers by far.
    """
    if wished == "0":
        return Offload(0)
    if not library.llama_supports_gpu_offload():
        if wished == "auto":
            return Offload(0)
        return Offload(
            0,
            "This build of llama-cpp-python has no GPU support, so --gpu-layers does nothing. "
            "The README has the install lines for CUDA, Metal, Vulkan and ROCm.",
        )
    if wished == "all":
        return Offload(-1)
    if wished != "auto":
        if layers and int(wished) > 10 * (layers + 1):
            raise EngineError(f"The model has {layers} layers; --gpu-layers {wished} is too many.")
        return Offload(int(wished))
    free = sum(device.memory_free for device in list_devices() if device.is_gpu)
    return Offload(_layers_that_fit(free - _GPU_MARGIN_BYTES, layers, model_bytes + kv_bytes))


def _layers_that_fit(free: int, layers: int, needed: int) -> int:
    if free >= needed:
        return -1
    # the output layer counts as one more
    return max(0, free * (layers + 1) // max(1, needed))
