"""iCalendar as a tree of components and lines; a line that is not touched is written as it was."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Za-z0-9.-]+")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)')
_MOST_BYTES = 75  # of a physical line, RFC 5545 3.1
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One content line.

    Attributes:
        name: In capitals; "" for a line that is no content line.
        parameters: By name in capitals, without quotes.
        value: As written, escapes and all.
        raw: The line as it stands in the file, folded, with its line end.
    """

    name: str
    parameters: Mapping[str, str]
    value: str
    raw: str


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END; the outermost one has no name and holds whole calendars."""

    name: str
    children: list["Line | Component"] = field(default_factory=list)
    begin: str = ""
    end: str = ""

    def lines(self, name: str) -> list[Line]:
        """Its own lines called `name`."""
        return [c for c in self.children if isinstance(c, Line) and c.name == name]

    def line(self, name: str) -> Line | None:
        """Its first line called `name`."""
        return next(iter(self.lines(name)), None)

    def components(self, *names: str) -> list["Component"]:
        """The components directly in it, those called one of `names` if any are given."""
        found = [c for c in self.children if isinstance(c, Component)]
        return [c for c in found if c.name in names] if names else found

    def put(self, *lines: Line) -> None:
        """Take out the lines of these names, and put `lines` where the first of them stood."""
        names = {line.name for line in lines}
        place = next(
            (i for i, c in enumerate(self.children) if isinstance(c, Line) and c.name in names),
            None,
        )
        if place is None:
            inner = (i for i, c in enumerate(self.children) if isinstance(c, Component))
            place = next(inner, len(self.children))
        before = [c for c in self.children[:place] if c.name not in names]
        after = [c for c in self.children[place:] if not (isinstance(c, Line) and c.name in names)]
        self.children = [*before, *lines, *after]

    def drop(self, *names: str) -> None:
        """Take out all lines of these names."""
        self.children = [c for c in self.children if not (isinstance(c, Line) and c.name in names)]

    def copy(self) -> "Component":
        """A copy that can be changed on its own."""
        children = [c.copy() if isinstance(c, Component) else c for c in self.children]
        return Component(self.name, children, self.begin, self.end)

    def text(self) -> str:
        """The whole component as it stands in a file."""
        inner = "".join(c.text() if isinstance(c, Component) else c.raw for c in self.children)
        if not self.name:
            return inner
        begin = self.begin or f"BEGIN:{self.name}\r\n"
        return begin + inner + (self.end or f"END:{self.name}\r\n")


def make_line(name: str, value: str, parameters: Mapping[str, str] | None = None) -> Line:
    """A new line, folded as the standard wants it; `value` must have its escapes."""
    given = parameters or {}
    shown = "".join(f";{key}={_quoted(text)}" for key, text in given.items())
    return Line(name, dict(given), value, _fold(f"{name}{shown}:{value}"))


def parse(text: str) -> Component:
    """The components of a file.

    Raises:
        ValueError: It is no iCalendar, or a component is not closed; the message is a sentence.
    """
    root = Component("")
    open_components = [root]
    for raw in _unfold(text):
        line = read_line(raw)
        if line.name == "BEGIN":
            component = Component(line.value.strip().upper(), begin=raw)
            open_components[-1].children.append(component)
            open_components.append(component)
            if len(open_components) > _DEEPEST:
                raise ValueError("Its components are nested too deep.")
        elif line.name == "END":
            if open_components[-1].name != line.value.strip().upper() or len(open_components) < 2:
                raise ValueError(f"END:{line.value.strip()} has no BEGIN before it.")
            open_components.pop().end = raw
        else:
            open_components[-1].children.append(line)
    if len(open_components) > 1:
        raise ValueError(f"BEGIN:{open_components[-1].name} has no END; the file may be cut off.")
    if not root.components("VCALENDAR"):
        raise ValueError("It is no iCalendar: there is no BEGIN:VCALENDAR in it.")
    return root


def read_line(raw: str) -> Line:
    """A content line from its physical lines."""
    text = re.sub(r"\r?\n[ \t]", "", raw.rstrip("\r\n"))
    name = _NAME.match(text)
    if name is None:
        return Line("", {}, "", raw)
    parameters: dict[str, str] = {}
    place = name.end()
    while found := _PARAMETER.match(text, place):
        parameters[found[1].upper()] = found[2].replace('"', "")
        place = found.end()
    if text[place : place + 1] != ":":
        return Line("", {}, "", raw)
    return Line(name[0].upper(), parameters, text[place + 1 :], raw)


def _unfold(text: str) -> Iterator[str]:
    """Each logical line as its physical ones."""
    waiting = ""
    for physical in re.findall(r"[^\n]*\n|[^\n]+", text.removeprefix("\ufeff")):
        if waiting and physical[0] in " \t":
            waiting += physical
            continue
        if waiting.strip():
            yield waiting
        waiting = physical
    if waiting.strip():
        yield waiting if waiting.endswith("\n") else waiting + "\r\n"


def _quoted(text: str) -> str:
    clean = text.replace('"', "'").replace("\n", " ").replace("\r", " ")
    return f'"{clean}"' if any(c in clean for c in ";:,") else clean


def _fold(text: str) -> str:
    """At most 75 bytes a line, never cut within a character."""
    if text.isascii() and len(text) <= _MOST_BYTES:
        return text + "\r\n"
    parts, part, size = [], "", 0
    for char in text:
        length = len(char.encode("utf-8", "replace"))
        if size + length > _MOST_BYTES:
            parts.append(part)
            part, size = "", 1  # the space that begins a folded line counts
        part += char
        size += length
    return "\r\n ".join([*parts, part]) + "\r\n"
