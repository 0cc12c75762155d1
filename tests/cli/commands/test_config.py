"""`pa config`: values with their origin, changes that keep comments, and broken files."""

import os
import sys
import tomllib

import pytest

from pa_cli.core.setting_specs import SETTINGS
from tests.support.runner import pa


@pytest.fixture
def config_file(fresh_home):
    path = fresh_home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Make the editor a program that appends a text to the file."""

    def use(addition: str) -> None:
        path = tmp_path / "editor.py"
        path.write_text(
            f"import sys\nwith open(sys.argv[1], 'a') as file:\n    file.write({addition!r})\n"
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {path}")

    return use


def test_a_value_that_was_set_is_there_with_its_origin():
    assert pa("config", "set", "engine.threads", "2").stdout == "engine.threads: 2 (was auto)\n"
    assert pa("config", "get", "engine.threads").stdout == "2\n"
    row = pa("config", "get", "engine.threads", "--json").json
    assert (row["value"], row["origin"], row["default"]) == (2, "file", "auto")
    assert row["environment_name"] == "PA_ENGINE_THREADS"
    assert row["flag"] == "--threads"


def test_the_environment_wins_over_the_file_and_set_says_so():
    env = {"PA_ENGINE_THREADS": "3"}
    result = pa("config", "set", "engine.threads", "2", env=env)
    assert result.exit_code == 0
    assert "PA_ENGINE_THREADS" in result.stderr
    row = pa("config", "get", "engine.threads", "--json", env=env).json
    assert (row["value"], row["origin"]) == (3, "environment")
    assert pa("config", "get", "engine.threads").stdout == "2\n"


def test_unset_brings_the_default_back():
    pa("config", "set", "ui.color", "never")
    assert pa("config", "unset", "ui.color").stdout == "ui.color: auto (was never)\n"
    assert pa("config", "get", "ui.color", "--json").json["origin"] == "default"
    again = pa("config", "unset", "ui.color")
    assert (again.exit_code, again.stdout) == (0, "ui.color was not set\n")


def test_a_change_touches_its_own_line_and_nothing_else(config_file):
    before = (
        "# my settings\n\n[engine]\n# the laptop has four cores,\n# two are for me\n"
        "threads = 2   # not more\n\n# ---- looks\n[ui]\ncolor = 'never'\n"
    )
    config_file.write_text(before)
    pa("config", "set", "engine.threads", "3")
    assert config_file.read_text() == before.replace("threads = 2 ", "threads = 3 ")
    pa("config", "set", "engine.context", "8192")
    pa("config", "set", "cache.enabled", "no")
    assert (
        config_file.read_text()
        == before.replace(
            "threads = 2   # not more\n", "threads = 3   # not more\ncontext = 8192\n"
        )
        + "\n[cache]\nenabled = false\n"
    )
    pa("config", "unset", "engine.context")
    pa("config", "unset", "cache.enabled")
    pa("config", "set", "engine.threads", "2")
    assert config_file.read_text().strip() == before.strip()


@pytest.mark.parametrize(
    "before",
    [
        "engine.threads = 2\nui.color = 'never'\n",
        "engine = { threads = 2 }\n",
        '[engine]\nlora = [\n  "a.gguf",  # mine\n]\nthreads = 2',
        '[assistant]\nsystem = """\n[engine]\nthreads = 9\n"""\n\n[engine]\nthreads = 2',
        "\ufeff[engine]\r\n# cores\r\nthreads = 2\r\n",
    ],
    ids=["dotted", "inline", "list over lines", "look-alike in a text", "Windows"],
)
def test_every_way_of_writing_toml_is_changed_and_kept(config_file, before):
    config_file.write_bytes(before.encode())
    old = tomllib.loads(before.removeprefix("\ufeff"))
    assert pa("config", "set", "engine.context", "4096").exit_code == 0
    assert pa("config", "set", "engine.threads", "5").exit_code == 0
    text = config_file.read_bytes().decode()
    assert text.startswith("\ufeff") == before.startswith("\ufeff")
    assert text.count("\r\n") == (text.count("\n") if "\r\n" in before else 0)
    assert tomllib.loads(text.removeprefix("\ufeff")) == {
        **old,
        "engine": {**old["engine"], "context": 4096, "threads": 5},
    }
    for comment in ("# mine", "# cores"):
        assert (comment in text) == (comment in before)


def test_a_symbolic_link_to_the_dotfiles_stays_one(config_file, tmp_path):
    target = tmp_path / "dotfiles.toml"
    target.write_text("[ui]\n")
    target.chmod(0o640)
    config_file.symlink_to(target)
    pa("config", "set", "ui.color", "never")
    assert config_file.is_symlink()
    assert tomllib.loads(target.read_text()) == {"ui": {"color": "never"}}
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_and_its_folder_are_private(fresh_home):
    pa("config", "set", "ui.color", "never")
    folder = fresh_home / "config"
    assert (folder / "config.toml").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("engine.threads", "0", "must be auto or a whole number from 1 to 512"),
        ("engine.threads", "two", "must be auto or a whole number from 1 to 512"),
        ("engine.threads", "9" * 30, "must be auto or a whole number from 1 to 512"),
        ("generation.temperature", "nan", "must be a number from 0 to 5"),
        ("generation.temperature", "-1", "must be a number from 0 to 5"),
        ("generation.seed", "-1", "must be random or a whole number from 0"),
        ("ui.color", "blue", "must be one of: auto, never"),
        ("cache.enabled", "maybe", "must be true or false"),
        ("cache.max_bytes", "much", "must be a size such as 512MiB or 2GiB"),
        ("engine.gpu_layers", "most", "must be auto, all or a number of layers"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(fresh_home, key, value, sentence):
    result = pa("config", "set", key, value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{key} {sentence}" in result.stderr
    assert value in result.stderr
    assert not (fresh_home / "config" / "config.toml").exists()


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("engine.thread", "engine.threads"),
        ("threads", "engine.threads"),
        ("generation.temprature", "generation.temperature"),
    ],
)
@pytest.mark.parametrize("verb", ["get", "set", "unset"])
def test_an_unknown_key_names_the_nearest(verb, key, near):
    result = pa("config", verb, key, *(["1"] if verb == "set" else []))
    assert (result.exit_code, result.stdout) == (2, "")
    assert repr(key) in result.stderr
    assert f"Did you mean {near}?" in result.stderr


def test_fingers_are_forgiven():
    assert pa("config", "set", "Engine.GPU-layers=all").exit_code == 0
    assert pa("config", "get", "engine.gpu_layers").stdout == "all\n"


def test_set_without_a_value_says_what_it_can_be():
    result = pa("config", "set", "ui.color")
    assert result.exit_code == 2
    assert "auto | never" in result.stderr


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_value_that_is_shown_can_be_set_again(setting):
    shown = pa("config", "get", setting.key).stdout.removesuffix("\n")
    result = pa("config", "set", setting.key, shown)
    assert (result.exit_code, result.stderr) == (0, "")
    row = pa("config", "get", setting.key, "--json").json
    assert (row["value"], row["origin"]) == (row["default"], "file")


def test_a_list_of_texts_may_hold_commas_as_json():
    pa("config", "set", "generation.stop", '[",", "END"]')
    assert pa("config", "get", "generation.stop").stdout == '[",", "END"]\n'
    pa("config", "set", "generation.stop", "END, STOP")
    assert pa("config", "get", "generation.stop", "--json").json["value"] == ["END", "STOP"]


def test_bytes_that_are_no_text_become_a_replacement_character():
    undecodable = b"caf\xe9 \xe4\xbd\xa0".decode("utf-8", "surrogateescape")
    assert pa("config", "set", "assistant.system", undecodable).exit_code == 0
    assert pa("config", "get", "assistant.system").stdout == "caf\ufffd 你\n"


def test_list_has_a_line_for_every_setting_when_piped():
    lines = pa("config", "list").stdout.splitlines()
    assert {line.split("\t")[0] for line in lines} == {setting.key for setting in SETTINGS}
    assert all(line.endswith("\tdefault") for line in lines)


def test_list_can_be_narrowed():
    pa("config", "set", "engine.threads", "2")
    assert pa("config", "list", "--changed").stdout == "engine.threads\t2\tfile\n"
    found = pa("config", "list", "engine", "--json").json["settings"]
    assert {row["key"].split(".")[0] for row in found} == {"engine"}
    wrong = pa("config", "list", "engin")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "Did you mean engine?" in wrong.stderr


@pytest.mark.parametrize("columns", [80, 40, 20])
def test_the_table_fits_the_terminal(columns):
    result = pa("config", "list", terminal=True, env={"COLUMNS": str(columns)})
    assert max(len(line) for line in result.stdout.splitlines()) <= columns
    assert "engine" in result.stdout


# what is broken, and where the message must point
BROKEN = {
    "not TOML": ("[engine]\nthreads = \n", "line 2"),
    "cut off": ('[engine]\nthreads = 2\nlora = ["a"\n', "line 3"),
    "not UTF-8": (b"[ui]\n\ncolor = '\xe9'\n", "line 3"),
}


@pytest.fixture(params=list(BROKEN), ids=list(BROKEN))
def broken(request, config_file):
    content, place = BROKEN[request.param]
    content = content if isinstance(content, bytes) else content.encode()
    config_file.write_bytes(content)
    return config_file, content, place


@pytest.mark.parametrize(
    "argv", [("list",), ("get", "ui.color"), ("set", "ui.color", "never"), ("unset", "ui.color")]
)
def test_a_broken_file_is_named_with_its_line_and_never_touched(broken, argv):
    path, content, place = broken
    result = pa("config", *argv)
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(path) in result.stderr
    assert place in result.stderr
    assert "pa config edit" in result.stderr
    assert len(result.stderr.splitlines()) <= 3
    assert path.read_bytes() == content


def test_path_and_edit_work_with_a_broken_file(broken, editor, monkeypatch):
    path, _, _ = broken
    assert pa("config", "path").stdout == f"{path}\n"
    monkeypatch.setenv(
        "EDITOR", f"{sys.executable} -c \"import sys; open(sys.argv[1], 'w').close()\""
    )
    assert pa("config", "edit").exit_code == 0
    assert path.read_bytes() == b""


@pytest.mark.parametrize(
    ("content", "sentences", "mend"),
    [
        (
            "\n[engine]\n# two\nthreds = 2\n",
            ["line 4", "'engine.threds'", "engine.threads?"],
            "engine.threds",
        ),
        ("[engine]\nthreads = true\n", ["line 2", "engine.threads is true"], "engine.threads"),
        ("[engine]\nthreads = 0\n", ["line 2", "from 1 to 512"], "engine.threads"),
        ("[ui]\ncolor = ['never']\n", ["line 2", "auto, never"], "ui.color"),
        ("engine = 2\n", ["line 1", "group"], "engine"),
        ("[a.b]\nc = 1\n", ["line 1", "'a.b'"], "a.b"),
        ('x = """\n[ui]\ncolor = "pink"\n"""\n[ui]\ncolor = "red"\n', ["line 1", "'x'"], "x"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line_and_unset_mends_it(
    config_file, content, sentences, mend
):
    config_file.write_text(content)
    result = pa("config", "list")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) <= 3
    assert all(sentence in result.stderr for sentence in sentences)
    assert pa("config", "unset", mend).exit_code == 0
    assert mend not in pa("config", "list").stderr


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_value_of_a_type_that_no_setting_has_is_named_for_every_setting(config_file, setting):
    group, _, name = setting.key.partition(".")
    config_file.write_text(f"[{group}]\n{name} = 1979-05-27\n")
    result = pa("config", "get", setting.key)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"line 2: {setting.key} is " in result.stderr
    assert f"pa config unset {setting.key}" in result.stderr


def test_set_mends_a_wrong_value_while_another_is_still_wrong(config_file):
    config_file.write_text("[engine]\nthreads = 0\n\n[ui]\ncolor = 'pink'\n")
    assert pa("config", "set", "engine.threads", "2").stdout == "engine.threads: 2 (was 0)\n"
    assert pa("config", "get", "engine.threads").stdout == "2\n"
    assert pa("config", "get", "ui.color").exit_code == 2


def test_list_shows_the_rest_and_all_problems_as_json(config_file):
    config_file.write_text("[engine]\nthreads = 0\nthreds = 1\n\n[ui]\neditor = 'nano'\n")
    result = pa("config", "list", "--json")
    assert result.exit_code == 2
    assert [problem["key"] for problem in result.json["problems"]] == [
        "engine.threds",
        "engine.threads",
    ]
    assert {"key": "ui.editor", "value": "nano"}.items() <= {
        k: v for row in result.json["settings"] if row["key"] == "ui.editor" for k, v in row.items()
    }.items()
    assert "1 more problem" in result.stderr


def test_a_wrong_environment_value_is_named():
    result = pa("config", "get", "engine.threads", env={"PA_ENGINE_THREADS": "many"})
    assert result.exit_code == 2
    assert "PA_ENGINE_THREADS is 'many'" in result.stderr
    assert (
        pa("config", "set", "engine.threads", "2", env={"PA_ENGINE_THREADS": "many"}).exit_code == 0
    )


def test_the_first_edit_starts_from_a_file_that_explains_every_setting(fresh_home, editor):
    editor("")
    assert pa("config", "edit").exit_code == 0
    text = (fresh_home / "config" / "config.toml").read_text()
    assert all(flat == {} for flat in tomllib.loads(text).values())
    uncommented = "\n".join(
        line.removeprefix("# ") if " = " in line and "pa config" not in line else line
        for line in text.splitlines()
    )
    values = tomllib.loads(uncommented)
    for setting in SETTINGS:
        group, _, name = setting.key.partition(".")
        assert setting.kind.check(values[group][name]) == setting.default
        assert setting.help in text


def test_a_value_that_is_set_stands_below_its_explanation(fresh_home, editor):
    editor("")
    pa("config", "edit")
    pa("config", "set", "engine.threads", "2")
    lines = (fresh_home / "config" / "config.toml").read_text().splitlines()
    assert lines[lines.index("threads = 2") - 1] == '# threads = "auto"'


def test_an_edit_is_checked_and_says_what_changed(config_file, editor):
    config_file.write_text("[ui]\n")
    editor("color = 'never'\n")
    result = pa("config", "edit", terminal=True)
    assert (result.exit_code, result.stderr) == (0, "ui.color: never (was auto)\n")
    editor("editr = 'nano'\n")
    wrong = pa("config", "edit")
    assert wrong.exit_code == 2
    assert "line 3" in wrong.stderr
    assert "ui.editor" in wrong.stderr
    assert config_file.read_text().endswith("editr = 'nano'\n")


def test_what_was_saved_wrong_can_be_edited_again_at_once(config_file, tmp_path, monkeypatch):
    config_file.write_text("[ui]\ncolor = 'pink'\n")
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text()\n"
        "file.write_text(text.replace('red', 'never').replace('pink', 'red'))\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")
    result = pa("config", "edit", terminal=True, stdin="y\n")
    assert result.exit_code == 0
    assert "ui.color is 'red'" in result.stderr
    assert "Edit it again?" in result.stderr
    assert pa("config", "get", "ui.color").stdout == "never\n"


def test_what_was_saved_wrong_stays_when_the_user_has_had_enough(config_file, editor):
    config_file.write_text("[ui]\n")
    editor("color = 'pink'\n")
    result = pa("config", "edit", terminal=True, stdin="n\n")
    assert result.exit_code == 2
    assert result.stderr.count("pink") == 1
    assert "stays as you saved it" in result.stderr
    assert config_file.read_text() == "[ui]\ncolor = 'pink'\n"


def test_a_missing_editor_is_named(monkeypatch):
    monkeypatch.setenv("EDITOR", "no-such-editor")
    result = pa("config", "edit")
    assert result.exit_code == 1
    assert "'no-such-editor' of EDITOR was not found" in result.stderr
    assert "pa config set ui.editor" in result.stderr


def test_a_failing_editor_is_a_failure(config_file, monkeypatch):
    config_file.write_text("[ui]\n")
    monkeypatch.setenv("EDITOR", "false")
    result = pa("config", "edit")
    assert result.exit_code == 1
    assert "false failed with status 1" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(config_file):
    config_file.parent.chmod(0o500)
    result = pa("config", "set", "ui.color", "never")
    assert result.exit_code == 1
    assert str(config_file) in result.stderr


def test_a_file_that_is_a_folder_is_named(config_file):
    config_file.mkdir()
    result = pa("config", "set", "ui.color", "never")
    assert result.exit_code == 2
    assert str(config_file) in result.stderr


def test_text_from_the_file_never_reaches_the_terminal_raw(config_file):
    config_file.write_text('[ui]\neditor = "na\\u001b[31mno"\n"\\u001b]0;x" = 1\n')
    result = pa("config", "list", terminal=True)
    assert "\x1b" not in result.stdout + result.stderr
