import os
import stat
import subprocess
import sys

import pytest

from pa_cli.engine.prefix_cache import PrefixCache, fingerprint


def writer(content: bytes):
    def save(path):
        path.write_bytes(content)
        return True

    return save


def reader(seen):
    def load(path):
        seen.append(path.read_bytes())
        return True

    return load


@pytest.fixture
def cache(tmp_path):
    return PrefixCache(tmp_path / "cache" / "prefixes", fingerprint(["model"]), 1000)


def test_the_longest_stored_beginning_is_found_and_read(cache):
    cache.store([1, 2], writer(b"two"))
    cache.store([1, 2, 3], writer(b"three"))
    cache.store([1, 9, 9, 9], writer(b"another"))
    found = cache.find([1, 2, 3, 4], longer_than=0)
    seen = []
    assert found.length == 3
    assert cache.restore(found, reader(seen))
    assert seen == [b"three"]
    assert cache.find([1, 2, 3, 4], longer_than=3) is None


def test_another_model_or_setting_finds_nothing(cache, tmp_path):
    cache.store([1, 2], writer(b"two"))
    other = PrefixCache(tmp_path / "cache" / "prefixes", fingerprint(["other model"]), 1000)
    assert other.find([1, 2, 3], longer_than=0) is None


@pytest.mark.parametrize("damage", [b"twx", b"tw", b""])
def test_a_damaged_state_is_dropped_and_never_read(cache, damage):
    cache.store([1, 2], writer(b"two"))
    found = cache.find([1, 2], longer_than=0)
    found.path.write_bytes(damage)
    seen = []
    assert not cache.restore(found, reader(seen))
    assert seen == []
    assert not found.path.exists()


def test_a_state_whose_reader_died_is_not_read_again(cache):
    cache.store([1, 2], writer(b"two"))
    found = cache.find([1, 2], longer_than=0)
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    marker = found.path.with_suffix(f".reading.{int(gone.stdout)}")
    marker.touch()
    assert not cache.restore(found, reader([]))
    assert cache.find([1, 2], longer_than=0) is None


def test_the_least_recently_used_goes_when_there_is_no_room(cache):
    for number in range(4):
        cache.store([number], writer(bytes(300)))
        path = cache.find([number], longer_than=0).path
        os.utime(path, (number, number))
    cache.store([9], writer(bytes(300)))
    assert [n for n in (0, 1, 2, 3, 9) if cache.find([n], longer_than=0)] == [2, 3, 9]


def test_what_is_larger_than_the_whole_cache_is_not_kept(cache):
    cache.store([1], writer(bytes(1001)))
    assert cache.find([1], longer_than=0) is None


def test_a_failed_write_leaves_nothing_behind(cache, tmp_path):
    def save(path):
        path.write_bytes(b"half")
        raise OSError("no space left")

    cache.store([1], save)
    assert list((tmp_path / "cache" / "prefixes").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="file modes")
def test_states_are_nobody_elses_business(cache, tmp_path):
    umask = os.umask(0o022)
    try:
        cache.store([1, 2], writer(b"two"))
    finally:
        os.umask(umask)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "cache").rglob("*")}
    assert modes.pop("prefixes") == 0o700
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
