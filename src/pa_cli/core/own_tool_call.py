"""A tool of the user's own with everything filled in: the exact words that would be run."""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pa_cli.core.errors import UsageError
from pa_cli.core.own_tool import PLACEHOLDER, OwnArgument, OwnTool, Value, placeholders, read_value

_RUN = re.compile(
    r"\s*(?:please\s+)?(?:run|execute|运行|执行)\s+(?:the\s+tool\s+)?(?P<name>[A-Za-z][\w-]*)"
    r"(?:\s+(?P<rest>.*))?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A tool with everything filled in.

    Attributes:
        tool: The tool.
        values: Its arguments.
        argv: What would be run, word for word.
    """

    tool: OwnTool
    values: Mapping[str, Value] = field(default_factory=dict)
    argv: tuple[str, ...] = ()

    @property
    def request(self) -> str:
        """The words that ask for it: `run lights kitchen on`."""
        return shlex.join(["run", self.tool.name, *map(str, self.values.values())])

    @property
    def shown(self) -> str:
        """The command as it would be typed, every word quoted where that is needed."""
        return shlex.join(self.argv)


def fill(tool: OwnTool, given: Mapping[str, object]) -> CommandCall:
    """The command of `tool` with these arguments.

    Raises:
        UsageError: An argument is missing, unknown, or not what it takes.
    """
    known = {argument.name: argument for argument in tool.arguments}
    for name in given:
        if name not in known:
            raise _usage(tool, f"{tool.name} takes no {name!r}")
    values: dict[str, Value] = {}
    for argument in tool.arguments:
        value = given.get(argument.name)
        if value is None or value == "":
            value = argument.default
        if value is None and not argument.optional:
            raise _usage(tool, f"{tool.name} needs {argument.name}")
        if value is not None:
            values[argument.name] = _checked(tool, argument, value)
    words = [_word(word, known, values) for word in tool.command]
    _check_dashes(tool, words, known)
    return CommandCall(tool, values, tuple(word for _, word in words if word is not None))


def words_of(request: str) -> tuple[str, str] | None:
    """Name and arguments of a request such as "run lights kitchen on"; None for any other."""
    match = _RUN.fullmatch(request)
    return None if match is None else (match["name"].lower(), match["rest"] or "")


def read_arguments(tool: OwnTool, text: str) -> dict[str, object]:
    """Arguments as they are typed: in order or as name=value; a last text takes the rest.

    Raises:
        UsageError: There are too many, or a quote is open.
    """
    try:
        words = shlex.split(text)
    except ValueError:
        raise _usage(tool, f"there is an open quote in {text!r}") from None
    given: dict[str, object] = {}
    names = {argument.name for argument in tool.arguments}
    free: list[str] = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in names:
            given[name] = value
        else:
            free.append(word)
    left = [argument for argument in tool.arguments if argument.name not in given]
    for place, argument in enumerate(left):
        if not free:
            break
        if argument.type == "string" and place == len(left) - 1:
            given[argument.name], free = " ".join(free), []
        else:
            given[argument.name] = free.pop(0)
    if free:
        raise _usage(tool, f"{tool.name} takes no more than {len(tool.arguments)} arguments")
    return given


def _usage(tool: OwnTool, problem: str) -> UsageError:
    return UsageError(f"Nothing was run: {problem}.", hint=f"Example: {tool.usage}")


def _checked(tool: OwnTool, argument: OwnArgument, value: object) -> Value:
    try:
        return read_value(argument, value)
    except ValueError as error:
        shown = str(value)[:60]
        raise _usage(tool, f"{argument.name} cannot be {shown!r}: it {error}") from None


def _word(
    word: str, known: Mapping[str, OwnArgument], values: Mapping[str, Value]
) -> tuple[str, str | None]:
    """(template, filled word), None for a word that holds what was not given."""
    names = placeholders(word)
    if any(name not in values for name in names if name in known):
        return word, None

    def put(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        value = values[match[1]]
        return str(value).lower() if isinstance(value, bool) else str(value)

    return word, PLACEHOLDER.sub(put, word)


def _check_dashes(
    tool: OwnTool, words: Sequence[tuple[str, str | None]], known: Mapping[str, OwnArgument]
) -> None:
    for template, word in words[1:]:
        if template == "--":
            return  # what follows cannot be an option
        if word is None or not word.startswith("-") or template.startswith("-"):
            continue
        first = placeholders(template)[0]
        argument = known[first]
        # a negative number is a number and no option
        if not argument.dash and argument.type not in {"int", "number"}:
            raise _usage(tool, f"{first} must not begin with a dash, as {word[:40]!r} does")
