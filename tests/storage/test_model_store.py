"""The manifest of the models folder: several writers, odd contents, and what a reader makes of it."""

import multiprocessing
import tomllib
from pathlib import Path

import pytest

from pa_cli.core.errors import StorageError
from pa_cli.core.model_spec import InstalledModel, ModelShape
from pa_cli.storage.model_store import ManifestModelStore


def model(folder: Path, name: str, **more) -> InstalledModel:
    values = {
        "path": folder / f"{name}.gguf",
        "in_place": False,
        "size": 7,
        "modified_ns": 1_700_000_000_123_456_789,
        "shape": ModelShape("qwen2", parameters=2**40, kv_bytes_per_token=12288),
        **more,
    }
    return InstalledModel(name=name, **values)


def test_what_is_written_is_read_again(tmp_path):
    store = ManifestModelStore(tmp_path)
    mine = model(
        tmp_path,
        'name with "quotes" = 1',
        sha256="a" * 64,
        source="hf:a/b:c",
        revision="r",
        license="L",
        license_url="https://l",
        chat_format="chatml",
        tool_format="hermes",
        added="2026-01-01T00:00:00+01:00",
        is_default=True,
    )
    store.add(mine)
    assert store.load() == [mine]


def test_the_folder_can_be_moved(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    ManifestModelStore(old).add(model(old, "mine"))
    theirs = tmp_path / "elsewhere" / "theirs.gguf"
    ManifestModelStore(old).add(model(old, "theirs", path=theirs, in_place=True))
    old.rename(new)
    paths = {m.name: m.path for m in ManifestModelStore(new).load()}
    assert paths == {"mine": new / "mine.gguf", "theirs": theirs}


def test_one_file_has_one_entry(tmp_path):
    store = ManifestModelStore(tmp_path)
    store.add(model(tmp_path, "first"))
    store.add(model(tmp_path, "renamed", path=tmp_path / "first.gguf"))
    assert [(m.name, m.is_default) for m in store.load()] == [("renamed", True)]


def test_only_files_of_the_folder_are_deleted(tmp_path):
    folder = tmp_path / "models"
    outside = tmp_path / "outside.gguf"
    outside.touch()
    for path in (outside, folder / ".." / "outside.gguf", folder / "sub" / "x.gguf"):
        with pytest.raises(StorageError):
            ManifestModelStore(folder).delete_file(path)
    assert outside.exists()


@pytest.mark.parametrize(
    "text",
    [
        "models = 3",
        "[models]\nx = 1",
        '[models.x]\nsize = "no file"',
        "[models.x]\nfile = 7",
        "\ufeffnot toml",
    ],
)
def test_a_broken_manifest_is_an_error_that_names_it(tmp_path, text):
    (tmp_path / "models.toml").write_text(text)
    with pytest.raises(StorageError, match=r"models\.toml is broken"):
        ManifestModelStore(tmp_path).load()


def test_values_of_another_type_keep_their_default(tmp_path):
    (tmp_path / "models.toml").write_text(
        """
        default = "nonsense"
        [models.x]
        file = "x.gguf"
        size = -3
        modified_ns = "yesterday"
        purpose = "singing"
        new_key = "of a later version"
        shape = { architecture = 3, layers = true, parameters = 5, later = 1 }
        """
    )
    (found,) = ManifestModelStore(tmp_path).load()
    assert (found.size, found.modified_ns, found.purpose) == (0, 0, "chat")
    assert found.shape == ModelShape("", parameters=5)
    assert found.is_default


def _add(folder: Path, number: int) -> None:
    ManifestModelStore(folder).add(model(folder, f"m{number}"))


def test_writers_at_the_same_time_lose_nothing(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_add, args=(tmp_path, n)) for n in range(5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    assert [m.name for m in ManifestModelStore(tmp_path).load()] == [f"m{n}" for n in range(5)]
    document = tomllib.loads((tmp_path / "models.toml").read_text())
    assert document["default"]["chat"] in document["models"]
