"""The models that are here before one is pulled: which of them is meant, and whether it is whole."""

from pathlib import Path

from pa_cli.core.errors import StorageError, UsageError
from pa_cli.core.model_ports import ModelDownloads
from pa_cli.core.model_spec import InstalledModel
from pa_cli.core.ports import Progress
from pa_cli.services.models import ModelsService
from pa_cli.services.pull_plan import PullPlan


class PresentModels:
    """Looks at what is here.

    Args:
        models: The models on this machine.
        downloads: Reads their files.
    """

    def __init__(self, models: ModelsService, downloads: ModelDownloads) -> None:
        self._models = models
        self._downloads = downloads

    def named(self, name: str) -> InstalledModel | None:
        """The complete model of exactly this name."""
        for model in self._models.installed():
            if model.name.casefold() == name.casefold() and self._models.is_complete(model):
                return model
        return None

    def planned(self, plan: PullPlan) -> InstalledModel | None:
        """The model of the plan when it is here, and not known to be damaged.

        Raises:
            UsageError: Another model has its name.
        """
        here = self.named(plan.name)
        if here is None or here == plan.damaged:
            return None
        if here.sha256 and plan.remote.sha256 and here.sha256 != plan.remote.sha256:
            raise UsageError(
                f"There is another model called {plan.name} here.",
                hint="Choose a name for this one with --name, or remove the other: "
                f"pa models rm {plan.name}",
            )
        return here

    def is_whole(self, model: InstalledModel, progress: Progress) -> bool:
        """Whether the file has the hash that it had when it was listed.

        Raises:
            StorageError: It has not, and it belongs to somebody else.
        """
        if not model.sha256:
            return True
        if self.hash_file(model.path, model.name, model.size, progress) == model.sha256:
            return True
        if model.in_place:
            raise StorageError(
                f"The file of {model.name} is damaged: {model.path}",
                hint=f"It is not pa's own. Mend it, or forget it: pa models rm {model.name}",
            )
        return False

    def hash_file(self, path: Path, name: str, size: int | None, progress: Progress) -> str:
        """The SHA-256 of a file of `size` bytes, which takes its time."""
        with progress.task(f"{name}: checking", total=size, unit="bytes") as task:
            return self._downloads.hash_file(path, on_bytes=task.update)
