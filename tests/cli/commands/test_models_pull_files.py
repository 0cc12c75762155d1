import pytest

from tests.support.hub_server import Fault
from tests.support.models import (
    FILE,
    REPO,
    listed,
    model_bytes,
    sha,
    write_catalog,
)
from tests.support.runner import pa


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
