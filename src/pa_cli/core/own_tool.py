"""Tools of the user's own: a command with typed arguments, filled in without a shell."""

import re
from dataclasses import dataclass
from typing import Any, Literal

ArgumentType = Literal["string", "int", "number", "bool", "enum"]
Value = str | int | float | bool

DEFAULT_TIMEOUT = 30.0
LONGEST_TIMEOUT = 3600.0
DEFAULT_OUTPUT = 20_000
LARGEST_OUTPUT = 2**20
_LONGEST_VALUE = 10_000

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_TRUE = frozenset(("true", "yes", "on", "1", "开", "是"))
_FALSE = frozenset(("false", "no", "off", "0", "关", "否"))


@dataclass(frozen=True, slots=True)
class OwnArgument:
    """One argument of a tool.

    Attributes:
        name: What its placeholder is called.
        type: What it takes.
        description: What it is, for the model and the user.
        values: What an enum can be.
        least: Smallest number.
        most: Largest number.
        optional: Words of the command that hold it are left out when it is not given.
        default: What it is when it is not given, None for nothing.
        dash: Its value may begin with `-`, and so could be an option of the command.
    """

    name: str
    type: ArgumentType = "string"
    description: str = ""
    values: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    optional: bool = False
    default: Value | None = None
    dash: bool = False

    def schema(self) -> dict[str, Any]:
        """It as JSON Schema."""
        if self.type == "enum":
            shape: dict[str, Any] = {"type": "string", "enum": list(self.values)}
        else:
            names = {"int": "integer", "bool": "boolean"}
            shape = {"type": names.get(self.type, self.type)}
        for key, bound in (("minimum", self.least), ("maximum", self.most)):
            if bound is not None:
                shape[key] = int(bound) if self.type == "int" else bound
        return shape | ({"description": self.description} if self.description else {})


@dataclass(frozen=True, slots=True)
class OwnTool:
    """A command of the user's own.

    Attributes:
        name: What it is called.
        description: What it does.
        command: Program and words, with placeholders such as `{room}`.
        arguments: What the placeholders take, in order.
        timeout: Seconds after which it is stopped.
        max_output: Bytes of its output that are read.
    """

    name: str
    description: str
    command: tuple[str, ...]
    arguments: tuple[OwnArgument, ...] = ()
    timeout: float = DEFAULT_TIMEOUT
    max_output: int = DEFAULT_OUTPUT

    def schema(self) -> dict[str, Any]:
        """Its arguments as JSON Schema."""
        needed = [a.name for a in self.arguments if not a.optional and a.default is None]
        return {
            "type": "object",
            "properties": {argument.name: argument.schema() for argument in self.arguments},
            "required": needed,
            "additionalProperties": False,
        }

    @property
    def usage(self) -> str:
        """How it is called: `run lights ROOM on|off`."""
        words = [_usage_of(argument) for argument in self.arguments]
        return " ".join(["run", self.name, *words])


def _usage_of(argument: OwnArgument) -> str:
    word = argument.name.upper()
    if argument.type == "enum":
        word = "|".join(argument.values)
    elif argument.type == "bool":
        word = f"{argument.name}=on|off"
    return f"[{word}]" if argument.optional or argument.default is not None else word


def placeholders(word: str) -> list[str]:
    """The names of the placeholders in a word of a command."""
    return [match[1] for match in PLACEHOLDER.finditer(word) if match[1] is not None]


def read_value(argument: OwnArgument, value: object) -> Value:
    """`value` as `argument` takes it; text is read.

    Raises:
        ValueError: It cannot be; with a clause such as "must be on or off".
    """
    return _READERS[argument.type](argument, value)


def _read_string(argument: OwnArgument, value: object) -> Value:
    del argument
    if not isinstance(value, str | int | float):
        raise ValueError("must be text")  # noqa: TRY004 - one error for all types
    text = str(value)
    if len(text) > _LONGEST_VALUE:
        raise ValueError(f"must have at most {_LONGEST_VALUE:,} characters")
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        raise ValueError("must not hold control characters")
    return text


def _read_enum(argument: OwnArgument, value: object) -> Value:
    for allowed in argument.values:
        if str(value).casefold() == allowed.casefold():
            return allowed
    raise ValueError("must be one of: " + ", ".join(argument.values))


def _read_bool(argument: OwnArgument, value: object) -> Value:
    del argument
    word = str(value).strip().lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError("must be on or off")


def _read_number(argument: OwnArgument, value: object) -> Value:
    whole = argument.type == "int"
    sentence = "must be a whole number" if whole else "must be a number"
    if isinstance(value, bool):
        raise ValueError(sentence)  # noqa: TRY004 - one error for all types
    pattern = r"[+-]?\d{1,18}" if whole else r"[+-]?\d{1,18}(\.\d{1,12})?([eE][+-]?\d{1,2})?"
    text = str(value).strip()
    if re.fullmatch(pattern, text, re.ASCII) is None:
        raise ValueError(sentence)
    number = int(text) if whole else float(text)
    if argument.least is not None and number < argument.least:
        raise ValueError(f"must be at least {argument.least:g}")
    if argument.most is not None and number > argument.most:
        raise ValueError(f"must be at most {argument.most:g}")
    return number


_READERS = {
    "string": _read_string,
    "enum": _read_enum,
    "bool": _read_bool,
    "int": _read_number,
    "number": _read_number,
}
