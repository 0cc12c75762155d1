"""`pa doctor`: what is there, what is wrong, and what is kept and contacted."""

import dataclasses
import json
import os
import subprocess
import sys

import pytest

from pa_cli.storage.paths import Paths, find_paths
from tests.support.runner import pa

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes and signals are POSIX")


@pytest.fixture
def fake_engine(tmp_path, monkeypatch):
    """Put a package called llama_cpp, with this body, before the real one."""

    def install(body: str) -> None:
        package = tmp_path / "fake" / "llama_cpp"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(body)
        monkeypatch.setenv("PYTHONPATH", str(package.parent))

    return install


@pytest.fixture(autouse=True)
def an_editor(monkeypatch):
    monkeypatch.setenv("EDITOR", sys.executable)


def mend_of(result, *words, level="broken"):
    """The mend of the one finding that has all `words` in it."""
    found = [
        f
        for f in result.json["findings"]
        if f["level"] == level and all(word in f["message"] for word in words)
    ]
    assert len(found) == 1, result.json["findings"]
    return found[0]["mend"]


def write_manifest(home, name, *, size, file):
    models = home / "models"
    models.mkdir(parents=True, exist_ok=True)
    (models / "models.toml").write_text(
        f'[models.{name}]\nfile = "{file}"\nsize = {size}\nmodified_ns = 1\n'
        '[models.tiny.shape]\narchitecture = "llama"\n'
    )


def test_a_fresh_machine_is_fine_and_says_what_comes_next():
    result = pa("doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "broken" not in result.stdout
    assert "pa models pull" in result.stdout


def test_the_document_says_what_the_engine_is_and_why_so_many_threads():
    document = pa("doctor", "--json").json
    assert document["ok"] is True
    engine = document["engine"]
    assert engine["version"].startswith("0.3.")
    assert "CPU" in engine["backends"]
    assert [d["name"] for d in engine["devices"] if d["kind"] == "cpu"] == ["CPU"]
    assert document["threads"] == document["machine"]["usable_threads"]
    assert document["threads_reason"] == document["machine"]["threads_reason"]
    assert document["machine"]["memory_total"] > document["machine"]["memory_available"] > 0
    assert document["program"]["python"] == sys.version.split()[0]


def test_threads_that_were_set_are_named_and_too_many_are_advised_against():
    result = pa("doctor", "--json", env={"PA_ENGINE_THREADS": "500"})
    assert (result.json["threads"], result.json["threads_reason"]) == (500, "engine.threads")
    assert mend_of(result, "500", level="advice") == "pa config unset engine.threads"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("raise ImportError('libcudart.so.12: cannot open')", "libcudart.so.12: cannot open"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGILL)", "a newer processor"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            "crashed while it was loaded (SIGSEGV)",
        ),
        ("import os; os._exit(3)", "status 3"),
        ("raise SystemExit(0)", "status 0"),
    ],
    ids=["import error", "illegal instruction", "crash", "exit", "quiet exit"],
)
def test_a_broken_engine_is_a_finding_with_the_command_that_builds_it(fake_engine, body, sentence):
    fake_engine(body)
    result = pa("doctor", "--json")
    assert result.exit_code == 1
    assert result.json["ok"] is False
    mend = mend_of(result, "llama-cpp-python", sentence)
    assert "pip install" in mend
    assert sys.executable in mend


def test_an_engine_that_says_little_is_still_shown(fake_engine):
    fake_engine(
        "__version__ = '0.1'\n"
        "def llama_print_system_info(): return b'AVX = 1 | AVX2 = 0 | FMA = 0 | '\n"
        "def llama_supports_gpu_offload(): return False\n"
        "llama_supports_mmap = llama_supports_mlock = llama_supports_gpu_offload\n"
        "def llama_log_callback(f): return f\n"
        "def llama_log_set(*a): pass\n"
        "def llama_backend_init(): pass\n"
        "_ggml = None\n"
    )
    result = pa("doctor", "--json")
    assert result.json["engine"]["version"] == "0.1"
    assert result.json["engine"]["cpu_features"] == ["AVX"]
    assert result.exit_code == 0


def test_a_model_whose_file_is_gone_is_broken(fresh_home):
    write_manifest(fresh_home, "tiny", size=1000, file="tiny.gguf")
    result = pa("doctor", "--json")
    assert result.exit_code == 1
    assert (
        mend_of(result, "tiny", "is gone") == "pa models pull tiny, or forget it: pa models rm tiny"
    )
    assert result.json["models"][0]["problem"]
    assert "BROKEN" in pa("doctor").stdout


def test_a_model_that_is_no_model_is_broken(fresh_home):
    write_manifest(fresh_home, "tiny", size=5, file="tiny.gguf")
    (fresh_home / "models" / "tiny.gguf").write_bytes(b"hello")
    result = pa("doctor", "--json")
    assert result.exit_code == 1
    assert mend_of(result, "tiny", "cannot be loaded") == "pa models pull tiny"


def test_a_broken_manifest_is_broken(fresh_home):
    (fresh_home / "models").mkdir(parents=True)
    (fresh_home / "models" / "models.toml").write_text("[models\n")
    result = pa("doctor", "--json")
    assert result.exit_code == 1
    assert "models.toml" in json.dumps(result.json["findings"])


def test_a_model_that_is_named_but_not_there_is_broken():
    result = pa("doctor", "--json", env={"PA_MODEL_CHAT": "no-such-model"})
    assert result.exit_code == 1
    mend_of(result, "no-such-model")


def test_folders_that_others_can_look_into_come_with_the_command_that_closes_them(fresh_home):
    for name, mode in (("data", 0o755), ("state", 0o700), ("models", 0o755)):
        (fresh_home / name).mkdir(parents=True)
        (fresh_home / name).chmod(mode)
    result = pa("doctor", "--json")
    assert result.exit_code == 1
    mend = mend_of(result, str(fresh_home / "data"), "0755")
    assert subprocess.run(mend, shell=True, check=False).returncode == 0
    assert pa("doctor").exit_code == 0


def test_every_problem_of_the_config_is_listed_and_the_rest_is_still_looked_at(fresh_home):
    (fresh_home / "config").mkdir(parents=True, mode=0o700)
    (fresh_home / "config" / "config.toml").write_text("[engine]\nthreads = 0\nthreds = 1\n")
    result = pa("doctor", "--json", env={"PA_ENGINE_THREAD": "2"})
    assert result.exit_code == 1
    mend_of(result, "line 2", "engine.threads")
    mend_of(result, "line 3", "engine.threds")
    assert (
        mend_of(result, "PA_ENGINE_THREAD", "PA_ENGINE_THREADS?", level="advice")
        == "unset PA_ENGINE_THREAD"
    )
    assert result.json["engine"]["version"]


def test_a_config_that_is_not_toml_is_one_finding(fresh_home):
    (fresh_home / "config").mkdir(parents=True, mode=0o700)
    (fresh_home / "config" / "config.toml").write_text("[engine\n")
    result = pa("doctor", "--json")
    assert result.exit_code == 1
    assert mend_of(result, "line 1") == "pa config edit"


@pytest.mark.parametrize(
    ("env", "words", "level"),
    [
        ({"TZ": "Mars/Olympus"}, ["Mars/Olympus"], "advice"),
        ({"PA_NOW": "2026-03-11T10:20"}, ["2026-03-11T10:20:00+01:00"], "advice"),
        ({"PA_NOW": "yesterday"}, ["yesterday"], "broken"),
        ({"EDITOR": "no-such-editor"}, ["editor"], "advice"),
        ({"PA_ENGINE_GPU_LAYERS": "all"}, ["engine.gpu_layers", "no GPU"], "advice"),
    ],
)
def test_the_surroundings_are_judged(env, words, level):
    mend_of(pa("doctor", "--json", env=env), *words, level=level)


@pytest.mark.parametrize("columns", [80, 40, 20])
def test_on_a_terminal_it_fits_the_window(columns):
    result = pa("doctor", terminal=True, env={"COLUMNS": str(columns)})
    commands = [line for line in result.stdout.splitlines() if line.startswith("    ")]
    others = [line for line in result.stdout.splitlines() if line not in commands or columns > 60]
    assert max(len(line) for line in others if "pa models" not in line) <= columns


def test_privacy_names_every_place_that_pa_has_and_what_for(fresh_home):
    pa("config", "set", "ui.color", "never")
    places = {place["path"]: place for place in pa("doctor", "--privacy", "--json").json["places"]}
    paths = find_paths()
    names = [f.name for f in dataclasses.fields(Paths)]
    names += [n for n, value in vars(Paths).items() if isinstance(value, property)]
    assert {str(getattr(paths, name)) for name in names} <= set(places)
    settings = places[str(paths.config_file)]
    assert (settings["mode"], settings["files"]) == ("0600", 1)
    assert settings["size"] == paths.config_file.stat().st_size


def test_a_folder_of_the_users_own_is_listed_too(tmp_path):
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "one.md").write_text("hello")
    result = pa("doctor", "--privacy", "--json", env={"PA_NOTES_DIR": str(vault)})
    place = next(p for p in result.json["places"] if p["name"] == "notes.dir")
    assert (place["path"], place["files"], place["size"]) == (str(vault), 1, 5)


def test_privacy_names_every_address_and_no_password(tmp_path):
    pip_conf = tmp_path / "pip.conf"
    pip_conf.write_text("[global]\nindex-url = https://me:secret@index.example/simple\n")
    env = {
        "PIP_CONFIG_FILE": str(pip_conf),
        "PIP_EXTRA_INDEX_URL": "https://one.example/simple https://two.example/simple",
        "HF_ENDPOINT": "https://hub.example",
        "HTTPS_PROXY": "http://me:secret@proxy.example:3128",
    }
    result = pa("doctor", "--privacy", "--json", env=env)
    found = {a["address"]: a for a in result.json["addresses"]}
    assert {
        "https://hub.example",
        "https://***@index.example/simple",
        "https://one.example/simple",
        "https://two.example/simple",
        "http://***@proxy.example:3128",
    } <= set(found)
    assert "secret" not in result.stdout
    assert found["https://hub.example"]["decided_by"] == "HF_ENDPOINT"
    assert "huggingface.co" not in result.stdout


def test_privacy_says_plainly_that_nothing_else_is_contacted():
    text = pa("doctor", "--privacy", env={"PA_OFFLINE": ""}).stdout
    assert "Nothing else is contacted" in text
    assert "Nobody" not in text
    assert "Nobody: PA_OFFLINE is set" in pa("doctor", "--privacy").stdout


def test_a_catalogue_of_your_own_that_is_broken_is_named(fresh_home):
    (fresh_home / "config").mkdir(parents=True, mode=0o700)
    (fresh_home / "config" / "catalog.toml").write_text("[models\n")
    mend_of(pa("doctor", "--json"), "catalog.toml")


def test_a_folder_that_a_setting_names_and_nobody_made_is_pointed_out():
    pa("config", "set", "notes.dir", "/tmp/no/such/vault")
    found = [f for f in pa("doctor", "--json").json["findings"] if "notes.dir" in f["message"]]
    assert [f["level"] for f in found] == ["advice"]
    assert "/tmp/no/such/vault" in found[0]["message"]
