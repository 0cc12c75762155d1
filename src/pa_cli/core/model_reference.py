"""How people name a model to be fetched, and which file of a repository they mean."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from pa_cli.core.errors import UsageError
from pa_cli.core.model_source import HubSource
from pa_cli.core.sizes import human_size

_DEFAULT_QUANTIZATION = "Q4_K_M"
_HUB_HOSTS = {"huggingface.co", "www.huggingface.co", "hf.co"}
_QUANTIZATION = re.compile(
    r"(?:UD-)?(?:I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4(?:_MOE)?|BF16|F16|F32)", re.IGNORECASE
)
_SPLIT = re.compile(r"-\d{5}-of-\d{5}(?=\.gguf$)", re.IGNORECASE)
_NO_MODEL = re.compile(r"mmproj|imatrix", re.IGNORECASE)
_MOST_NAMED = 8
_LONGEST_NAME = 200  # bytes; file names end at 255, and suffixes are added


def parse_reference(text: str) -> tuple[HubSource, str]:
    """`OWNER/NAME[@REVISION][:FILE|:QUANT]`, what follows `hf:`, as a source and a quantization.

    Raises:
        UsageError: It does not look like that.
    """
    repository, _, choice = text.partition(":")
    repository, _, revision = repository.partition("@")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        raise UsageError(
            f"hf:{text} names no repository.",
            hint="It looks like hf:OWNER/NAME, hf:OWNER/NAME:FILE.gguf or hf:OWNER/NAME:Q4_K_M.",
        )
    if choice.lower().endswith(".gguf"):
        return HubSource(repository, choice, revision), ""
    return HubSource(repository, "", revision), choice


def parse_address(url: str) -> HubSource | None:
    """The source that the address of a hub page or file names; None for any other address."""
    parts = urlsplit(url)
    match = re.fullmatch(r"/([\w.-]+/[\w.-]+)/(?:blob|resolve)/([^/]+)/(.+\.gguf)", parts.path)
    if match is None or parts.hostname not in _HUB_HOSTS:
        return None
    return HubSource(match[1], match[3], "" if match[2] == "main" else match[2])


def choose_file(repository: str, sizes: Mapping[str, int], quantization: str) -> str:
    """The one model file with this quantization; "" means Q4_K_M, or the only file.

    Raises:
        UsageError: None or more than one fits; the candidates are named.
    """
    models = {name: size for name, size in sizes.items() if _is_model(name)}
    whole = {name: size for name, size in models.items() if not _SPLIT.search(name)}
    if not models:
        raise UsageError(
            f"{repository} has no GGUF file.",
            hint="Look for a repository whose name ends in -GGUF.",
        )
    if len(whole) == 1 and not quantization:
        return next(iter(whole))
    wanted = quantization or _DEFAULT_QUANTIZATION
    exact = [name for name in whole if _label(name) == wanted.upper()]
    fitting = exact or [name for name in whole if _label(name) == f"UD-{wanted.upper()}"]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(
            f"{repository} has more than one {wanted} file.",
            hint=_listing({name: whole[name] for name in fitting}),
        )
    if any(_label(_SPLIT.sub("", name)) == wanted.upper() for name in models.keys() - whole.keys()):
        raise UsageError(
            f"{wanted} in {repository} is split over several files, which cannot be pulled.",
            hint=_listing(whole),
        )
    raise UsageError(f"{repository} has no {wanted} file.", hint=_listing(whole))


def _is_model(name: str) -> bool:
    return name.lower().endswith(".gguf") and not _NO_MODEL.search(name)


def _label(name: str) -> str:
    """The quantization that a file name ends with, upper case: "UD-Q4_K_M", or ""."""
    stem = name.rpartition("/")[2].removesuffix(".gguf")
    found = [
        match[0].upper()
        for match in _QUANTIZATION.finditer(stem)
        if match.start() == 0 or stem[match.start() - 1] in "-._"
    ]
    return found[-1] if found else ""


def list_files(sizes: Mapping[str, int]) -> str:
    """The model files among `sizes` as one line, "" when there is none."""
    models = {name: size for name, size in sizes.items() if _is_model(name)}
    return _listing(models) if models else ""


def name_of_file(file_name: str) -> str:
    """What to call a model that comes as `file_name`: lower case, letters, digits and . _ + -."""
    stem = re.sub(r"\.gguf$", "", file_name, flags=re.IGNORECASE).lower()
    name = re.sub(r"[^\w.+-]+", "-", stem).strip("-._+")
    return name.encode()[:_LONGEST_NAME].decode("utf-8", "ignore") or "model"


def check_name(name: str) -> str:
    """`name`, when a model can be called so.

    Raises:
        UsageError: It cannot: the name is also that of a file.
    """
    is_file_name = re.fullmatch(r"\w[\w.+-]*", name) and len(name.encode()) <= _LONGEST_NAME
    if not is_file_name or name.lower().endswith(".gguf"):
        raise UsageError(
            f"A model cannot be called {name!r}.",
            hint="Use letters, digits and . _ + - and no .gguf at the end.",
        )
    return name


def _listing(sizes: Mapping[str, int]) -> str:
    named = [f"{name} ({human_size(size)})" for name, size in sorted(sizes.items())]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    return "There are: " + ", ".join(named[:_MOST_NAMED]) + more
