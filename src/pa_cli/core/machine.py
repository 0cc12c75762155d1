"""What the machine offers this process: threads and memory, container limits included."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """The resources that one process may really use.

    Attributes:
        usable_threads: Threads that can run at the same time, at least 1.
        threads_reason: What decided that number, ready to be shown, such as "CPU affinity".
        cpu_count: CPUs of the machine, allowed or not.
        memory_available: Bytes that can be taken without swapping, within the container's limit.
        memory_total: Bytes of memory, or of the container's limit when that is smaller.
        memory_reason: What decided the memory figures: "the machine" or "the container's limit".
    """

    usable_threads: int
    threads_reason: str
    cpu_count: int
    memory_available: int
    memory_total: int
    memory_reason: str = "the machine"
