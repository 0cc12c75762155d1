import pytest

from pa_cli.core.errors import InputError, UsageError
from pa_cli.storage.schema_file import load_schema


def test_a_file_is_read(tmp_path, monkeypatch):
    (tmp_path / "person.json").write_text('{"type": "object", "properties": {"a": {}}}')
    monkeypatch.chdir(tmp_path)
    assert load_schema("person.json").document["properties"] == {"a": {}}


def test_the_short_form_needs_no_file():
    assert list(load_schema("name, age int").document["properties"]) == ["name", "age"]


def test_a_json_file_that_is_missing_is_named():
    with pytest.raises(UsageError, match=r"nowhere\.json"):
        load_schema("nowhere.json")


def test_a_file_that_is_no_text_is_an_input_error(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(InputError, match="UTF-8"):
        load_schema(str(path))


@pytest.mark.parametrize("argument", ["a\x00b", "~nobody-here/x", "/dev/null"])
def test_an_argument_that_is_no_file_is_read_as_a_schema(argument):
    with pytest.raises(UsageError, match="schema"):
        load_schema(argument)


def test_a_schema_longer_than_any_path_is_no_path():
    assert load_schema("a, b: " + "x" * 5000).document["properties"]["b"]["description"]
