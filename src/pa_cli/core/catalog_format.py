"""Reading catalogue entries from TOML tables; every complaint names file, entry and key."""

import re
from collections.abc import Mapping, Sequence

from pa_cli.core.catalog import CatalogEntry, Thinking
from pa_cli.core.errors import ConfigError
from pa_cli.core.model_source import (
    HubSource,
    ModelSource,
    PackagePart,
    PackageSource,
    UrlSource,
)
from pa_cli.core.model_spec import ModelShape, Purpose


def parse_catalog(
    document: Mapping[str, object], *, origin: str, is_users: bool = False
) -> list[CatalogEntry]:
    """The entries of a catalogue file.

    Args:
        document: The file as nested tables.
        origin: How the file is called in messages.
        is_users: The file is the user's own.

    Raises:
        ConfigError: An entry is wrong; file, entry and key are named.
    """
    models = document.get("models", {})
    unknown = [key for key in document if key != "models"]
    if unknown or not isinstance(models, dict):
        what = f"the key {unknown[0]!r}" if unknown else "'models'"
        raise ConfigError(
            f'{origin}: {what} is not expected; entries stand under [models."NAME"].',
            hint=_HINT,
        )
    return [_parse_entry(name, table, origin, is_users=is_users) for name, table in models.items()]


_HINT = "Mend the file by hand; the format is described in docs/guides/models.md."
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_MOST_PARTS = 500


class _Table:
    """Typed reading of one table; every complaint names file, entry and key."""

    def __init__(self, table: object, where: str) -> None:
        if not isinstance(table, dict):
            raise ConfigError(f"{where} is not a table.", hint=_HINT)
        self._rest = dict(table)
        self.where = where

    def fail(self, key: str, sentence: str) -> ConfigError:
        return ConfigError(f"{self.where}: {key} {sentence}.", hint=_HINT)

    def text(self, key: str, default: str | None = "") -> str:
        value = self._rest.pop(key, default)
        if value is None:
            raise self.fail(key, "is missing")
        if not isinstance(value, str):
            raise self.fail(key, "must be text in quotes")
        return value

    def word(self, key: str, allowed: Sequence[str]) -> str:
        value = self.text(key, allowed[0])
        if value not in allowed:
            raise self.fail(key, f"is {value!r}, but must be one of: {', '.join(allowed)}")
        return value

    def whole(self, key: str, default: int | None = 0) -> int:
        value = self._rest.pop(key, default)
        if value is None:
            raise self.fail(key, "is missing")
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 60:
            raise self.fail(key, "must be a whole number")
        return value

    def truth(self, key: str) -> bool:
        value = self._rest.pop(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, "must be true or false")
        return value

    def table(self, key: str) -> "_Table | None":
        value = self._rest.pop(key, None)
        return None if value is None else _Table(value, f"{self.where}, {key}")

    def tables(self, key: str) -> list["_Table"]:
        value = self._rest.pop(key, [])
        if not isinstance(value, list) or not value:
            raise self.fail(key, "must name at least one source")
        return [_Table(item, f"{self.where}, {key} {n}") for n, item in enumerate(value, 1)]

    def done(self) -> None:
        """Complain of keys that nobody asked for."""
        for key in self._rest:
            raise self.fail(key, "is not a key that pa knows")


def _parse_entry(name: str, raw: object, origin: str, *, is_users: bool) -> CatalogEntry:
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f"{origin}: {name!r} is no name for a model: use letters, digits, and . _ + -",
            hint=_HINT,
        )
    table = _Table(raw, f"{origin}: model {name!r}")
    sha256 = table.text("sha256").lower()
    if sha256 and not _SHA256.fullmatch(sha256):
        raise table.fail("sha256", "must be 64 hexadecimal digits, or be left out")
    purpose: Purpose = "embedding" if table.word("purpose", _PURPOSES) == "embedding" else "chat"
    parameters = table.whole("parameters")
    entry = CatalogEntry(
        name=name,
        title=table.text("title", name),
        purpose=purpose,
        good_for=table.text("good_for"),
        quality=table.whole("quality"),
        size=table.whole("size", None),
        sha256=sha256,
        sources=tuple(_parse_source(source) for source in table.tables("sources")),
        shape=_parse_shape(table, purpose, parameters),
        active_parameters=table.whole("active_parameters", parameters),
        license=table.text("license"),
        license_url=table.text("license_url"),
        must_show_license=table.truth("must_show_license"),
        gated=table.truth("gated"),
        languages=table.text("languages"),
        template=table.text("template"),
        chat_format=table.text("chat_format"),
        tool_format=table.text("tool_format"),
        thinking=_thinking(table.word("thinking", ("never", "optional", "default"))),
        dimensions=table.whole("dimensions"),
        pooling=table.text("pooling"),
        query_prefix=table.text("query_prefix"),
        document_prefix=table.text("document_prefix"),
        is_users=is_users,
    )
    table.done()
    return entry


_PURPOSES = ("chat", "embedding")


def _thinking(word: str) -> Thinking:
    return "default" if word == "default" else "optional" if word == "optional" else "never"


def _parse_shape(table: _Table, purpose: Purpose, parameters: int) -> ModelShape:
    growing, _, _ = _parse_kv(table.table("kv"))
    sliding, window, _ = _parse_kv(table.table("sliding"))
    return ModelShape(
        architecture=table.text("architecture"),
        parameters=parameters,
        context_length=table.whole("context"),
        kv_bytes_per_token=growing,
        kv_sliding_bytes_per_token=sliding,
        sliding_window=window,
        kv_fixed_bytes=(state := table.whole("state_bytes")),
        layers=table.whole("layers"),
        embedding_length=table.whole("embedding_length"),
        vocabulary=table.whole("vocabulary"),
        quantization=table.text("quantization"),
        is_embedding=purpose == "embedding",
        is_recurrent=state > 0,
    )


def _parse_kv(table: _Table | None) -> tuple[int, int, int]:
    """(KV bytes of one token as f16, window, layers) of one kind of layers."""
    if table is None:
        return 0, 0, 0
    layers = table.whole("layers", None)
    heads, size = table.whole("heads", None), table.whole("head_size", None)
    window = table.whole("window")
    table.done()
    return layers * heads * size * 2 * 2, window, layers


def _parse_source(table: _Table) -> ModelSource:
    """A hub, package or url source, told apart by the key that is there."""
    repository = table.text("hub")
    package = table.text("package")
    source: ModelSource
    if repository:
        if not _REPOSITORY.fullmatch(repository):
            raise table.fail("hub", f"is {repository!r}, but must be OWNER/NAME")
        source = HubSource(repository, table.text("file", None), table.text("revision"))
    elif package:
        source = _parse_packages(table, package)
    else:
        url = table.text("url", None)
        if not url.startswith("https://"):
            raise table.fail("url", "must begin with https://")
        source = UrlSource(url)
    table.done()
    return source


def _parse_packages(table: _Table, package: str) -> PackageSource:
    """`package` and `member` with {n} and {nn} for the number of the part, from 1 to `parts`."""
    member = table.text("member", None)
    parts = table.whole("parts", 1)
    if not 1 <= parts <= _MOST_PARTS:
        raise table.fail("parts", f"must be from 1 to {_MOST_PARTS}")
    if not re.fullmatch(r"[A-Za-z0-9._{}-]+==[A-Za-z0-9.]+", package):
        raise table.fail("package", f"is {package!r}, but must be NAME==VERSION")

    def numbered(pattern: str, number: int) -> str:
        return pattern.replace("{nn}", f"{number:02}").replace("{n}", str(number))

    return PackageSource(
        tuple(
            PackagePart(numbered(package, number), numbered(member, number))
            for number in range(1, parts + 1)
        )
    )
