"""`pa models`: the list, the details, choosing, removing, checking and the advice."""

import fcntl
import hashlib
import os
import tomllib

import pytest

from pa_cli.core.machine import Machine
from pa_cli.wiring import Wiring
from tests.support.gguf import QWEN, gguf_bytes
from tests.support.runner import pa


@pytest.fixture
def models(fresh_home):
    folder = fresh_home / "models"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def put(models):
    """Put a tiny model into the models folder, as a user would by hand."""

    def put(name, metadata=None):
        path = models / f"{name}.gguf"
        path.write_bytes(gguf_bytes({**QWEN, **(metadata or {})}))
        return path

    return put


class SmallMachine(Wiring):
    """Two cores and 24 GiB, and a hub that cannot be reached."""

    machine = Machine(2, "CPUs of the machine", 2, 23 * 2**30, 24 * 2**30)  # type: ignore[assignment]


def test_an_empty_home_lists_nothing_and_stays_empty(fresh_home):
    result = pa("models", "list")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert not fresh_home.exists()
    assert "pa models pull" in pa("models", "list", terminal=True).stderr
    assert pa("models", "list", "--json").json["models"] == []


def test_files_dropped_into_the_folder_are_listed(put, models):
    path = put("mine")
    rows = pa("models", "ls", "--json").json["models"]
    assert [row["name"] for row in rows] == ["mine"]
    assert rows[0]["path"] == str(path)
    assert rows[0]["size"] == path.stat().st_size
    assert rows[0]["default"] is True
    assert rows[0]["quantization"] == "Q4_K_M"
    assert rows[0]["license"] == "apache-2.0"
    assert tomllib.loads((models / "models.toml").read_text())["default"] == {"chat": "mine"}
    assert (models / "models.toml").stat().st_mode & 0o777 == 0o600


def test_what_is_no_model_is_not_listed(models, put):
    put("good")
    (models / "page.gguf").write_text("<html>")
    (models / "half.gguf.part").write_bytes(gguf_bytes()[:-9])
    (models / "half.gguf").write_bytes(gguf_bytes()[:-9])
    assert [row["name"] for row in pa("models", "list", "--json").json["models"]] == ["good"]


def test_all_shows_the_catalogue_too(put):
    put("mine")
    rows = pa("models", "list", "--all", "--json").json["models"]
    assert rows[0]["name"] == "mine"
    assert rows[0]["installed"]
    coder = next(row for row in rows if row["name"] == "qwen2.5-coder-1.5b")
    assert (coder["installed"], coder["size"], coder["path"]) == (False, 1117320768, None)


def test_a_pipe_gets_one_line_a_model(put):
    path = put("mine")
    assert pa("models", "list").stdout == f"mine\t{path.stat().st_size}\tchat\tdefault\t{path}\n"


@pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
def test_the_table_fits_the_terminal(put, columns):
    put("mine")
    shown = pa("models", "list", "--all", terminal=True, env={"COLUMNS": columns}).stdout
    assert "mine" in shown
    assert max(map(len, shown.splitlines())) <= int(columns)
    advice = pa("models", "recommend", terminal=True, env={"COLUMNS": columns}).stdout
    assert max(map(len, advice.splitlines())) <= int(columns)


def test_show_tells_what_the_file_says(put):
    put("mine")
    found = pa("models", "show", "mi", "--json").json
    assert found["name"] == "mine"
    assert found["architecture"] == "qwen2"
    assert found["context_length"] == 32768
    # 8192 tokens of 28 layers, 2 heads of 128, K and V in two bytes each
    assert found["memory"]["kv"] == 8192 * 28672
    assert found["memory"]["total"] > found["memory"]["kv"]


def test_show_a_catalogue_entry_and_a_path(put):
    entry = pa("models", "show", "smollm2", "--json").json
    assert (entry["installed"], entry["license"]) == (False, "Apache-2.0")
    assert len(entry["sources"]) == 2
    path = put("mine")
    assert pa("models", "show", path, "--json").json["path"] == str(path)


def test_use_chooses_the_default(put):
    put("one")
    put("two")
    assert pa("models", "use", "tw").stdout == "chat: two\n"
    rows = pa("models", "list", "--json").json["models"]
    assert {row["name"]: row["default"] for row in rows} == {"one": False, "two": True}
    assert Wiring().models.find().name == "two"


def test_use_says_when_a_setting_wins(put):
    put("one")
    put("two")
    result = pa("models", "use", "two", env={"PA_MODEL_CHAT": "one"})
    assert result.exit_code == 0
    assert "model.chat" in result.stderr
    assert "one" in result.stderr


def test_embeddings_and_chat_have_a_default_each(put):
    put("talker")
    put("finder", {"qwen2.pooling_type": 1})
    rows = pa("models", "list", "--json").json["models"]
    assert {row["name"]: (row["purpose"], row["default"]) for row in rows} == {
        "talker": ("chat", True),
        "finder": ("embedding", True),
    }
    wrong = pa("models", "use", "finder", "--for", "chat")
    assert wrong.exit_code == 2
    assert "embeddings" in wrong.stderr
    assert Wiring().models.find().name == "talker"
    assert Wiring().models.find(purpose="embedding").name == "finder"


def test_a_chat_model_may_embed_but_not_the_other_way_round(put):
    put("talker")
    path = put("finder", {"qwen2.pooling_type": 1})
    assert pa("models", "use", "talker", "--for", "embedding").stdout == "embeddings: talker\n"
    assert Wiring().models.find(purpose="embedding").name == "talker"
    assert Wiring().models.find().name == "talker"
    for name in ("finder", str(path)):
        refused = pa("ask", "hi", "-m", name)
        assert refused.exit_code == 4
        assert "finder is made for embeddings" in refused.stderr
    assert pa("models", "use", "finder").stdout == "embeddings: finder\n"
    assert Wiring().models.find(purpose="embedding").name == "finder"


def test_rm_needs_a_confirmation_and_then_deletes(put):
    path = put("mine")
    refused = pa("models", "rm", "mine")
    assert refused.exit_code == 6
    assert path.exists()
    done = pa("models", "delete", "mine", "-y")
    assert (done.exit_code, path.exists()) == (0, False)
    assert "deleted mine" in done.stdout
    assert pa("models", "list", "--json").json["models"] == []


def test_rm_never_deletes_a_file_that_is_used_in_place(tmp_path):
    theirs = tmp_path / "theirs.gguf"
    theirs.write_bytes(gguf_bytes())
    Wiring().models.add(theirs, in_place=True)
    result = pa("models", "rm", "theirs", "-y")
    assert result.exit_code == 0
    assert str(theirs) in result.stdout
    assert "stays" in result.stdout
    assert theirs.exists()
    assert pa("models", "list", "--json").json["models"] == []


def test_rm_of_one_unknown_name_removes_nothing(put):
    path = put("mine")
    result = pa("models", "rm", "mine", "other", "-y")
    assert result.exit_code == 4
    assert path.exists()


def test_another_model_takes_over_when_the_default_goes(put):
    put("one")
    put("two")
    pa("models", "use", "one")
    pa("models", "rm", "one", "-y")
    assert Wiring().models.find().name == "two"


def test_verify_computes_keeps_and_compares_the_hash(put, models):
    path = put("mine")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    first = pa("models", "verify", "--json").json["models"][0]
    assert (first["health"], first["sha256"]) == ("recorded", sha256)
    assert pa("models", "verify", "mine").stdout == "mine\tok\n"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    damaged = pa("models", "verify")
    assert damaged.exit_code == 4
    assert "not what was fetched" in damaged.stdout
    assert "mine" in damaged.stderr
    os.utime(path)
    assert pa("models", "verify").exit_code == 4, "looking twice must not bless it"


def test_verify_names_a_truncated_and_a_missing_file(put):
    put("good")
    short, gone = put("short"), put("gone")
    pa("models", "list")
    short.write_bytes(short.read_bytes()[:-5])
    gone.unlink()
    result = pa("models", "verify")
    assert result.exit_code == 4
    lines = dict(line.split("\t") for line in result.stdout.splitlines())
    assert "incomplete" in lines["short"]
    assert "gone" in lines["gone"]
    assert lines["good"].startswith("whole")
    states = {r["name"]: r["state"] for r in pa("models", "list", "--json").json["models"]}
    assert states == {"good": "ok", "short": "changed", "gone": "missing"}


def test_unknown_names_get_the_nearest_one_and_a_command(put):
    put("my-llama")
    near = pa("models", "show", "my-lama")
    assert (near.exit_code, "my-llama" in near.stderr) == (4, True)
    known = pa("models", "use", "qwen2.5-coder-1.5b")
    assert known.exit_code == 4
    assert "pa models pull qwen2.5-coder-1.5b" in known.stderr
    far = pa("models", "show", "zzzzzz")
    assert "pa models list --all" in far.stderr


def test_an_ambiguous_beginning_names_what_it_could_be(put):
    put("llama-a")
    put("llama-b")
    result = pa("models", "use", "llama")
    assert result.exit_code == 4
    assert "llama-a or llama-b" in result.stderr


def test_a_broken_manifest_is_named_and_nothing_is_written(put, models):
    put("mine")
    (models / "models.toml").write_text("[[[")
    result = pa("models", "list")
    assert result.exit_code == 1
    assert "models.toml" in result.stderr
    assert (models / "models.toml").read_text() == "[[["


def test_a_title_in_the_file_cannot_steer_the_terminal(models):
    path = models / "evil\x1b[2Jname.gguf"
    path.write_bytes(gguf_bytes({**QWEN, "general.license": "\x1b]0;owned\x07"}))
    for command in (["list"], ["show", str(path)]):
        result = pa("models", *command, terminal=True, env={"COLUMNS": "200"})
        assert "\x1b[2J" not in result.stdout + result.stderr
        assert "\x07" not in result.stdout + result.stderr


def test_the_recommendation_for_a_small_machine_without_the_hub():
    result = pa("models", "recommend", "--json", wire=SmallMachine)
    assert result.json["recommended"] == "qwen2.5-coder-1.5b"
    assert result.json["hub_reachable"] is False
    rows = {row["name"]: row for row in result.json["models"]}
    assert rows["qwen2.5-coder-1.5b"]["fit"] == "fits"
    assert rows["qwen3.5-2b"]["reachable"] is False
    assert rows["qwen3-30b-a3b-2507"]["memory_bytes"] > 18e9
    shown = pa("models", "recommend", wire=SmallMachine, terminal=True)
    assert "pa models pull qwen2.5-coder-1.5b" in shown.stderr


def test_no_model_at_all_is_named_with_the_command_to_run(fresh_home):
    from pa_cli.core.errors import NoModelError

    with pytest.raises(NoModelError) as caught:
        SmallMachine().models.find()
    assert caught.value.hint == "Get one with: pa models pull qwen2.5-coder-1.5b"
    assert not fresh_home.exists()


def test_a_broken_users_catalogue_is_named(fresh_home):
    catalog = fresh_home / "config" / "catalog.toml"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('[models."mine"]\nsize = "huge"\n')
    result = pa("models", "list", "--all")
    assert result.exit_code == 2
    assert str(catalog) in result.stderr
    assert "mine" in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
@pytest.mark.timeout(20)
def test_paths_that_are_no_models_end_with_exit_4(tmp_path):
    os.mkfifo(tmp_path / "pipe.gguf")
    (tmp_path / "empty.gguf").touch()
    (tmp_path / "text.gguf").write_text("hello")
    (tmp_path / "short.gguf").write_bytes(gguf_bytes()[:-1])
    for name in ("pipe", "empty", "text", "short", "absent"):
        result = pa("models", "show", tmp_path / f"{name}.gguf")
        assert result.exit_code == 4, name
        assert f"{name}.gguf" in result.stderr
    assert pa("models", "show", f"{tmp_path}/").exit_code == 4


def test_the_default_of_the_settings_is_the_marked_one(put):
    put("one")
    put("two")
    pa("models", "use", "one")
    rows = pa("models", "list", "--json", env={"PA_MODEL_CHAT": "tw"}).json["models"]
    assert {row["name"]: row["default"] for row in rows} == {"one": False, "two": True}


def test_a_folder_that_cannot_be_written_is_still_used(put, models):
    put("shared")
    (models / ".models.lock").mkdir()  # no lock, so no manifest
    assert [row["name"] for row in pa("models", "list", "--json").json["models"]] == ["shared"]
    assert Wiring().models.find("sha").name == "shared"
    assert not (models / "models.toml").exists()


@pytest.fixture
def split(models):
    """A model in two files, as large ones are published."""
    parts = [models / f"big-0000{n}-of-00002.gguf" for n in (1, 2)]
    for part in parts:
        part.write_bytes(gguf_bytes({**QWEN, "split.count": 2}))
    return parts


def test_a_model_in_two_files_is_one_model(split):
    (row,) = pa("models", "list", "--json").json["models"]
    whole = sum(part.stat().st_size for part in split)
    assert (row["name"], row["size"]) == ("big-00001-of-00002", whole)
    assert row["parameters"] == 2 * (256 * 3 + 256 * 4)
    assert pa("models", "verify").exit_code == 0
    second = pa("models", "show", split[1])
    assert second.exit_code == 4
    assert "big-00001-of-00002.gguf" in second.stderr
    pa("models", "rm", "big", "-y")
    assert not any(part.exists() for part in split)


def test_a_model_whose_second_file_is_missing_is_no_model(split):
    split[1].unlink()
    assert pa("models", "list", "--json").json["models"] == []
    result = pa("models", "show", split[0])
    assert result.exit_code == 4
    assert split[1].name in result.stderr


def test_a_file_elsewhere_is_never_taken_for_our_own(tmp_path):
    theirs = tmp_path / "theirs.gguf"
    theirs.write_bytes(gguf_bytes())
    assert Wiring().models.add(theirs).in_place
    pa("models", "rm", "theirs", "-y")
    assert theirs.exists()


def test_a_broken_file_of_a_known_model_names_its_pull(models, put):
    path = put("smollm2-135m")
    pa("models", "list")
    path.write_bytes(path.read_bytes()[:-3])
    result = pa("models", "use", "smollm2")
    assert result.exit_code == 4
    assert "incomplete" in result.stderr
    assert "pa models pull smollm2-135m" in result.stderr


def test_another_file_with_a_known_name_is_not_held_to_the_published_hash(put):
    put("smollm2-135m")
    assert pa("models", "verify").stdout.startswith("smollm2-135m\twhole")


def test_what_a_stopped_download_left_is_named_by_the_doctor_and_can_be_deleted(models):
    (models / "tiny.gguf.part").write_bytes(b"x" * 2_000_000)
    (models / "tiny.gguf.part.json").write_text("{}")
    findings = [f for f in pa("doctor", "--json").json["findings"] if "tiny" in f["message"]]
    assert [f["level"] for f in findings] == ["advice"]
    assert "pa models rm tiny" in findings[0]["mend"]
    assert pa("models", "rm", "tiny").exit_code == 6
    assert (models / "tiny.gguf.part").exists()
    removed = pa("models", "rm", "tiny", "--yes", "--json").json["removed"]
    assert [(one["name"], one["size"]) for one in removed] == [("tiny", 2_000_000)]
    assert not list(models.glob("tiny*"))
    assert pa("models", "rm", "tiny", "--yes").exit_code == 4


def test_a_download_that_is_going_on_is_left_alone(models):
    (models / "tiny.gguf.part").write_bytes(b"x")
    with (models / ".tiny.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = pa("models", "rm", "tiny", "--yes")
    assert result.exit_code == 1
    assert (models / "tiny.gguf.part").exists()


def test_a_file_is_used_for_good_once_it_was_taken_in(tmp_path):
    result = pa("models", "use", "--for", "embedding", tmp_path / "mine.gguf")
    assert result.exit_code == 4
    assert f"Take a file in with: pa models import {tmp_path}/mine.gguf" in result.stderr
