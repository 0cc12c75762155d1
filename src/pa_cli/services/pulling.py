"""Getting a model onto this machine: what is meant, does it fit, may it be fetched, and fetching it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pa_cli.core.errors import (
    EngineError,
    InterruptedByUserError,
    NetworkError,
    StorageError,
    UsageError,
)
from pa_cli.core.machine import Machine
from pa_cli.core.memory import DEFAULT_CONTEXT
from pa_cli.core.model_ports import ModelDownloads
from pa_cli.core.model_reference import check_name, name_of_file
from pa_cli.core.model_source import HubSource, ModelSource
from pa_cli.core.model_spec import InstalledModel
from pa_cli.core.ports import Approver, Progress
from pa_cli.core.sizes import human_size
from pa_cli.services.models import ModelsService
from pa_cli.services.present_models import PresentModels
from pa_cli.services.pull_plan import PullPlan
from pa_cli.services.pull_target import (
    PullRequest,
    PullTarget,
    all_failed,
    local_path,
    resolve_target,
    source_words,
)

_SPARE_DISK = 64 * 2**20


@dataclass(frozen=True, slots=True)
class PullResult:
    """A model that is here now; `already_here` says that it was before."""

    model: InstalledModel
    already_here: bool = False


class PullService:
    """Pulls models.

    Args:
        models: The models on this machine.
        downloads: Fetches files.
        machine: What the machine has to offer.
        recommend: Name of the model to pull when none is named.
        notify: Says something that the user may want to know.
    """

    def __init__(
        self,
        *,
        models: ModelsService,
        downloads: ModelDownloads,
        machine: Callable[[], Machine],
        recommend: Callable[[], str],
        notify: Callable[[str], None],
    ) -> None:
        self._models = models
        self._downloads = downloads
        self._present = PresentModels(models, downloads)
        self._machine = machine
        self._recommend = recommend
        self._notify = notify

    def pull(self, request: PullRequest, *, approver: Approver, progress: Progress) -> PullResult:
        """Get the model that is asked for, after showing what that means and asking.

        Raises:
            UsageError: Nobody knows what is meant; the message says what can be.
            NoModelError: A local file is no model.
            NetworkError: No source gave it.
            EngineError: It will not fit into memory, and nobody said `force`.
            StorageError: It does not fit the disk, or writing failed.
            ConfirmationError: The user said no, or cannot be asked.
            InterruptedByUserError: Ctrl-C while it came; what came is kept.
        """
        if request.name:
            check_name(request.name)
        reference = request.reference or self._recommend()
        if not reference:
            raise UsageError(
                "No known model fits this machine.", hint="See them: pa models recommend"
            )
        path = local_path(reference)
        if path is not None:
            return self._take_file(path, request, progress)
        target = resolve_target(reference, request.source, self._models.catalog)
        if target.entry is not None:
            here = self._present.named(request.name or target.entry.name)
            if here is not None and self._present.is_whole(here, progress):
                return PullResult(here, already_here=True)
            target = replace(target, damaged=here)
        return self._pull_from_any(target, request, approver, progress)

    def _pull_from_any(
        self, target: PullTarget, request: PullRequest, approver: Approver, progress: Progress
    ) -> PullResult:
        """Try the sources in order; the user is asked once, before the first byte."""
        failures: list[tuple[ModelSource, NetworkError]] = []
        approved = False
        for source in target.sources:
            try:
                plan = self._plan(source, target, request)
                here = self._present.planned(plan)
                if here is not None:
                    if self._present.is_whole(here, progress):
                        return PullResult(here, already_here=True)
                    plan = replace(plan, damaged=here)
                if not approved and plan.remote.local is None:
                    self._approve(plan, request, approver)
                    approved = True
                return self._carry_out(plan, progress)
            except NetworkError as error:
                failures.append((source, error))
                rest = target.sources[len(failures) :]
                if rest:
                    reason = error.message.removesuffix(".")
                    self._notify(f"{reason}; trying {source_words(rest[0])}.")
        raise all_failed(target, failures)

    def _plan(self, source: ModelSource, target: PullTarget, request: PullRequest) -> PullPlan:
        entry = target.entry
        remote = self._downloads.look_up(
            source,
            quantization=target.quantization,
            size=entry.size if entry else 0,
            sha256=entry.sha256 if entry else "",
        )
        entry = entry or self._models.catalog.matching_hash(remote.sha256)
        name = request.name or (entry.name if entry else name_of_file(remote.file_name))
        return PullPlan(name, remote, entry, target.damaged)

    def _approve(self, plan: PullPlan, request: PullRequest, approver: Approver) -> None:
        """Refuse what cannot work, then show the rest and ask."""
        remote = plan.remote
        missing = (remote.size or 0) - self._downloads.fetched_bytes(plan.name)
        needed = (
            missing + self._downloads.room_needed(remote.source, remote.size or 0) + _SPARE_DISK
        )
        free = self._downloads.free_bytes()
        if needed > free:
            raise StorageError(
                f"{plan.name} needs {human_size(needed)} on the disk, "
                f"but {human_size(free)} are free in {self._models.folder}.",
                hint="Make room, or choose a smaller model: pa models recommend",
            )
        machine = self._machine()
        memory = plan.memory_bytes
        if machine.memory_total and memory > machine.memory_total and not request.force:
            raise EngineError(
                f"{plan.name} needs about {human_size(memory)} of memory at "
                f"{DEFAULT_CONTEXT} tokens of context; {machine.memory_reason} has "
                f"{human_size(machine.memory_total)}.",
                hint="Fetch it anyway with --force, or see what fits: pa models recommend",
            )
        fetched = self._downloads.fetched_bytes(plan.name)
        approver.approve(
            f"Fetch {plan.name} ({plan.size_words})?", plan.describe(machine, free, fetched)
        )

    def _carry_out(self, plan: PullPlan, progress: Progress) -> PullResult:
        """Fetch what was planned and list it."""
        downloads, remote = self._downloads, plan.remote
        if remote.local is not None:
            return self._list_local(plan, remote.local, progress)
        with downloads.exclusive(plan.name, on_wait=self._tell_waiting(plan.name)):
            here = self._present.planned(plan)
            if here is not None:
                return PullResult(here, already_here=True)
            before = downloads.fetched_bytes(plan.name)
            with progress.task(plan.name, total=remote.size, done=before, unit="bytes") as task:
                try:
                    path, sha256 = downloads.fetch(remote, plan.name, on_bytes=task.update)
                except KeyboardInterrupt:
                    raise _stopped(plan, downloads.fetched_bytes(plan.name)) from None
            return PullResult(self._list(plan, path, sha256, in_place=False))

    def _tell_waiting(self, name: str) -> Callable[[str], None]:
        return lambda who: self._notify(f"{who} is fetching {name}; waiting until it is done.")

    def _list_local(self, plan: PullPlan, path: Path, progress: Progress) -> PullResult:
        """List a file of the hub's cache, after checking that it is whole."""
        sha256 = self._present.hash_file(path, plan.name, plan.remote.size, progress)
        if plan.remote.sha256 and sha256 != plan.remote.sha256:
            raise NetworkError(f"The file in the hub's cache is damaged: {path}")
        return PullResult(self._list(plan, path, sha256, in_place=True))

    def _list(self, plan: PullPlan, path: Path, sha256: str, *, in_place: bool) -> InstalledModel:
        source = plan.remote.source
        added = self._models.add(
            path,
            name=plan.name,
            in_place=in_place,
            source=str(source),
            revision=source.revision if isinstance(source, HubSource) else "",
            sha256=sha256,
            license=plan.remote.license,
            entry=plan.entry,
        )
        return self._models.installed_named(added.name)

    def _take_file(self, path: Path, request: PullRequest, progress: Progress) -> PullResult:
        """List a local file where it lies, or a copy of it."""
        found = self._models.described(str(path.absolute()))
        for model in self._models.installed():
            if model.path == found.path and not request.name and not request.copy:
                return PullResult(model, already_here=True)
        sha256 = self._present.hash_file(path, request.name or path.name, found.size, progress)
        entry = self._models.catalog.matching_hash(sha256)
        name = request.name or (entry.name if entry else name_of_file(path.name))
        here = self._present.named(name)
        if here is not None and here.path != found.path:
            if here.sha256 == sha256:
                return PullResult(here, already_here=True)
            raise UsageError(
                f"There is another model called {name} here: {here.path}",
                hint="Choose a name for this one with --name.",
            )
        place = path.absolute()
        if request.copy:
            with (
                self._downloads.exclusive(name, on_wait=self._tell_waiting(name)),
                progress.task(name, total=found.size, unit="bytes") as task,
            ):
                place = self._downloads.copy(path, name, on_bytes=task.update)[0]
        self._models.add(
            place,
            name=name,
            in_place=not request.copy,
            source=str(path.absolute()),
            sha256=sha256,
            entry=entry,
        )
        return PullResult(self._models.installed_named(name))


def _stopped(plan: PullPlan, kept: int) -> InterruptedByUserError:
    """Ctrl-C, with what is kept and how to go on."""
    if not kept:
        return InterruptedByUserError(f"Stopped; nothing of {plan.name} is here yet.")
    again = f"Go on with: pa models pull {plan.name}"
    return InterruptedByUserError(
        f"Stopped; {human_size(kept)} of {plan.name} are kept.",
        hint=again if plan.entry else "The same command goes on from there.",
    )
