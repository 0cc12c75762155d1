"""Settings: what a setting is, and the resolved whole."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


def _as_it_is(value: object) -> object:
    return value


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A type of setting value.

    Attributes:
        name: How the type is called in messages and docs.
        parse: Text (environment, `config set`, a flag) to value; raises ValueError with a sentence.
        check: A TOML value to value; raises ValueError with a sentence.
        choices: The allowed texts, when they are few.
        dump: Value to what stands for it in TOML; `check` reads it back.
        hides_mistakes: A wrong value may be a secret that was put into the wrong place, so
            messages do not repeat it.
    """

    name: str
    parse: Callable[[str], T]
    check: Callable[[object], T]
    choices: tuple[str, ...] = ()
    dump: Callable[[T], object] = _as_it_is
    hides_mistakes: bool = False

    def quote(self, wrong: object) -> str:
        """A value that is not of this type, for a message: as TOML writes it, and never endless."""
        if self.hides_mistakes:
            return "'***'"
        text = str(wrong).lower() if isinstance(wrong, bool) else repr(wrong)
        return text if len(text) <= 60 else text[:59] + "…"

    def show(self, value: T) -> str:
        """The value as text; `parse` reads it back."""
        plain = self.dump(value)
        if isinstance(plain, bool):
            return "true" if plain else "false"
        if isinstance(plain, list):
            return _join_texts([str(part) for part in plain])
        return f"{plain:g}" if isinstance(plain, float) else str(plain)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One row of the settings table.

    Attributes:
        key: Dotted name, `group.name`.
        kind: Type, with its parser and check.
        default: Value when nobody says otherwise.
        help: One line for the docs and `config list`.
        flag: Command line flag(s) that override it, "" for none.
    """

    key: str
    kind: Kind[T]
    default: T
    help: str
    flag: str = ""

    @property
    def group(self) -> str:
        """The part before the dot."""
        return self.key.partition(".")[0]

    @property
    def environment_name(self) -> str:
        """`agenda.date_order` is `PA_AGENDA_DATE_ORDER`."""
        return "PA_" + self.key.replace(".", "_").upper()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value and where it came from: "flag", "environment", "file" or "default"."""

    value: object
    origin: str


class Settings:
    """All settings, resolved once and read only."""

    def __init__(self, resolved: Mapping[str, Resolved]) -> None:
        self._resolved = dict(resolved)

    def __getitem__(self, setting: Setting[T]) -> T:
        """The value of `setting`; its default when it was never resolved."""
        found = self._resolved.get(setting.key)
        return setting.default if found is None else found.value  # type: ignore[return-value]

    def origin(self, setting: Setting[T]) -> str:
        """Where the value came from: "flag", "environment", "file" or "default"."""
        found = self._resolved.get(setting.key)
        return "default" if found is None else found.origin


def _join_texts(parts: list[str]) -> str:
    """One text for a list, as a JSON list only where commas would not do."""
    if any("," in part or not part.strip() or part != part.strip() for part in parts) or (
        parts and parts[0].startswith("[")
    ):
        return json.dumps(parts, ensure_ascii=False)
    return ", ".join(parts)
