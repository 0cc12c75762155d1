"""What is made only when it is used; most commands never write, and need not load what writes."""

from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")


def deferred(make: Callable[[], T]) -> T:
    """What `make` makes, as soon as something of it is asked for."""
    return cast("T", _Deferred(make))


class _Deferred:
    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        return getattr(self._make(), name)
