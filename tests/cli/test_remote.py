"""A server in place of a model of this machine, as a user meets it."""

import json
import subprocess
import sys

import pytest

from tests.support.chat_server import ChatServer, Reply, words
from tests.support.runner import pa


@pytest.fixture
def server():
    with ChatServer().running() as server:
        yield server


def test_ask_needs_nothing_but_the_server(server):
    server.replies = [words("Paris", ".")]
    result = pa("ask", "Capital of France?", "--no-stream", env=server.settings())
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Paris.\n", "")
    [body] = server.chats
    assert body["messages"][-1]["content"].endswith("Capital of France?")
    assert body["model"] == "big"


def test_the_model_of_this_machine_is_not_even_imported(server):
    server.replies = [words("ok")]
    code = (
        "import sys; from pa_cli.cli.app import run; code = run(['ask', 'hi']);"
        "sys.exit('llama_cpp' in sys.modules or code)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=_environment(server), check=False)
    assert done.returncode == 0


def _environment(server):
    import os

    return {**os.environ, **server.settings()}


def test_m_names_a_model_of_the_server(server):
    server.replies = [words("ok")]
    assert pa("ask", "hi", "-m", "small", "--json", env=server.settings()).json["model"] == "small"
    unknown = pa("ask", "hi", "-m", "huge", env=server.settings())
    assert unknown.exit_code == 4
    assert "has no model called huge. It has: big, small" in unknown.stderr


def test_data_is_checked_also_when_the_server_promised_its_shape(server):
    server.replies = [words('{"name": "Ada", "age": 36}'), words('{"name": "Ada"}')]
    good = pa("ask", "Who?", "--schema", "name, age int", env=server.settings())
    assert json.loads(good.stdout) == {"name": "Ada", "age": 36}
    bad = pa("ask", "Who?", "--schema", "name, age int", env=server.settings())
    assert bad.exit_code == 5
    assert server.chats[0]["response_format"]["json_schema"]["schema"]["type"] == "object"


def test_what_came_before_the_stream_broke_is_shown_kept_and_marked(server):
    reply = words("Half of it", finish=None)
    reply.events = [event for event in reply.events or [] if event != "[DONE]"]
    reply.cut = True
    server.replies = [reply]
    result = pa("ask", "hi", env=server.settings())
    assert (result.exit_code, result.stdout) == (1, "Half of it\n")
    assert "broke off" in result.stderr
    assert "pa history show" in result.stderr
    [chat] = pa("history", "list", "--json").json
    [turn] = pa("history", "show", chat["id"], "--json").json["turns"]
    assert (turn["assistant"], turn["interrupted"]) == ("Half of it", True)


def test_a_server_that_is_not_there_is_no_missing_model():
    settings = {"PA_ENGINE_KIND": "remote", "PA_ENGINE_RETRIES": "0"}
    result = pa("ask", "hi", env={**settings, "PA_ENGINE_BASE_URL": "http://127.0.0.1:1"})
    assert result.exit_code == 1
    assert "Nothing answers at http://127.0.0.1:1/v1." in result.stderr
    unnamed = pa("ask", "hi", env=settings)
    assert unnamed.exit_code == 2
    assert "pa config set engine.base_url" in unnamed.stderr
    elsewhere = pa("ask", "hi", env={**settings, "PA_ENGINE_BASE_URL": "https://example.com"})
    assert elsewhere.exit_code == 1
    assert "another machine" in elsewhere.stderr


def test_summarize_and_chat_use_the_server_too(server):
    server.replies = [words("Short."), words("Hello."), words("Bye.")]
    summary = pa("summarize", stdin="A long story. " * 50, env=server.settings())
    assert (summary.exit_code, summary.stdout) == (0, "Short.\n")
    chat = pa("chat", stdin="hi\n/model\nbye\n", env=server.settings(model="small"))
    assert chat.exit_code == 0
    assert "Hello." in chat.stdout
    assert "Bye." in chat.stdout
    assert "The server has: big, small" in chat.stderr
    assert [body["model"] for body in server.chats] == ["big", "small", "small"]


def test_a_chat_goes_on_with_another_model_of_the_server(server):
    server.replies = [words("One."), words("Two.")]
    chat = pa(
        "chat", stdin="hi\n/model big\n/model huge\nagain\n", env=server.settings(model="small")
    )
    assert [body["model"] for body in server.chats][-1] in {"big", "small"}
    assert "huge" in chat.stderr


def test_a_dry_run_says_that_its_count_is_an_estimate(server):
    shown = pa("ask", "hi", "--dry-run", env=server.settings())
    assert "[about " in shown.stdout
    assert pa("ask", "hi", "--dry-run", "--json", env=server.settings()).json["is_estimate"]
    assert server.chats == []


def test_doctor_shows_the_server_and_what_is_wrong_with_it(server):
    found = pa("doctor", "--json", env=server.settings()).json["remote"]
    assert (found["model"], found["is_loopback"], found["problem"]) == ("big", True, "")
    server.pages["/v1/models"] = Reply(401, body={})
    wants_key = pa("doctor", env=server.settings())
    assert wants_key.exit_code == 1
    assert "wants a key" in wants_key.stdout
    assert pa("doctor", "--json").json["remote"] is None


def test_privacy_says_plainly_that_text_leaves_the_machine(server):
    here = pa("doctor", "--privacy", env=server.settings())
    assert "given to another program on this machine" in here.stdout
    away = pa(
        *("doctor", "--privacy"),
        env={"PA_ENGINE_KIND": "remote", "PA_ENGINE_BASE_URL": "http://gpu.example.com:8000"},
    )
    assert (
        "LEAVES THIS MACHINE: it is sent to gpu.example.com:8000 without encryption" in away.stdout
    )
    assert "never sent anywhere" not in away.stdout
    assert "http://gpu.example.com:8000" in away.stdout
    assert "never sent anywhere" in pa("doctor", "--privacy").stdout
    assert server.asked == []


def test_a_key_that_is_put_into_the_settings_is_not_repeated():
    refused = pa("config", "set", "engine.api_key_env", "sk-very-secret")
    assert refused.exit_code == 2
    assert "not the key itself" in refused.stderr
    in_address = pa("config", "set", "engine.base_url", "http://me:hunter2@host")
    assert in_address.exit_code == 2
    broken = pa("ask", "hi", env={"PA_ENGINE_API_KEY_ENV": "sk-very-secret"})
    shown = [refused.stderr, in_address.stderr, broken.stderr]
    assert not any("very-secret" in text or "hunter2" in text for text in shown)


def test_a_chat_that_cannot_change_its_server_goes_on_with_the_one_it_has(server):
    server.replies = [words("One."), words("Two.")]
    lines = "hi\n/set base_url http://127.0.0.1:1\nagain\n"
    chat = pa("chat", stdin=lines, env=server.settings(retries=0))
    assert "Nothing answers at http://127.0.0.1:1/v1." in chat.stderr
    assert "One." in chat.stdout


def test_the_server_makes_the_vectors_for_searching_notes(server):
    def embed(body):  # texts about animals lie near each other
        near = [any(word in text for word in ("pet", "Miso")) for text in body["input"]]
        rows = [
            {"index": i, "embedding": [1.0, 0.0] if is_near else [0.0, 1.0]}
            for i, is_near in enumerate(near)
        ]
        return {"data": rows}

    server.pages["/v1/embeddings"] = embed
    env = server.settings(embedding_model="small")
    pa("note", "add", stdin="# Vet visit\n\nMiso weighs 4.9 kg.\n")
    pa("note", "add", stdin="# Garage\n\nThe winter tyres are stored there.\n")
    refreshed = pa("docs", "refresh", env=env)
    assert refreshed.stdout == "0 documents: vectors made for 2 passages.\n"
    server.replies = [words("4.9 kg"), words("yes"), words("none"), words("It weighs 4.9 kg.")]
    answer = pa("ask", "--notes", "how heavy is our pet?", env=env)
    assert (answer.stdout, answer.stderr) == ("It weighs 4.9 kg [1].\n", "")
    assert {a.body["model"] for a in server.asked if a.path == "/v1/embeddings"} == {"small"}
