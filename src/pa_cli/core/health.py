"""What `pa doctor` looks at, and what it found."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pa_cli.core.configuration import ConfigProblem
from pa_cli.core.machine import Machine

Level = Literal["broken", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    Attributes:
        level: "broken" keeps `pa` or a part of it from working; "advice" could be better.
        message: What it is.
        mend: The command that mends it, or a sentence where there is no command.
    """

    level: Level
    message: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class ComputeDevice:
    """A device that llama.cpp can compute on; memory in bytes, 0 when it does not say."""

    name: str
    description: str
    kind: Literal["cpu", "gpu", "accelerator"]
    memory_total: int = 0
    memory_free: int = 0


@dataclass(frozen=True, slots=True)
class EngineBuild:
    """The native library as it was built.

    Attributes:
        version: Version of llama-cpp-python, "" when it cannot be loaded.
        ggml_version: Version of the tensor library inside.
        commit: Commit of the native sources, "" when the build does not say.
        library: Folder of the native libraries.
        backends: What it can compute with, such as "CPU" or "CUDA".
        devices: What is there to compute on.
        cpu_features: Instruction sets that the build uses.
        gpu_offload: Layers can be put on a GPU.
        mmap: Model files can be mapped instead of read.
        mlock: Model memory can be locked.
        error: Why it cannot be loaded, "" when it can.
        rebuild: The command that compiles it anew for this machine.
    """

    version: str = ""
    ggml_version: str = ""
    commit: str = ""
    library: str = ""
    backends: tuple[str, ...] = ()
    devices: tuple[ComputeDevice, ...] = ()
    cpu_features: tuple[str, ...] = ()
    gpu_offload: bool = False
    mmap: bool = False
    mlock: bool = False
    error: str = ""
    rebuild: str = ""


@dataclass(frozen=True, slots=True)
class Hardware:
    """What the machine has, whether the build can use it or not.

    Attributes:
        processor: Name of the CPU, "" when unknown.
        cpu_features: Instruction sets of the CPU, as ggml names them; empty when unknown.
        graphics: Makers of the graphics hardware, such as "NVIDIA".
    """

    processor: str = ""
    cpu_features: tuple[str, ...] = ()
    graphics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """An installed model and whether it can be used; `problem` is "" when it can."""

    name: str
    path: Path
    size: int
    purpose: str
    is_default: bool
    problem: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class StoredPlace:
    """A file or folder that `pa` keeps.

    Attributes:
        name: What it is called.
        path: Where it is, or would be.
        purpose: What it is for.
        private: It holds the user's words, so nobody else should read it.
        exists: It is there.
        size: Bytes, all files in a folder together.
        files: Number of files.
        mode: Permission bits in octal, such as "0700", "" when it is not there.
        exposed: It is private, but other users of the machine can look into it.
        writable: This user can write there, or in the nearest folder that exists.
    """

    name: str
    path: Path
    purpose: str
    private: bool
    exists: bool = False
    size: int = 0
    files: int = 0
    mode: str = ""
    exposed: bool = False
    writable: bool = True


@dataclass(frozen=True, slots=True)
class PrefixCacheState:
    """The prefix cache: bytes it takes and may take."""

    path: Path
    enabled: bool
    size: int
    files: int
    max_bytes: int


@dataclass(frozen=True, slots=True)
class TerminalState:
    """The streams of this run.

    Attributes:
        term: `TERM`.
        columns: Width.
        rows: Height.
        colours: Such as "none", "16", "256" or "24 bit", and why there are none.
        encoding: Of stdout.
        interactive: The streams that are terminals.
    """

    term: str
    columns: int
    rows: int
    colours: str
    encoding: str
    interactive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeState:
    """What time it is for `pa`, where that comes from, and whether `PA_NOW` holds it."""

    zone: str
    now: str
    fixed: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ConfigState:
    """The config file and what is wrong in it or in the environment."""

    path: Path
    exists: bool
    changed: int
    problems: tuple[ConfigProblem, ...] = ()
    unknown_environment: tuple[ConfigProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgramState:
    """`pa` itself and the Python it runs on."""

    version: str
    python: str
    executable: str
    platform: str


@dataclass(frozen=True, slots=True)
class RemoteState:
    """The server that answers in place of a model of this machine.

    Attributes:
        address: Where it is, "" when the settings name none.
        is_loopback: It is a program on this machine.
        kind: Which server it is, as far as it can be told.
        model: The model that answers.
        models: All that it lists.
        context: Context window in tokens; `context_is_assumed` when the server does not say.
        milliseconds: Time of one small question, None when it does not answer.
        key_variable: Environment variable of the key, "" for none.
        problem: What is wrong, "" when all is well; `mend` is the command against it.
    """

    address: str
    is_loopback: bool = False
    kind: str = ""
    model: str = ""
    models: tuple[str, ...] = ()
    context: int = 0
    context_is_assumed: bool = False
    milliseconds: float | None = None
    key_variable: str = ""
    problem: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was looked at.

    Attributes:
        threads: The number that generation starts with.
        threads_reason: What decided it.
        disk_free: Bytes left where models are kept.
        models: Installed models; `models_problem` says why they could not be listed.
        editor: The editor's command, "" when there is none.
        remote: The server that answers, None when a model of this machine does.
    """

    program: ProgramState
    engine: EngineBuild
    hardware: Hardware
    machine: Machine
    threads: int
    threads_reason: str
    disk_free: int
    models: tuple[ModelHealth, ...]
    models_problem: Finding | None
    places: tuple[StoredPlace, ...]
    cache: PrefixCacheState
    terminal: TerminalState
    time: TimeState
    config: ConfigState
    editor: str
    remote: RemoteState | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at and what follows; `ok` when nothing is broken."""

    ok: bool
    findings: tuple[Finding, ...]
    examination: Examination


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """An address that `pa` could contact.

    Attributes:
        address: URL or host, without any password in it.
        purpose: What for.
        when: The commands that do it.
        decided_by: The setting, variable or file that says so.
        warning: What the user has to know about it, in a sentence; "" for nothing.
    """

    address: str
    purpose: str
    when: str
    decided_by: str
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Privacy:
    """Everything that `pa` keeps, and everyone that it could ever talk to.

    `engine` is the server that gets what the user writes, None when nobody does.
    """

    places: tuple[StoredPlace, ...]
    addresses: tuple[NetworkAddress, ...] = field(default=())
    offline: bool = False
    engine: NetworkAddress | None = None
