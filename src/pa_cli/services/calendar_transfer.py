"""iCalendar files in and out; taking the same file in twice changes nothing."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pa_cli.core.changes import FileChange
from pa_cli.core.errors import InputError
from pa_cli.core.icalendar import events, lines
from pa_cli.core.icalendar.lines import Component, Line, make_line
from pa_cli.core.ports import ChangeLog

_SAFE_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,99}")
KINDS = ("VEVENT", "VTODO")
# what the exported calendar says anew; a METHOD is for mail alone
_OWN_LINES = {"VERSION", "PRODID", "METHOD"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, in numbers of items."""

    added: int
    updated: int
    unchanged: int
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ItemFolder:
    """Where the items of a kind are.

    Attributes:
        path_of: The file of an item by its UID; None when there is none.
        new_path: Where a new file goes, by the name of its item.
        files: All files.
        has_changed: Told that something was written.
    """

    path_of: Callable[[str], Path | None]
    new_path: Callable[[str], Path]
    files: Callable[[], Sequence[Path]]
    has_changed: Callable[[], None]


class CalendarTransfer:
    """What `pa agenda import` and `export` do.

    Args:
        folders: By name of the component: VEVENT, VTODO.
        changes: The one way to write.
        read: The content of a file.
    """

    def __init__(
        self,
        folders: dict[str, ItemFolder],
        changes: ChangeLog,
        read: Callable[[Path], bytes],
    ) -> None:
        self._folders = folders
        self._changes = changes
        self._read = read

    def take_in(self, name: str, content: bytes, *, dry_run: bool = False) -> Imported:
        """Add the events and to-dos of a file; those that are there already are brought up to date.

        Raises:
            InputError: It is no iCalendar.
        """
        try:
            root = lines.parse(content.decode("utf-8"))
        except ValueError as error:
            raise InputError(f"{name}: {error} Nothing was imported.") from error
        counts = {"added": 0, "updated": 0, "unchanged": 0}
        changes: list[FileChange] = []
        with self._changes.locked():
            for (kind, uid), (calendar, group) in _items_of(root).items():
                change, what = self._change_for(kind, uid, calendar, group)
                counts[what] += 1
                if change is not None:
                    changes.append(change)
            if changes and not dry_run:
                count = counts["added"] + counts["updated"]
                self._changes.apply(f"Imported {count} from {name!r}", changes)
                for folder in self._folders.values():
                    folder.has_changed()
        return Imported(counts["added"], counts["updated"], counts["unchanged"], dry_run)

    def _change_for(
        self, kind: str, uid: str, calendar: Component, group: Sequence[Component]
    ) -> tuple[FileChange | None, str]:
        folder = self._folders[kind]
        path = folder.path_of(uid)
        if path is None:
            name = uid if _SAFE_UID.fullmatch(uid) else _digest(uid)
            fresh = _file_with(calendar, group).text().encode("utf-8")
            return FileChange(folder.new_path(name), fresh, None), "added"
        before = self._read(path)
        root = lines.parse(before.decode("utf-8"))
        for known in root.components("VCALENDAR"):
            own = [c for c in known.components(kind) if _uid_of(c) == uid]
            if not own:
                continue
            if [_plain(c) for c in own] == [_plain(c) for c in group]:
                return None, "unchanged"
            place = next(i for i, c in enumerate(known.children) if c is own[0])
            kept = [c for c in known.children if not any(c is o for o in own)]
            known.children = [*kept[:place], *group, *kept[place:]]
            for zone in _zones_for(calendar, group):
                if _zone_id(zone) not in {_zone_id(z) for z in known.components("VTIMEZONE")}:
                    known.children.insert(_first_component(known), zone)
        return FileChange(path, root.text().encode("utf-8"), before), "updated"

    def give_out(self, kinds: Sequence[str] = KINDS) -> tuple[bytes, int]:
        """All items as one iCalendar file, and how many files they come from."""
        zones: dict[str, Component] = {}
        heads: dict[tuple[str, str], Line] = {}
        items: list[Component] = []
        done: set[Path] = set()
        for path in dict.fromkeys(p for kind in kinds for p in self._folders[kind].files()):
            try:
                root = lines.parse(self._read(path).decode("utf-8"))
            except ValueError:
                continue  # what cannot be understood is named by `pa agenda list`
            for calendar in root.components("VCALENDAR"):
                for line in calendar.children:
                    if isinstance(line, Line) and line.name not in _OWN_LINES:
                        heads.setdefault((line.name, line.value), line)
                for zone in calendar.components("VTIMEZONE"):
                    zones.setdefault(_zone_id(zone), zone)
                items += calendar.components(*kinds)
            done.add(path)
        head: list[Line | Component] = [
            make_line("VERSION", "2.0"),
            make_line("PRODID", events.PRODUCT),
        ]
        whole = Component("VCALENDAR", [*head, *heads.values(), *zones.values(), *items])
        return whole.text().encode("utf-8"), len(items)


def _items_of(root: Component) -> dict[tuple[str, str], tuple[Component, list[Component]]]:
    """The components of each item: itself and what stands for some of its occurrences."""
    found: dict[tuple[str, str], tuple[Component, list[Component]]] = {}
    for calendar in root.components("VCALENDAR"):
        for component in calendar.components(*KINDS):
            uid = _uid_of(component)
            if not uid:
                uid = _digest(component.text())
                component.children.insert(0, make_line("UID", uid))
            found.setdefault((component.name, uid), (calendar, []))[1].append(component)
    return found


def _file_with(calendar: Component, group: Sequence[Component]) -> Component:
    """A calendar like `calendar` with nothing but `group`; a METHOD is for mail alone."""
    head = [c for c in calendar.children if isinstance(c, Line) and c.name != "METHOD"]
    children: list[Line | Component] = [*head, *_zones_for(calendar, group), *group]
    return Component("", [Component("VCALENDAR", children)])


def _zones_for(calendar: Component, group: Sequence[Component]) -> list[Component]:
    text = "".join(component.text() for component in group)
    return [z for z in calendar.components("VTIMEZONE") if _zone_id(z) in text]


def _zone_id(zone: Component) -> str:
    line = zone.line("TZID")
    return line.value if line else ""


def _first_component(calendar: Component) -> int:
    children = enumerate(calendar.children)
    return next((i for i, c in children if isinstance(c, Component)), len(calendar.children))


def _uid_of(component: Component) -> str:
    return events.text_of(component, "UID").strip()


def _plain(component: Component) -> str:
    """A component without what folding and line ends add."""
    text = re.sub(r"\r?\n[ \t]", "", component.text())
    return text.replace("\r\n", "\n").strip()


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
