"""What the user calls an item: a short id, a title or its beginning, a number of the last list."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from pa_cli.core.errors import NotFoundError

if TYPE_CHECKING:
    from pa_cli.core.note_ports import LastLists


_SHOWN = 5
_LONGEST_TITLE = 50


class Named(Protocol):
    """Something with an id and a title."""

    @property
    def id(self) -> str:
        """Short id."""
        ...

    @property
    def title(self) -> str:
        """One line."""
        ...


T = TypeVar("T", bound=Named)


def from_last_list(ref: str, kind: str, last_lists: "LastLists") -> str:
    """What a number of the last list stands for; anything else is as it was."""
    ref = ref.strip()
    if ref.isdecimal() and len(ref) < 5:
        listed = last_lists.refs(kind)
        if 0 < int(ref) <= len(listed):
            return listed[int(ref) - 1]
    return ref


def the_one(
    ref: str,
    candidates: Callable[[str], Sequence[T]],
    *,
    noun: str,
    list_command: str,
    asked: str = "",
    holding: Callable[[str], Sequence[tuple[str, str]]] = lambda _: (),
) -> T:
    """The only candidate.

    Args:
        ref: What it is called; of a number of the last list what that stands for.
        candidates: Finds all that may be meant.
        noun: What it is, in messages.
        list_command: Shows what there is.
        asked: What the user wrote, where that was such a number.
        holding: Finds ids and titles that hold it somewhere, for a hint.

    Raises:
        NotFoundError: There is none, or several; those are named.
    """
    found = candidates(ref) if ref else ()
    if len(found) == 1:
        return found[0]
    if not found:
        what = f"no {noun} {ref!r}"
        if asked.isdecimal() and asked != ref:
            what = f"no {noun} any more where number {asked} of the last list was"
        elif ref.isdecimal():
            what = f"no number {ref} in the last list of {_several(noun)}, and {what}"
        near = ", ".join(_called(*one) for one in holding(ref)) if ref else ""
        meant = f" Did you mean {near}?" if near else ""
        raise NotFoundError(f"There is {what}.{meant}", hint=f"See them: {list_command}")
    shown = "; ".join(f"{item.id} {item.title}" for item in found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more." if len(found) > _SHOWN else "."
    raise NotFoundError(
        f"{ref!r} could be: {shown}{more}", hint=f"Name it by its id, for example {found[0].id}."
    )


def _called(item_id: str, title: str) -> str:
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
    return f"{item_id} {short!r}"


def summary_of(verb: str, titles: Sequence[str]) -> str:
    """What is said of an operation on several items: the first three are named."""
    names = ", ".join(repr(title) for title in dict.fromkeys(titles[:3]))
    return f"{verb} {names}" + (f" and {len(titles) - 3} more" if len(titles) > 3 else "")


def _several(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
