"""The Hugging Face hub, as its library knows it: files, tokens, and what its cache has.

The bytes come like those of any other address, so that an interrupted download goes on where it
stopped; the library's own download would start over (docs/decisions/0003-fetching-models.md).
"""

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from pa_cli.core.errors import NetworkError, UsageError
from pa_cli.core.model_reference import choose_file, list_files
from pa_cli.core.model_source import HubSource, RemoteFile
from pa_cli.storage.downloads import http
from pa_cli.storage.downloads.part_file import PartFile

_TIMEOUT = 10.0
_CRITICAL = 50  # level of the standard library's logging


def find_cached(source: HubSource, *, sha256: str = "") -> Path | None:
    """The file of `source` in the hub library's cache, without asking the network.

    Args:
        source: With a revision, that one is taken; without, the newest that the cache knows.
        sha256: With it, the file is also found under another revision, as long as it is the same.
    """
    with _library():
        from huggingface_hub import constants, try_to_load_from_cache

        found = try_to_load_from_cache(
            source.repository, source.file, revision=source.revision or None
        )
        if isinstance(found, str):
            return Path(found)
        folder = f"models--{source.repository.replace('/', '--')}"
        snapshots = Path(constants.HF_HUB_CACHE, folder, "snapshots")
    if sha256:
        for path in sorted(snapshots.glob(f"*/{source.file}")):
            # the cache names what a link points to by its hash
            if path.resolve().name == sha256 and path.is_file():
                return path
    return None


def look_up(source: HubSource, *, quantization: str = "") -> RemoteFile:
    """Ask the hub for the file of `source`.

    Args:
        source: With an empty `file`, the file is chosen by `quantization`.
        quantization: Such as "Q8_0"; "" takes Q4_K_M, or the only file there is.

    Raises:
        NetworkError: The hub cannot be reached, or does not have it or give it to this user.
        UsageError: No file or more than one has this quantization; the candidates are named.
    """
    with _library():
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError

        try:
            info = HfApi(endpoint=_endpoint()).model_info(
                source.repository,
                revision=source.revision or None,
                files_metadata=True,
                timeout=_TIMEOUT,
            )
        except HFValidationError:
            raise UsageError(
                f"{source.repository!r} cannot be a repository of the hub.",
                hint="It looks like OWNER/NAME: pa models pull hf:Qwen/Qwen3-8B-GGUF",
            ) from None
        except HfHubHTTPError as error:
            _refuse(source, error)
        except Exception as error:  # noqa: BLE001 - the library's HTTP client raises its own classes
            raise NetworkError(f"The hub cannot be reached ({_first_line(error)}).") from None
    files = {sibling.rfilename: sibling for sibling in info.siblings or []}
    sizes = {name: sibling.size or 0 for name, sibling in files.items()}
    name = source.file or choose_file(source.repository, sizes, quantization)
    if name not in files:
        raise NetworkError(f"{source.repository} has no file {name}.", hint=list_files(sizes))
    lfs = files[name].lfs
    pinned = HubSource(source.repository, name, info.sha or source.revision)
    sha256 = lfs.sha256 if lfs else ""
    remote = RemoteFile(
        source=pinned,
        size=files[name].size,
        sha256=sha256,
        license=_license(info),
        is_gated=bool(info.gated),
        local=find_cached(pinned, sha256=sha256),
    )
    if remote.is_gated and remote.local is None:
        _check_access(pinned)
    return remote


def download(source: HubSource, part: PartFile, *, size: int | None) -> None:
    """Append to `part` what it lacks of the file of `source`, whose revision is pinned.

    Raises:
        NetworkError: The hub refused or kept failing; `part` keeps what came.
        StorageError: The disk is full or failed.
    """
    with _library():
        from huggingface_hub import constants, get_token, hf_hub_url

        url = hf_hub_url(
            source.repository,
            source.file,
            revision=source.revision or None,
            endpoint=_endpoint(),
        )
        token = None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    http.download(url, part, size=size, headers=headers)


def _check_access(source: HubSource) -> None:
    """Find out before the first byte whether the owner lets this user have the file."""
    with _library():
        from huggingface_hub import get_hf_file_metadata, hf_hub_url
        from huggingface_hub.errors import HfHubHTTPError

        try:
            get_hf_file_metadata(
                hf_hub_url(
                    source.repository,
                    source.file,
                    revision=source.revision,
                    endpoint=_endpoint(),
                ),
                timeout=_TIMEOUT,
            )
        except HfHubHTTPError as error:
            _refuse(source, error)
        except Exception as error:  # noqa: BLE001 - the library's HTTP client raises its own classes
            raise NetworkError(f"The hub cannot be reached ({_first_line(error)}).") from None


def _refuse(source: HubSource, error: Any) -> NoReturn:  # noqa: ANN401 - a class of the library
    """Turn the library's refusal into ours."""
    from huggingface_hub.errors import (
        GatedRepoError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    page = f"{(_endpoint() or 'https://huggingface.co').rstrip('/')}/{source.repository}"
    if isinstance(error, GatedRepoError):
        raise NetworkError(
            f"{source.repository} is gated: its owner asks you to accept terms first.",
            hint=f"Accept them at {page}, then sign in with: hf auth login",
        ) from None
    if isinstance(error, RepositoryNotFoundError):
        raise NetworkError(
            f"The hub has no repository {source.repository}, or it is private.",
            hint="If it is private, sign in with: hf auth login",
        ) from None
    if isinstance(error, RevisionNotFoundError):
        raise NetworkError(f"{source.repository} has no revision {source.revision}.") from None
    status = error.response.status_code
    if status in {401, 403}:
        raise NetworkError(
            f"The hub does not let you have {source.repository} ({status}).",
            hint="Sign in with: hf auth login",
        ) from None
    raise NetworkError(f"The hub answered {status}.") from None


def _license(info: Any) -> str:  # noqa: ANN401 - a class of the library
    card = info.card_data
    name = (card.get("license_name") or card.get("license")) if card else ""
    return name if isinstance(name, str) else ""


def _endpoint() -> str | None:
    """The hub that `HF_ENDPOINT` names, None for the library's own."""
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or None


def _first_line(error: Exception) -> str:
    text = re.sub(r"\[Errno -?\d+\] ", "", str(error).partition("\n")[0])
    return text[:200] or type(error).__name__


@contextmanager
def _library() -> Iterator[None]:
    """The library at work: its warnings and log lines are not for the user of `pa`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from huggingface_hub.utils import logging

        logging.set_verbosity(_CRITICAL)
        yield
