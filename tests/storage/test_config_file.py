"""The config file under several writers, and the lines of its keys."""

import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.errors import StorageError
from pa_cli.storage.config_file import TomlConfigFile
from pa_cli.storage.toml_edit import find_line, set_value, unset_value


def test_writers_at_the_same_time_keep_each_others_changes(tmp_path):
    path = tmp_path / "config.toml"

    def write(number: int) -> None:
        TomlConfigFile(path, lock_file=tmp_path / "lock").set(
            f"group{number % 3}.key{number}", number
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    tables = tomllib.loads(path.read_text())
    assert sorted(value for table in tables.values() for value in table.values()) == list(range(24))


def test_a_group_that_is_a_value_is_not_overwritten():
    with pytest.raises(StorageError, match="engine is 2"):
        set_value("engine = 2\n", "engine.threads", 4)


def test_the_comments_of_the_next_table_stay_with_it():
    before = "[engine]\nthreads = 2\n\n# how answers are made\n[generation]\n"
    assert set_value(before, "engine.context", 4096) == before.replace(
        "threads = 2\n", "threads = 2\ncontext = 4096\n"
    )


def test_an_unset_table_that_holds_comments_keeps_them():
    assert unset_value("[ui]\n# mine\ncolor = 'auto'\n", "ui.color") == "[ui]\n# mine\n"
    assert unset_value("[ui]\ncolor = 'auto'\n", "ui.color") == ""
    assert unset_value("[ui]\n", "ui.color") is None


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("[a]\nb = 1\n", "a.b", 2),
        ("a.b = 1\n", "a.b", 1),
        ("\na = { b = 1 }\n", "a.b", 2),
        ('x = """\n[a]\nb = 1\n"""\n[a]\nb = 2\n', "a.b", 6),
        ("[a]\r\n\r\n'b' = 1\r\n", "a.b", 3),
        ("[a]\nb = 1\n", "a.c", None),
        ("[a]\n[a.b]\nc = 1\n", "a.b", 2),
    ],
)
def test_the_line_of_a_key(text, key, line):
    assert find_line(text, key) == line


_NAMES = st.sampled_from(["a", "b", "c"])
_VALUES = st.one_of(
    st.integers(-(2**40), 2**40), st.booleans(), st.text(max_size=20), st.lists(st.text(max_size=5))
)


@given(
    st.lists(st.tuples(_NAMES, _NAMES, _VALUES), max_size=8),
    st.lists(st.sampled_from(["# note", "", "  # = [x]"]), max_size=4),
)
def test_any_row_of_changes_gives_what_was_set_and_keeps_the_comments(changes, comments):
    text = "".join(line + "\n" for line in comments)
    expected: dict[str, dict[str, object]] = {}
    for group, name, value in changes:
        text = set_value(text, f"{group}.{name}", value)
        expected.setdefault(group, {})[name] = value
    assert tomllib.loads(text) == expected
    assert all(comment in text for comment in comments)
    for group, name, _ in changes:
        changed = unset_value(text, f"{group}.{name}")
        text = text if changed is None else changed
    assert not any(tomllib.loads(text).values())
