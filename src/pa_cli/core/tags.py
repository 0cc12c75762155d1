"""Tags: how they are read, and what it means to have them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pa_cli.core.errors import UsageError
from pa_cli.core.segmentation import fold


def has_tags(tags: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether all of `wanted`, folded, are among `tags`; `work/pa` is `work` too."""
    own = [fold(tag) for tag in tags]
    return all(any(tag == w or tag.startswith(f"{w}/") for tag in own) for w in wanted)


def read_tags(given: Iterator[str] | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Tags as typed, `#a`, `a,b`, to tags, each once.

    Raises:
        UsageError: Something that cannot be a tag.
    """
    tags: dict[str, str] = {}
    for word in given:
        for part in word.split(","):
            tag = unicodedata.normalize("NFC", part.strip()).removeprefix("#")
            if not tag:
                continue
            if not re.fullmatch(r"[\w/-]+", tag) or not re.search(r"\w", tag):
                better = re.sub(r"[^\w/-]+", "-", tag).strip("-")
                raise UsageError(
                    f"{tag!r} cannot be a tag: a tag is letters, digits, '-', '_' and '/'.",
                    hint=f"Perhaps: --tag {better}" if better else "",
                )
            tags.setdefault(fold(tag), tag)
    return tuple(tags.values())
