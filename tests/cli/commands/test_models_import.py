"""`pa models import`: the models of other programs, used where they lie."""

import hashlib
import json
import os

import pytest

from tests.support.gguf import QWEN, gguf_bytes
from tests.support.runner import pa


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home folder without anything of the developer's."""
    home = tmp_path / "user"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OLLAMA_MODELS", str(home / ".ollama" / "models"))
    monkeypatch.delenv("LLAMA_CACHE", raising=False)
    return home


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def tiny(name):
    return gguf_bytes({**QWEN, "general.name": name})


@pytest.fixture
def hugging_face(home):
    content = tiny("from the hub")
    repository = home / ".cache/huggingface/hub/models--someone--Tiny-GGUF"
    blob = write(repository / "blobs" / hashlib.sha256(content).hexdigest(), content)
    link = repository / "snapshots" / "0123abc" / "Tiny.Q4_K_M.gguf"
    link.parent.mkdir(parents=True)
    link.symlink_to(os.path.relpath(blob, link.parent))
    return link


@pytest.fixture
def ollama(home):
    content = tiny("from ollama")
    digest = hashlib.sha256(content).hexdigest()
    store = home / ".ollama/models"
    blob = write(store / "blobs" / f"sha256-{digest}", content)
    layers = [
        {"mediaType": "application/vnd.ollama.image.template", "digest": "sha256:" + "0" * 64},
        {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"},
    ]
    manifest = json.dumps({"layers": layers}).encode()
    write(store / "manifests/registry.ollama.ai/library/tiny/0.5b", manifest)
    return blob


@pytest.fixture
def lm_studio(home):
    return write(home / ".lmstudio/models/someone/repo/studio.gguf", tiny("from the studio"))


def test_nothing_to_find_is_no_failure():
    result = pa("models", "import", "-y")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_the_models_of_all_programs_are_used_in_place(hugging_face, ollama, lm_studio, fresh_home):
    result = pa("models", "import", "-y", "--json")
    assert result.exit_code == 0
    added = {m["name"]: m["path"] for m in result.json["added"]}
    assert added == {
        "Tiny.Q4_K_M": str(hugging_face),
        "tiny:0.5b": str(ollama),
        "studio": str(lm_studio),
    }
    rows = pa("models", "list", "--json").json["models"]
    assert all(row["in_place"] for row in rows)
    assert sorted(p.name for p in (fresh_home / "models").iterdir()) == [
        ".models.lock",
        "models.toml",
    ]
    found = pa("models", "show", "tiny:0.5b", "--json").json
    assert found["sources"] == ["ollama:tiny:0.5b"]
    assert pa("models", "show", "Tiny.Q4", "--json").json["revision"] == "0123abc"


def test_all_of_them_need_a_confirmation_and_one_by_name_does_not(ollama, lm_studio):
    assert pa("models", "import").exit_code == 6
    assert pa("models", "list").stdout == ""
    one = pa("models", "import", "studio")
    assert one.stdout == f"studio\t{lm_studio}\n"
    assert [row["name"] for row in pa("models", "list", "--json").json["models"]] == ["studio"]


def test_list_only_looks(ollama, lm_studio, fresh_home):
    result = pa("models", "import", "--list")
    assert result.exit_code == 0
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["tiny:0.5b", "studio"]
    assert not fresh_home.exists()


def test_importing_twice_adds_nothing_twice(ollama):
    pa("models", "import", "-y")
    again = pa("models", "import", "-y", "--json").json
    assert again["added"] == []
    assert again["found"][0]["installed"] is True
    assert len(pa("models", "list", "--json").json["models"]) == 1


def test_a_file_and_a_folder_can_be_named(tmp_path):
    one = write(tmp_path / "disk/one.gguf", tiny("one"))
    write(tmp_path / "disk/deeper/two.gguf", tiny("two"))
    write(tmp_path / "disk/mmproj-two.gguf", tiny("vision"))
    write(tmp_path / "disk/three-00002-of-00002.gguf", tiny("part"))
    assert pa("models", "import", one).stdout == f"one\t{one}\n"
    pa("models", "import", tmp_path / "disk")
    names = [row["name"] for row in pa("models", "list", "--json").json["models"]]
    assert names == ["one", "two"]


def test_two_files_of_one_name_get_different_names(tmp_path):
    first = write(tmp_path / "a/same.gguf", tiny("first"))
    second = write(tmp_path / "b/same.gguf", tiny("second"))
    pa("models", "import", first)
    pa("models", "import", second)
    rows = pa("models", "list", "--json").json["models"]
    assert {row["name"]: row["path"] for row in rows} == {
        "same": str(first),
        "same-2": str(second),
    }


def test_broken_files_are_left_out_and_say_why(lm_studio, home):
    broken = write(home / ".lmstudio/models/someone/repo/half.gguf", tiny("half")[:-9])
    result = pa("models", "import", "-y", terminal=True)
    assert result.exit_code == 0
    assert "half.gguf is incomplete" in result.stderr
    assert "studio" in result.stdout
    named = pa("models", "import", broken)
    assert named.exit_code == 4
    assert "incomplete" in named.stderr


def test_an_unknown_name_names_the_nearest(lm_studio):
    result = pa("models", "import", "studdio")
    assert result.exit_code == 4
    assert "Did you mean studio?" in result.stderr


def test_odd_ollama_manifests_are_passed_over(ollama, home):
    manifests = home / ".ollama/models/manifests/registry.ollama.ai/library/odd"
    write(manifests / "a", b"not json")
    write(manifests / "b", b'{"layers": 3}')
    write(manifests / "c", b"[" * 100_000)
    evil = {"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../../etc"}
    write(manifests / "d", json.dumps({"layers": [evil]}).encode())
    found = pa("models", "import", "--list", "--json").json["found"]
    assert [one["name"] for one in found] == ["tiny:0.5b"]


def test_removing_an_imported_model_leaves_the_other_program_alone(ollama):
    pa("models", "import", "-y")
    assert pa("models", "rm", "tiny:0.5b", "-y").exit_code == 0
    assert ollama.exists()
