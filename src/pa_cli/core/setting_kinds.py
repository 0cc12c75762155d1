"""The kinds of values that settings have: how each is read and checked."""

import codecs
import json
import re
from typing import TypeVar

from pa_cli.core.settings import Kind

T = TypeVar("T")


def text() -> Kind[str]:
    """Any text."""

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("must be text in quotes")  # noqa: TRY004 - one error type for all kinds
        return value

    return Kind("text", str, check)


def time_zone() -> Kind[str]:
    """An IANA time zone, or nothing."""

    def check(value: object) -> str:
        from zoneinfo import ZoneInfo

        name = text().check(value)
        try:
            return name and ZoneInfo(name).key
        except (KeyError, ValueError, OSError):
            raise ValueError("must be a time zone such as Europe/Madrid") from None

    return Kind("time zone", check, check)


def text_encoding() -> Kind[str]:
    """The name of a way to write text as bytes."""

    def check(value: object) -> str:
        name = text().check(value)
        try:
            "".encode(name)  # what is no text encoding is no LookupError for codecs.lookup
            codecs.getincrementaldecoder(name)
        except LookupError:
            raise ValueError("must be a text encoding such as gb18030 or latin-1") from None
        return name

    return Kind("encoding", check, check)


def choice(*allowed: str) -> Kind[str]:
    """One of a few words."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError("must be one of: " + ", ".join(allowed))
        return value

    return Kind(" | ".join(allowed), check, check, choices=allowed)


def boolean() -> Kind[bool]:
    """True or false; also yes/no, on/off, 1/0 as text."""

    def parse(raw: str) -> bool:
        word = raw.strip().lower()
        if word in {"true", "yes", "on", "1"}:
            return True
        if word in {"false", "no", "off", "0"}:
            return False
        raise ValueError("must be true or false")

    def check(value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError("must be true or false")  # noqa: TRY004
        return value

    return Kind("true | false", parse, check, choices=("true", "false"))


def integer(minimum: int, maximum: int) -> Kind[int]:
    """A whole number within bounds, both included."""
    sentence = f"must be a whole number from {minimum} to {maximum}"

    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(sentence)  # noqa: TRY004
        if not minimum <= value <= maximum:
            raise ValueError(sentence)
        return value

    def parse(raw: str) -> int:
        if not re.fullmatch(r"[+-]?\d{1,18}", raw.strip()):
            raise ValueError(sentence)
        return check(int(raw))

    return Kind(f"whole number {minimum} to {maximum}", parse, check)


def number(minimum: float, maximum: float) -> Kind[float]:
    """A number within bounds, both included."""
    sentence = f"must be a number from {minimum:g} to {maximum:g}"

    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(sentence)  # noqa: TRY004
        if not minimum <= value <= maximum:
            raise ValueError(sentence)
        return float(value)

    def parse(raw: str) -> float:
        try:
            value = float(raw)
        except ValueError:
            raise ValueError(sentence) from None
        return check(value)

    return Kind(f"number {minimum:g} to {maximum:g}", parse, check)


_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,3})?)\s*(|k|m|g|t)(?:i?b)?", re.IGNORECASE)
_SIZE_FACTORS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}


def size() -> Kind[int]:
    """A number of bytes; as text also with a unit, such as `512MiB` or `2 GiB`."""
    sentence = "must be a size such as 512MiB or 2GiB"

    def parse(raw: str) -> int:
        match = _SIZE.fullmatch(raw.strip())
        if match is None:
            raise ValueError(sentence)
        return int(float(match[1]) * _SIZE_FACTORS[match[2].lower()])

    def check(value: object) -> int:
        if isinstance(value, str):
            return parse(value)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(sentence)
        return value

    def dump(value: int) -> object:
        for unit, factor in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
            if value and value % factor == 0:
                return f"{value // factor}{unit}"
        return value

    return Kind("size", parse, check, dump=dump)


_HOUR = re.compile(r"(\d{1,2})(?:[:.h]([0-5]\d))?")


def hour_of_day() -> Kind[float]:
    """A time of day in hours; as text also 9:30."""
    sentence = "must be a time of day such as 9 or 9:30"

    def check(value: object) -> float:
        if isinstance(value, str):
            return parse(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 24:
            raise ValueError(sentence)
        return float(value)

    def parse(raw: str) -> float:
        match = _HOUR.fullmatch(raw.strip())
        if match is None:
            raise ValueError(sentence)
        return check(int(match[1]) + int(match[2] or 0) / 60)

    return Kind("time of day", parse, check)


def texts() -> Kind[tuple[str, ...]]:
    """A list of texts; as one text, separated by commas or written as a JSON list."""

    def parse(raw: str) -> tuple[str, ...]:
        listed = _json_texts(raw)
        if listed is not None:
            return listed
        return tuple(part.strip() for part in raw.split(",") if part.strip())

    def check(value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            return parse(value)
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise ValueError('must be a list of texts, such as ["a", "b"]')
        return tuple(value)

    def dump(value: tuple[str, ...]) -> object:
        return list(value)

    return Kind("list of texts", parse, check, dump=dump)


def _json_texts(raw: str) -> tuple[str, ...] | None:
    """The texts of a JSON list; None when `raw` is none."""
    if not raw.strip().startswith("["):
        return None
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    if isinstance(found, list) and all(isinstance(part, str) for part in found):
        return tuple(found)
    return None


def auto_or(kind: Kind[T], word: str = "auto") -> Kind[T | None]:
    """`kind`, or the word that leaves the choice to `pa` (value None)."""

    def parse(raw: str) -> T | None:
        try:
            return None if raw.strip().lower() == word else kind.parse(raw)
        except ValueError as error:
            raise with_word(error) from None

    def check(value: object) -> T | None:
        try:
            return None if value == word else kind.check(value)
        except ValueError as error:
            raise with_word(error) from None

    def with_word(error: ValueError) -> ValueError:
        return ValueError(str(error).replace("must be ", f"must be {word} or ", 1))

    def dump(value: T | None) -> object:
        return word if value is None else kind.dump(value)

    return Kind(f"{word} | {kind.name}", parse, check, kind.choices and (word, *kind.choices), dump)


def gpu_layers() -> Kind[str]:
    """Layers to offload to a GPU."""

    def check(value: object) -> str:
        word = str(value).strip().lower()
        if isinstance(value, bool) or not re.fullmatch(r"auto|all|\d{1,4}", word):
            raise ValueError("must be auto, all or a number of layers")
        return word

    return Kind("auto | all | number of layers", check, check)


def summary_length() -> Kind[str]:
    """A length of summaries, as a word or in words."""

    def check(value: object) -> str:
        word = str(value).strip().lower()
        is_number = re.fullmatch(r"[1-9]\d{0,4}", word)
        if isinstance(value, bool) or not (is_number or word in {"short", "medium", "long"}):
            raise ValueError("must be short, medium, long or a number of words")
        return word

    return Kind("short | medium | long | number of words", check, check)


def web_address() -> Kind[str]:
    """An http or https address, or nothing."""

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("must be text in quotes")  # noqa: TRY004 - one error type for all kinds
        if value:
            from pa_cli.core.web_address import parse_web_address

            parse_web_address(value)
        return value

    return Kind("address", check, check, hides_mistakes=True)


def variable_name() -> Kind[str]:
    """The name of an environment variable, or nothing."""

    def check(value: object) -> str:
        if not isinstance(value, str) or (value and not re.fullmatch(r"[A-Za-z_]\w*", value)):
            raise ValueError("must be the name of an environment variable, not the key itself")
        return value

    return Kind("name of a variable", check, check, hides_mistakes=True)
