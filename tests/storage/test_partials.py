import stat

from pa_cli.storage.partials import PartialStore


def test_what_is_kept_is_found_again_and_private(tmp_path):
    folder = tmp_path / "cache" / "partials"
    PartialStore(folder).put("a" * 64, "naïve 摘要")
    assert PartialStore(folder).get("a" * 64) == "naïve 摘要"
    assert PartialStore(folder).get("b" * 64) is None
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_store_is_bounded_and_what_was_used_last_stays(tmp_path):
    import os

    store = PartialStore(tmp_path, most_files=20)
    for number in range(40):
        store.put(f"key{number}", "text")
        os.utime(tmp_path / f"key{number}", (number, number))
    assert store.get("key0") == "text"
    fresh = PartialStore(tmp_path, most_files=20)
    fresh.put("new", "text")
    assert len(list(tmp_path.iterdir())) <= 20
    assert fresh.get("key0") == "text"
    assert fresh.get("key39") == "text"
    assert fresh.get("key1") is None


def test_a_broken_file_is_as_good_as_none(tmp_path):
    (tmp_path / "key").write_bytes(b"\xff\xfe")
    assert PartialStore(tmp_path).get("key") is None
