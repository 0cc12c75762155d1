"""The remote engine against a scripted server on this machine."""

import json
import socket
import threading
import time

import pytest

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import (
    ConfigError,
    ContextOverflowError,
    EngineError,
    InterruptedByUserError,
    NetworkError,
    NoModelError,
)
from pa_cli.core.events import Finished, ReasoningDelta, TextDelta
from pa_cli.core.sampling import Sampling
from pa_cli.core.setting_specs import BY_KEY
from pa_cli.core.setting_specs.models import ENGINE_BASE_URL
from pa_cli.core.settings import Resolved, Settings
from pa_cli.engine.open_remote import RemotePlace, look_at_remote, open_remote, open_remote_embedder
from tests.support.chat_server import ChatServer, Reply, words
from tests.support.interrupts import ctrl_c_after

ASKED = [Message("system", "Be short."), Message("user", "Hi")]


@pytest.fixture
def server():
    with ChatServer().running() as server:
        yield server


def settings(address, **values):
    wanted = {"kind": "remote", "base_url": address, "retries": 0, **values}
    return Settings({f"engine.{k}": Resolved(v, "flag") for k, v in wanted.items()})


def opened(server, model=None, *, key="", notice=lambda _: None, **values):
    place = RemotePlace({"KEY": key}, notice=notice)
    if key:
        values["api_key_env"] = "KEY"
    return open_remote(settings(server.url, **values), place, model)


def answer(engine, messages=ASKED, **wishes):
    events = list(engine.generate(GenerationRequest(messages, **wishes)))
    assert [e for e in events if isinstance(e, Finished)] == [events[-1]]
    text = "".join(e.text for e in events if isinstance(e, TextDelta))
    return text, events[-1]


def test_an_answer_is_streamed_with_the_servers_own_counts(server):
    counts = {"prompt_tokens": 20, "completion_tokens": 2}
    usage = {**counts, "prompt_tokens_details": {"cached_tokens": 16}}
    server.replies = [words("Hello", ", 世界", usage=usage)]
    with opened(server) as engine:
        text, finished = answer(engine, sampling=Sampling(seed=7, stop=("END",), max_tokens=99))
    assert (text, engine.model_name) == ("Hello, 世界", "big")
    assert finished.finish_reason == "stop"
    assert finished.usage.cached_tokens == 16
    assert (finished.usage.prompt_tokens, finished.usage.completion_tokens) == (20, 2)
    assert not finished.usage.is_estimate
    [body] = server.chats
    assert body["messages"] == [
        {"role": "system", "content": "Be short."},
        {"role": "user", "content": "Hi"},
    ]
    assert (body["model"], body["seed"], body["stop"], body["max_tokens"]) == (
        "big",
        7,
        ["END"],
        99,
    )
    # a server of an unknown kind is asked for nothing that it may refuse
    assert not {"top_k", "min_p", "repeat_penalty", "grammar"} & set(body)


def test_without_usage_the_counts_are_called_estimates(server):
    server.replies = [words("a", "b", finish="length")]
    with opened(server) as engine:
        finished = answer(engine)[1]
        assert not engine.counts_exactly
    assert finished.finish_reason == "length"
    assert finished.usage.is_estimate
    assert finished.usage.completion_tokens == 2
    assert finished.usage.prompt_tokens > 4


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
def test_reasoning_is_kept_apart_however_it_comes(server, field):
    apart = [{"choices": [{"delta": {field: "hmm"}}]}, {"choices": [{"delta": {"content": "Yes"}}]}]
    server.replies = [Reply(events=[*apart, "[DONE]"]), words("<thi", "nk>hmm</think>", "Yes")]
    with opened(server) as engine:
        for _ in range(2):
            events = list(engine.generate(GenerationRequest(ASKED)))
            assert [e.text for e in events if isinstance(e, ReasoningDelta)] == ["hmm"]
            assert [e.text for e in events if isinstance(e, TextDelta)] == ["Yes"]


def test_a_stop_text_ends_the_answer_also_when_the_server_goes_on(server):
    server.replies = [words("one S", "TOP two")]
    with opened(server) as engine:
        text, finished = answer(engine, sampling=Sampling(stop=("STOP",)))
    assert (text, finished.finish_reason) == ("one ", "stop")


def test_a_server_that_does_not_stream_is_understood(server):
    choice = {"message": {"role": "assistant", "content": "All at once"}, "finish_reason": "stop"}
    server.replies = [Reply(body={"choices": [choice], "usage": {"prompt_tokens": 3}})]
    with opened(server) as engine:
        assert answer(engine)[0] == "All at once"


@pytest.mark.parametrize(
    ("owner", "field"),
    [
        ("llamacpp", "grammar"),
        ("me", "grammar"),
        ("vllm", "structured_outputs"),
        ("sglang", "ebnf"),
        ("library", "response_format"),
        ("someone", "response_format"),
    ],
)
def test_each_kind_of_server_is_constrained_in_its_own_way(owner, field):
    grammar, schema = 'root ::= "yes"', {"type": "string"}
    with ChatServer(owner=owner).running() as server:
        server.replies = [words('"yes"')]
        with opened(server) as engine:
            answer(engine, grammar=grammar, json_schema=json.dumps(schema))
        [body] = server.chats
    expected = {
        "grammar": grammar,
        "ebnf": grammar,
        "structured_outputs": {"grammar": grammar},
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": schema},
        },
    }
    names = {"grammar", "ebnf", "structured_outputs", "response_format", "guided_grammar"}
    assert {name: body[name] for name in names & set(body)} == {field: expected[field]}


def test_an_old_vllm_is_asked_as_it_understands():
    with ChatServer(owner="vllm").running() as server:
        server.pages["/version"] = {"version": "0.8.5"}
        server.replies = [words("x")]
        with opened(server) as engine:
            answer(engine, grammar='root ::= "x"', thinking=False)
        [body] = server.chats
    assert body["guided_grammar"] == 'root ::= "x"'
    assert body["chat_template_kwargs"] == {"enable_thinking": False}


@pytest.mark.parametrize("owner", ["vllm", "llamacpp", "someone"])
def test_an_answer_is_continued(owner):
    with ChatServer(owner=owner).running() as server:
        server.replies = [words(" there")]
        with opened(server) as engine:
            answer(engine, [*ASKED, Message("assistant", "Hi")], continue_last=True)
        [body] = server.chats
    last = body["messages"][-1]
    assert body.get("continue_final_message", False) == (owner == "vllm")
    assert last["role"] == ("user" if owner == "someone" else "assistant")


def test_llama_server_counts_by_its_own_template():
    with ChatServer(owner="llamacpp").running() as server:
        server.pages["/props"] = {"default_generation_settings": {"n_ctx": 300}}
        server.pages["/apply-template"] = lambda body: {
            "prompt": "".join(f"<{m['role']}>{m['content']}" for m in body["messages"])
        }
        server.pages["/tokenize"] = lambda body: {"tokens": list(body["content"])}
        with opened(server) as engine:
            assert engine.context_limit == 300
            assert engine.count_text_tokens("abc") == 3
            assert engine.count_tokens([Message("user", "abc")]) == len("<user>abc")
            assert engine.counts_exactly
            with pytest.raises(ContextOverflowError) as overflow:
                engine.generate(GenerationRequest([Message("user", "x" * 290)]))
            assert (overflow.value.needed, overflow.value.available) == (371, 300)
            server.replies = [words("ok")]
            answer(engine, [Message("user", "x" * 144)])
        assert server.chats[-1]["max_tokens"] == 150


def test_what_the_server_says_of_its_context_counts():
    with ChatServer(owner="vllm").running() as server:
        server.pages["/v1/models"]["data"][0]["max_model_len"] = 8192
        server.pages["/version"] = {"version": "0.12.0"}
        server.pages["/tokenize"] = lambda body: {"count": 77 if "messages" in body else 5}
        with opened(server) as engine:
            assert engine.context_limit == 8192
            assert (engine.count_tokens(ASKED), engine.count_text_tokens("x")) == (77, 5)
        with opened(server, context=512) as engine:
            assert engine.context_limit == 512


def test_a_server_that_does_not_count_gets_a_cautious_estimate(server):
    with opened(server) as engine:
        assert engine.count_text_tokens("twelve chars") >= 4
        assert engine.count_text_tokens("你好世界") >= 4
        with pytest.raises(ContextOverflowError, match=r"about .* engine\.context"):
            engine.generate(GenerationRequest([Message("user", "word " * 5000)]))
    assert server.chats == []


def test_the_server_itself_says_that_a_prompt_is_too_long(server):
    message = (
        "This model's maximum context length is 4096 tokens. However, you requested 5036 tokens "
        "(5031 in the messages, 5 in the completion)."
    )
    server.replies = [Reply(400, body={"error": {"message": message, "code": 400}})]
    with opened(server, context=9000) as engine, pytest.raises(ContextOverflowError) as overflow:
        answer(engine)
    assert (overflow.value.needed, overflow.value.available) == (5036, 4096)


def test_models_are_named_by_a_beginning_and_unknown_ones_are_refused(server):
    for wanted, found in (("sm", "small"), ("BIG", "big"), (None, "big")):
        with opened(server, wanted) as engine:
            assert engine.model_name == found
    with pytest.raises(NoModelError, match=r"no model called huge. It has: big, small"):
        opened(server, "huge")
    server.pages["/v1/models"] = Reply(404, body=b"no")
    with opened(server, "huge") as engine:
        assert engine.model_name == "huge"
    with pytest.raises(NoModelError, match="does not say which"):
        opened(server)
    error = {"error": {"message": "The model `huge` does not exist.", "code": 404}}
    server.replies = [Reply(404, body=error)]
    with opened(server, "huge") as engine, pytest.raises(NoModelError, match="huge"):
        answer(engine)


def test_models_are_named_without_their_folder_or_owner():
    models = ("/srv/models/qwen2.5-7b.gguf", "meta/llama-3")
    with ChatServer(models=models).running() as server:
        for name, meant in (("qwen2", models[0]), ("llama-3", models[1]), ("meta", models[1])):
            with opened(server, name) as engine:
                assert engine.model_name == meant


def test_the_key_goes_to_the_server_and_into_no_message(server):
    server.replies = [words("ok"), Reply(401, body={"error": {"message": "bad key sk-secret"}})]
    with opened(server, key="sk-secret") as engine:
        answer(engine)
        with pytest.raises(EngineError) as refused:
            answer(engine)
    assert {asked.headers.get("authorization") for asked in server.asked} == {"Bearer sk-secret"}
    assert "KEY" in refused.value.message
    assert "sk-secret" not in refused.value.message + refused.value.hint
    with opened(server) as engine:
        server.replies = [Reply(401, body={})]
        with pytest.raises(EngineError) as keyless:
            answer(engine)
    assert "engine.api_key_env" in keyless.value.hint
    assert "authorization" not in server.asked[-1].headers
    with pytest.raises(ConfigError, match="no such variable"):
        open_remote(settings(server.url, api_key_env="MISSING"), RemotePlace({}))


def test_a_busy_server_is_asked_again_before_a_word_came(server):
    server.replies = [Reply(429, body={}, headers={"Retry-After": "0"}), Reply(503, body={})]
    server.replies.append(words("at last"))
    with opened(server, retries=2) as engine:
        assert answer(engine)[0] == "at last"
    server.replies = [Reply(429, body={"error": {"message": "slow down"}})] * 2
    with opened(server, retries=1) as engine, pytest.raises(EngineError, match=r"429.*slow down"):
        answer(engine)
    server.replies = [Reply(429, body={}, headers={"Retry-After": "3600"}), words("never")]
    with opened(server, retries=1) as engine, pytest.raises(EngineError, match="429"):
        answer(engine)


def test_a_server_that_starts_is_waited_for():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(EngineError, match=f"Nothing answers at {address}/v1"):
        open_remote(settings(address), RemotePlace({}))


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(500, body={"error": {"message": "out of memory"}}), "500.*out of memory"),
        (Reply(404, body=b"<html>not here</html>"), "no OpenAI-compatible server"),
        (Reply(events=["{broken"]), "no JSON"),
        (Reply(events=["[1]"]), "no answer"),
        (Reply(events=[{"error": {"message": "CUDA failed"}}]), "CUDA failed"),
        (
            Reply(302, body={}, headers={"Location": "http://example.com/v1"}),
            "example.com; refused",
        ),
    ],
)
def test_what_a_server_does_wrong_is_said(server, reply, said):
    server.replies = [reply]
    with opened(server) as engine, pytest.raises(EngineError, match=said):
        answer(engine)


@pytest.mark.parametrize("path", ["/api", "/v1/chat/completions"])
def test_an_address_with_a_wrong_path_is_mended_by_name(server, path):
    with pytest.raises(EngineError, match="There are no models at") as error:
        open_remote(settings(server.url + path), RemotePlace({}), None)
    assert error.value.hint == f"Mend the address: pa config set engine.base_url {server.url}/v1"


@pytest.mark.parametrize("how", ["cut", "unfinished"])
def test_a_stream_that_ends_in_the_middle_is_not_taken_for_a_whole_answer(server, how):
    reply = words("Half of", finish=None)
    reply.events = [event for event in reply.events or [] if event != "[DONE]"]
    reply.cut = how == "cut"
    server.replies = [reply, words("never asked again")]
    with opened(server, retries=3) as engine:
        events = engine.generate(GenerationRequest(ASKED))
        assert next(events) == TextDelta("Half of")
        with pytest.raises(EngineError, match="broke off"):
            next(events)
    assert len(server.chats) == 1


def test_a_redirect_within_the_server_is_followed(server):
    server.replies = [
        Reply(308, body={}, headers={"Location": "/v1/chat/completions"}),
        words("here"),
    ]
    with opened(server) as engine:
        assert answer(engine)[0] == "here"


def test_a_silent_server_is_given_up(server):
    hold = threading.Event()
    server.replies = [Reply(body={}, hold=hold)]
    with opened(server, first_token_timeout=0.2) as engine:
        with pytest.raises(EngineError, match="silent") as error:
            answer(engine)
        hold.set()
    assert "engine.first_token_timeout" in error.value.hint


@pytest.mark.parametrize("when", ["before the first word", "after it"])
def test_ctrl_c_does_not_wait_for_the_server(server, when):
    hold = threading.Event()
    reply = Reply(body={}, hold=hold)
    if when == "after it":
        reply = words("Half", finish=None)
        reply.events = (reply.events or [])[:-1]
        reply.hold = hold
    server.replies = [reply]
    with opened(server) as engine, ctrl_c_after(0.3):
        started = time.monotonic()
        text, finished = answer(engine)
        waited = time.monotonic() - started
    hold.set()
    assert finished.finish_reason == "interrupted"
    assert text == ("" if when == "before the first word" else "Half")
    assert waited < 5  # the server would hold it for half a minute


def test_ctrl_c_while_the_server_is_looked_at(server):
    hold = threading.Event()
    server.pages["/v1/models"] = Reply(body={}, hold=hold)
    with pytest.raises(InterruptedByUserError), ctrl_c_after(0.2):
        opened(server)
    hold.set()


def test_a_closed_generator_ends_the_request(server):
    hold = threading.Event()
    reply = words("Half", finish=None)
    reply.events = (reply.events or [])[:-1]
    reply.hold = hold
    server.replies = [reply, words("next")]
    with opened(server) as engine:
        events = engine.generate(GenerationRequest(ASKED))
        assert next(events) == TextDelta("Half")
        events.close()
        assert answer(engine)[0] == "next"
    hold.set()


def test_offline_allows_this_machine_only(server):
    place = RemotePlace({}, offline=True)
    with open_remote(settings(server.url), place) as engine:
        assert engine.model_name == "big"
    with pytest.raises(NetworkError, match="another machine"):
        open_remote(settings("https://example.com"), place)


def test_an_address_without_encryption_is_named_once():
    said = []
    place = RemotePlace({}, notice=said.append)
    with pytest.raises(EngineError, match="no host called"):
        open_remote(settings("http://pa-test.invalid", connect_timeout=0.5), place)
    assert len(said) == 1
    assert "without encryption" in said[0]
    with pytest.raises(ConfigError, match=r"engine\.base_url"):
        open_remote(settings(""), place)


def test_embeddings_come_in_order_and_with_length_1(server):
    def embed(body):
        rows = [
            {"index": i, "embedding": [float(len(text)), 0.0, 3.0]}
            for i, text in enumerate(body["input"])
        ]
        return {"data": rows[::-1]}

    server.pages["/v1/embeddings"] = embed
    place = RemotePlace({})
    with open_remote_embedder(settings(server.url), place, "small", prefixes=("", "")) as embedder:
        vectors = embedder.embed(["four", "", *["x"] * 40])
    assert len(vectors) == 42
    assert list(vectors[0]) == pytest.approx([0.8, 0, 0.6])
    assert vectors[1][0] == pytest.approx(vectors[2][0])
    server.pages["/v1/embeddings"] = {"data": []}
    embedder = open_remote_embedder(settings(server.url), place, "small", prefixes=("", ""))
    with embedder, pytest.raises(EngineError, match="no vectors"):
        embedder.embed(["x"])


def test_a_doctor_looks_without_failing(server):
    found = look_at_remote(settings(server.url), RemotePlace({}))
    assert (found.problem, found.model, found.models) == ("", "big", ("big", "small"))
    assert found.is_loopback
    assert found.context_is_assumed
    gone = look_at_remote(settings("http://127.0.0.1:1"), RemotePlace({}))
    assert "Nothing answers" in gone.problem
    assert gone.milliseconds is None


def test_every_setting_of_the_server_is_in_the_table():
    assert BY_KEY["engine.base_url"].kind.parse("https://host/v1") == "https://host/v1"
    for wrong in ("host:80", "ftp://host", "http://user:pw@host", "http://host/?q", "http://"):
        with pytest.raises(ValueError, match="must"):
            ENGINE_BASE_URL.kind.parse(wrong)


def numbered(count):
    return [GenerationRequest([Message("user", f"Say {n}")]) for n in range(count)]


def echo(body):
    """What was asked, as an answer of a server that does not stream."""
    message = {"content": body["messages"][-1]["content"].removeprefix("Say ")}
    return {"choices": [{"message": message, "finish_reason": "stop"}]}


@pytest.mark.parametrize("owner", ["vllm", "me", "someone"])
def test_many_requests_are_answered_in_their_order(owner):
    with ChatServer(owner=owner).running() as server:
        server.pages["/v1/chat/completions"] = echo
        with opened(server) as engine:
            came = list(engine.generate_many(iter(numbered(40))))
    texts = [event.text for _, event in came if isinstance(event, TextDelta)]
    assert texts == [str(n) for n in range(40)]
    assert [n for n, event in came if isinstance(event, Finished)] == list(range(40))


def test_many_requests_are_under_way_at_a_time(server):
    together = threading.Barrier(4, timeout=30)

    def wait_for_others(body):
        together.wait()
        return echo(body)

    server.pages["/v1/chat/completions"] = wait_for_others
    with opened(server) as engine:
        assert len(list(engine.generate_many(numbered(4)))) == 8


def test_one_that_fails_is_told_after_those_before_it(server):
    server.pages["/v1/chat/completions"] = echo
    requests = numbered(6)
    requests[4] = GenerationRequest([Message("user", "word " * 9000)])
    came = []
    with opened(server) as engine, pytest.raises(ContextOverflowError):
        came.extend(engine.generate_many(requests))
    assert [n for n, event in came if isinstance(event, Finished)] == [0, 1, 2, 3]


def test_ctrl_c_ends_all_that_are_under_way(server):
    hold = threading.Event()
    server.pages["/v1/chat/completions"] = Reply(body={}, hold=hold)
    with opened(server) as engine, ctrl_c_after(0.3):
        came = list(engine.generate_many(numbered(9)))
    hold.set()
    assert {e.finish_reason for _, e in came if isinstance(e, Finished)} == {"interrupted"}
    assert [n for n, _ in came] == [0, 1, 2, 3]


def test_proxies_of_the_environment_are_used_and_not_for_this_machine(server, monkeypatch):
    server.replies = [words("through the proxy")]
    monkeypatch.setenv("http_proxy", server.url.replace("//", "//me:pass@"))
    monkeypatch.delenv("no_proxy", raising=False)
    with open_remote(settings("http://gpu.example.com"), RemotePlace({})) as engine:
        assert answer(engine)[0] == "through the proxy"
    assert {asked.headers["host"] for asked in server.asked} == {"gpu.example.com"}
    assert {asked.headers["proxy-authorization"] for asked in server.asked} == {
        "Basic bWU6cGFzcw=="
    }
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with opened(server) as engine:
        assert engine.model_name == "big"


def test_a_certificate_that_nobody_trusts_is_refused(server):
    address = server.url.replace("http:", "https:")
    with pytest.raises(EngineError) as refused:  # it does not even speak TLS
        open_remote(settings(address), RemotePlace({}))
    assert "127.0.0.1" in refused.value.message
