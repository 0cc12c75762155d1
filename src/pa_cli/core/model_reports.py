"""What is said of models: rows of a list, details of one, the outcome of a check."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pa_cli.core.catalog import CatalogEntry
from pa_cli.core.memory import MemoryEstimate
from pa_cli.core.model_spec import Fit, InstalledModel, ModelShape, Purpose

Speed = Literal["fast", "usable", "slow"]
FileState = Literal["ok", "missing", "changed", "not installed"]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One line of `pa models list`.

    Attributes:
        name: What the user calls it.
        purpose: What it is for.
        is_default: Used when no model is named.
        state: Whether its file is there as it was when it was added.
        size: Bytes of the file.
        parameters: Number of weights, 0 when unknown.
        context_length: Context window of the training, tokens.
        quantization: How the weights are stored.
        license: Name of the licence, "" when unknown.
        path: The file, None when it is not installed.
        in_place: The file belongs to someone else and is only used.
        good_for: What the catalogue says it is good for.
    """

    name: str
    purpose: Purpose
    is_default: bool
    state: FileState
    size: int
    parameters: int
    context_length: int
    quantization: str
    license: str
    path: Path | None = None
    in_place: bool = False
    good_for: str = ""


@dataclass(frozen=True, slots=True)
class ModelDetails:
    """Everything that is known of one model.

    Attributes:
        row: What the list says.
        title: Its full name.
        shape: Geometry, from the file when it is here.
        sha256: Hash of the file, "" when not known.
        is_verified: The hash was computed from the file.
        sources: Where it came from, or can be fetched from.
        revision: Commit of the source.
        license_url: Where the licence's text is.
        languages: What it speaks, in its makers' words.
        template: Name of its chat template.
        tool_format: Native tool-call format.
        thinking: Whether it thinks before it answers.
        added: When it was added here.
        memory: What it takes at `context` tokens.
        context: Context of the estimate.
        fit: Whether that suits this machine now.
        tokens_per_second: Expected speed, a rough guess; 0 when unknown.
    """

    row: ModelRow
    title: str
    shape: ModelShape
    sha256: str
    is_verified: bool
    sources: Sequence[str]
    revision: str
    license_url: str
    languages: str
    template: str
    tool_format: str
    thinking: str
    added: str
    memory: MemoryEstimate
    context: int
    fit: Fit
    tokens_per_second: float


Health = Literal["ok", "recorded", "damaged"]


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """The outcome of checking one model.

    Attributes:
        name: The model.
        path: Its file.
        health: "ok": size, header and hash are right; "recorded": no hash was known before, the
            one computed now is kept; "damaged": something is wrong.
        sha256: The computed hash, "" when it did not come to that.
        expected_sha256: The hash that it should have, "" when none was known.
        problem: What is wrong, "" when nothing is.
    """

    name: str
    path: Path
    health: Health
    sha256: str
    expected_sha256: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to expect of one catalogue model on this machine.

    Attributes:
        entry: The model.
        memory_bytes: What it takes at the default context.
        fit: Whether memory suffices.
        tokens_per_second: Expected speed of the answer, a rough guess.
        speed: The same as a word.
        disk_is_enough: The download fits the disk.
        installed: It is here already.
        reachable: At least one of its sources can be asked now.
        recommended: The one to take.
    """

    entry: CatalogEntry
    memory_bytes: int
    fit: Fit
    tokens_per_second: float
    speed: Speed
    disk_is_enough: bool
    installed: bool
    reachable: bool
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A model file that another program keeps.

    Attributes:
        name: What that program calls it, or the stem of the file.
        path: The file.
        program: Who keeps it, "" for a folder that the user named.
        source: Where it came from, "" when unknown.
        revision: Commit of the source, "" when there is none.
        claimed_sha256: The hash that the program names the file by, not checked; "" for none.
    """

    name: str
    path: Path
    program: str
    source: str = ""
    revision: str = ""
    claimed_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ImportCandidate:
    """What can be done with a found file.

    Attributes:
        file: The file.
        name: What it will be called here.
        size: Bytes.
        entry: What the catalogue knows of it, None for nothing.
        problem: Why it cannot be used, "" when it can.
        is_installed: It is in the list of models already.
    """

    file: FoundFile
    name: str
    size: int
    entry: CatalogEntry | None = None
    problem: str = ""
    is_installed: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it can be added now."""
        return not self.problem and not self.is_installed


@dataclass(frozen=True, slots=True)
class BenchResult:
    """How fast a model is on this machine.

    Attributes:
        name: The model.
        path: Its file.
        size: Bytes of the file.
        load_seconds: From the start to a loaded model.
        prompt_tokens: Tokens of the prompt that was evaluated.
        prompt_tokens_per_second: Speed of reading, best run.
        completion_tokens: Tokens of the answer.
        tokens_per_second: Speed of writing, best run.
        first_token_seconds: From the question to the first token, best run.
        threads: CPU threads at the end.
        memory_bytes: Memory that loading and running added to the process.
        runs: Runs that were measured.
    """

    name: str
    path: Path
    size: int
    load_seconds: float
    prompt_tokens: int
    prompt_tokens_per_second: float
    completion_tokens: int
    tokens_per_second: float
    first_token_seconds: float
    threads: int
    memory_bytes: int
    runs: int


def installed_row(
    model: InstalledModel, state: FileState, entry: CatalogEntry | None, *, is_default: bool
) -> ModelRow:
    """The row of a model that is here."""
    return ModelRow(
        name=model.name,
        purpose=model.purpose,
        is_default=is_default,
        state=state,
        size=model.size,
        parameters=model.shape.parameters,
        context_length=model.shape.context_length,
        quantization=model.shape.quantization,
        license=model.license,
        path=model.path,
        in_place=model.in_place,
        good_for=entry.good_for if entry else "",
    )


def catalog_row(entry: CatalogEntry) -> ModelRow:
    """The row of a model that is not here."""
    return ModelRow(
        name=entry.name,
        purpose=entry.purpose,
        is_default=False,
        state="not installed",
        size=entry.size,
        parameters=entry.shape.parameters,
        context_length=entry.shape.context_length,
        quantization=entry.shape.quantization,
        license=entry.license,
        good_for=entry.good_for,
    )
