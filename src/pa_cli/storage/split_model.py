"""Models that are spread over several files: `NAME-00001-of-00003.gguf` and its brothers.

llama.cpp loads all of them when it is given the first one.
"""

import dataclasses
import re
from pathlib import Path

from pa_cli.core.errors import NoModelError
from pa_cli.core.model_spec import ModelHeader
from pa_cli.storage.gguf import read_header

_PART = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)
_MOST_PARTS = 1000


def is_later_part(path: Path) -> bool:
    """Whether `path` belongs to a model that is named by another file."""
    match = _PART.fullmatch(path.name)
    return match is not None and int(match["number"]) != 1


def parts_of(path: Path) -> list[Path]:
    """All files of the model that begins with `path`, in order; only itself for a whole one."""
    match = _PART.fullmatch(path.name)
    if match is None or int(match["number"]) != 1 or not 1 < int(match["count"]) <= _MOST_PARTS:
        return [path]
    suffix = path.name[-len(".gguf") :]
    return [
        path.with_name(f"{match['stem']}-{number:05}-of-{match['count']}{suffix}")
        for number in range(1, int(match["count"]) + 1)
    ]


def read_model(path: Path) -> ModelHeader:
    """The header of a model: of one file, or summed over all of its files.

    Raises:
        NoModelError: A file is missing, is no model, or `path` is a later part.
    """
    if is_later_part(path):
        raise NoModelError(
            f"{path} is a later part of a model; name its first part, {_first(path)}."
        )
    header = read_header(path)
    if header.split_count == 1:
        return header
    parts = parts_of(path)
    if len(parts) != header.split_count:
        raise NoModelError(
            f"{path} is one of {header.split_count} parts, but its name does not say so.",
            hint="Give the parts the names that they were published with.",
        )
    shapes = [header.shape, *(read_header(part).shape for part in parts[1:])]
    whole = dataclasses.replace(
        header.shape,
        parameters=sum(shape.parameters for shape in shapes),
        weight_bytes=sum(shape.weight_bytes for shape in shapes),
        repackable_bytes=sum(shape.repackable_bytes for shape in shapes),
        file_bytes=sum(shape.file_bytes for shape in shapes),
    )
    return dataclasses.replace(header, shape=whole)


def _first(path: Path) -> str:
    return re.sub(r"-\d{5}-of-", "-00001-of-", path.name)
