"""`pa doctor`: looks at everything that `pa` stands on."""

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pa_cli.core.configuration import ConfigProblem
from pa_cli.core.errors import ConfigError, EditorError, NoModelError, PaError
from pa_cli.core.health import (
    ConfigState,
    Diagnosis,
    EngineBuild,
    Examination,
    Finding,
    Hardware,
    Level,
    ModelHealth,
    PrefixCacheState,
    ProgramState,
    RemoteState,
    StoredPlace,
    TerminalState,
    TimeState,
)
from pa_cli.core.machine import Machine
from pa_cli.core.memory import estimate_memory
from pa_cli.core.model_ports import ModelStore
from pa_cli.core.model_spec import InstalledModel, ModelFile
from pa_cli.core.setting_specs import BY_KEY
from pa_cli.core.setting_specs.models import (
    CACHE_ENABLED,
    CACHE_MAX_BYTES,
    ENGINE_GPU_LAYERS,
    ENGINE_THREADS,
    MODEL_CHAT,
)
from pa_cli.core.settings import Settings
from pa_cli.core.sizes import human_size
from pa_cli.services.configuration import Configuration
from pa_cli.services.diagnosis import command_in, diagnose


@dataclass(frozen=True, slots=True)
class Instruments:
    """What the doctor looks with; each is called once.

    Attributes:
        now: The time in a zone; "" is the default zone.
        zone_problem: What is wrong with the zone of the environment, "".
        find_model: The model that `pa ask` would take.
        editor_command: The user's editor; raises EditorError when there is none.
        own_files: Each reads a file that the user may edit; raises PaError when it is broken.
        remote: The server that answers, None when a model of this machine does.
    """

    program: Callable[[], ProgramState]
    build: Callable[[], EngineBuild]
    hardware: Callable[[], Hardware]
    machine: Callable[[], Machine]
    places: Callable[[], tuple[StoredPlace, ...]]
    disk_free: Callable[[Path], int]
    terminal: Callable[[], TerminalState]
    now: Callable[[str], datetime]
    zone_problem: Callable[[], str]
    model_store: ModelStore
    find_model: Callable[[], ModelFile]
    editor_command: Callable[[], list[str]]
    configuration: Configuration
    config_file: Path
    prefix_cache: Path
    remote: Callable[[], RemoteState | None] = lambda: None
    own_files: Sequence[Callable[[], object]] = ()


def examine(instruments: Instruments, environment: Mapping[str, str]) -> Diagnosis:
    """Look at everything; what cannot be looked at becomes a finding."""
    settings, config = _config(instruments)
    models, models_problem = _models(instruments.model_store)
    machine = instruments.machine()
    threads = settings[ENGINE_THREADS]
    places = instruments.places()
    found = Examination(
        program=instruments.program(),
        engine=instruments.build(),
        hardware=instruments.hardware(),
        machine=machine,
        threads=threads or machine.usable_threads,
        threads_reason="engine.threads" if threads else machine.threads_reason,
        disk_free=instruments.disk_free(instruments.model_store.folder),
        models=models,
        models_problem=models_problem,
        places=places,
        cache=_cache(settings, places, instruments.prefix_cache),
        terminal=instruments.terminal(),
        time=_time(instruments, settings, environment),
        config=config,
        editor=_editor(instruments),
        remote=instruments.remote(),
    )
    findings = [
        *diagnose(found, gpu_layers=settings[ENGINE_GPU_LAYERS]),
        *_own_files(instruments.own_files),
        *(
            []
            if found.remote
            else _chat_model(instruments, found, named=bool(settings[MODEL_CHAT]))
        ),
        *_downloads(instruments.model_store),
    ]
    ordered = sorted(findings, key=lambda finding: finding.level != "broken")
    return Diagnosis(all(f.level != "broken" for f in ordered), tuple(ordered), found)


def _config(instruments: Instruments) -> tuple[Settings, ConfigState]:
    configuration = instruments.configuration
    try:
        settings, problems = configuration.examine()
    except ConfigError as error:
        settings, problems = Settings({}), [ConfigProblem("", error.message, error.hint)]
    changed = sum(settings.origin(setting) != "default" for setting in BY_KEY.values())
    path = instruments.config_file
    unknown = tuple(configuration.unknown_environment())
    return settings, ConfigState(path, path.exists(), changed, tuple(problems), unknown)


def _downloads(store: ModelStore) -> Iterator[Finding]:
    """What stopped downloads have left."""
    for one in store.unfinished():
        yield Finding(
            "advice",
            f"The download of {one.name} stopped after {human_size(one.size)}: {one.path}",
            f"pa models pull {one.name} goes on with it, pa models rm {one.name} deletes it",
        )


def _models(store: ModelStore) -> tuple[tuple[ModelHealth, ...], Finding | None]:
    try:
        return tuple(_model(store, model) for model in store.load()), None
    except PaError as error:
        return (), Finding("broken", error.message, command_in(error.hint))


def _model(store: ModelStore, model: InstalledModel) -> ModelHealth:
    problem = mend = ""
    stamp = store.stamp(model.path)
    again = f"pa models pull {model.name}"
    if stamp is None:
        problem = f"the file of {model.name} is gone: {model.path}"
        mend = f"{again}, or forget it: pa models rm {model.name}"
    else:
        try:
            store.read_header(model.path)
        except PaError as error:
            problem, mend = f"{model.name} cannot be loaded: {error.message}", again
        if not problem and stamp[0] != model.size:
            problem = (
                f"the file of {model.name} has {stamp[0]:,} bytes, not the {model.size:,} it had"
            )
            mend = f"pa models verify {model.name}"
    size = stamp[0] if stamp else 0
    return ModelHealth(model.name, model.path, size, model.purpose, model.is_default, problem, mend)


def _cache(settings: Settings, places: Iterable[StoredPlace], folder: Path) -> PrefixCacheState:
    place = next((place for place in places if place.path == folder), None)
    size, files = (place.size, place.files) if place else (0, 0)
    return PrefixCacheState(folder, settings[CACHE_ENABLED], size, files, settings[CACHE_MAX_BYTES])


def _time(
    instruments: Instruments, settings: Settings, environment: Mapping[str, str]
) -> TimeState:
    setting = BY_KEY.get("agenda.tz")
    zone = str(settings[setting]) if setting is not None and settings[setting] else ""
    problem = "" if zone else instruments.zone_problem()
    try:
        now = instruments.now(zone)
    except ConfigError as error:
        return TimeState(zone, "", fixed=False, problem=error.message)
    origin = (
        "agenda.tz" if zone else "TZ" if environment.get("TZ") and not problem else "the system"
    )
    name = str(now.tzinfo) if now.tzinfo is not None else ""
    return TimeState(
        f"{name} ({origin})",
        now.isoformat(timespec="seconds"),
        fixed=bool(environment.get("PA_NOW")),
        problem=problem,
    )


def _editor(instruments: Instruments) -> str:
    try:
        return shlex.join(instruments.editor_command())
    except EditorError:
        return ""


def _own_files(reads: Iterable[Callable[[], object]]) -> Iterator[Finding]:
    """Files that the user may edit, such as tools.toml, and that cannot be read any more."""
    for read in reads:
        try:
            read()
        except PaError as error:
            yield Finding("broken", error.message, command_in(error.hint) or error.hint)


def _chat_model(instruments: Instruments, found: Examination, *, named: bool) -> Iterator[Finding]:
    """Whether `pa ask` has a model, and whether that fits into memory."""
    if found.models_problem:
        return
    try:
        model = instruments.find_model()
    except NoModelError as error:
        if not any(model.problem and model.name in error.message for model in found.models):
            level: Level = "broken" if found.models or named else "advice"
            yield Finding(level, error.message, command_in(error.hint))
        return
    except PaError as error:
        yield Finding("broken", error.message, command_in(error.hint))
        return
    needed = estimate_memory(model.shape, file_size=model.size).total
    available = found.machine.memory_available
    if available and needed > available:
        yield Finding(
            "advice",
            f"{model.name} wants {human_size(needed)} of memory; {human_size(available)} are free.",
            "Take a smaller one: pa models recommend",
        )
