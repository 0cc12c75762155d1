import contextlib
import errno
import hashlib

import pytest

from pa_cli.core.errors import NetworkError, StorageError
from pa_cli.storage.downloads.part_file import PartFile
from tests.support.faults import FailingDisk
from tests.support.models import model_bytes

CONTENT = model_bytes(kilobytes=16)


def fetch(target, content=CONTENT, *, identity="somewhere", sha256="", stop_after=None):
    """Write what is missing in pieces, as a download does; returns the bytes that were missing."""
    with PartFile(target, identity=identity, sha256=sha256, on_bytes=lambda _: None) as part:
        missing = len(content) - part.size
        while part.size < len(content):
            if stop_after is not None and part.size >= stop_after:
                return missing
            part.write(content[part.size : part.size + 4096])
        part.finish(size=len(content), check=lambda _: None)
        return missing


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_fails_at_any_call_never_leaves_half_a_file(tmp_path, monkeypatch, error):
    with FailingDisk(monkeypatch) as disk:
        fetch(tmp_path / "counted.gguf")
    for n in range(1, disk.count + 1):
        target = tmp_path / f"{n}.gguf"
        with FailingDisk(monkeypatch, n, error) as failing:
            with contextlib.suppress(StorageError):
                fetch(target)
            assert failing.has_failed
        assert not target.exists() or target.read_bytes() == CONTENT
        fetch(target)
        assert target.read_bytes() == CONTENT
    assert not list(tmp_path.glob("*.part*"))


def test_only_what_is_missing_is_written(tmp_path):
    target = tmp_path / "a.gguf"
    fetch(target, stop_after=8192)
    assert fetch(target) == len(CONTENT) - 8192
    assert target.read_bytes() == CONTENT


def test_a_part_of_other_bytes_is_thrown_away(tmp_path):
    target = tmp_path / "a.gguf"
    fetch(target, model_bytes("Other", kilobytes=16), identity="elsewhere", stop_after=8192)
    assert fetch(target) == len(CONTENT)
    assert target.read_bytes() == CONTENT


def test_with_a_known_hash_any_source_goes_on(tmp_path):
    target = tmp_path / "a.gguf"
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    fetch(target, identity="one", sha256=sha256, stop_after=8192)
    assert fetch(target, identity="two", sha256=sha256.upper()) == len(CONTENT) - 8192


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_a_broken_note_only_costs_the_part(tmp_path, note):
    target = tmp_path / "a.gguf"
    fetch(target, stop_after=8192)
    (tmp_path / "a.gguf.part.json").write_bytes(note)
    assert fetch(target) == len(CONTENT)
    assert target.read_bytes() == CONTENT


def _interrupt(size):
    if size:
        raise KeyboardInterrupt


def test_an_interrupt_keeps_the_part_and_nothing_else(tmp_path):
    target = tmp_path / "a.gguf"
    part = PartFile(target, identity="a", on_bytes=_interrupt)
    with pytest.raises(KeyboardInterrupt), part:
        part.write(CONTENT[:5000])
    assert (tmp_path / "a.gguf.part").read_bytes() == CONTENT[:5000]
    assert not target.exists()


def test_an_interrupt_before_the_first_byte_leaves_nothing(tmp_path):
    part = PartFile(tmp_path / "a.gguf", identity="a", on_bytes=lambda _: None)
    with pytest.raises(KeyboardInterrupt), part:
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_the_beginning_is_looked_at_even_when_it_comes_byte_by_byte(tmp_path):
    with PartFile(tmp_path / "a.gguf", identity="a", on_bytes=lambda _: None) as part:
        part.write(b"GG")
        with pytest.raises(NetworkError, match="not a GGUF model"):
            part.write(b"XX")
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_place_of_the_part_is_not_followed(tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (tmp_path / "a.gguf.part").symlink_to(precious)
    fetch(tmp_path / "a.gguf")
    assert precious.read_text() == "mine"
    assert (tmp_path / "a.gguf").read_bytes() == CONTENT
