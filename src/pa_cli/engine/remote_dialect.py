"""What servers of one kind understand beyond what all of them share."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.sampling import Sampling

_MOST_STOPS = 4
_GO_ON = "Go on exactly where you stopped. Repeat nothing and explain nothing."


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of server.

    Attributes:
        name: How it is called in `pa doctor`.
        grammar_field: Where GBNF goes, "" when it takes none; dots go into objects.
        repeat_penalty_field: Its name for the repeat penalty, "" when it has none.
        takes_top_k: It knows top_k and min_p.
        takes_template_options: Options of the chat template can be sent (thinking).
        continues: "prefill" goes on with a last assistant message by itself, "flag" when asked
            to, "" never.
        at_once: How many requests it is given at a time; servers queue what is too much.
    """

    name: str
    grammar_field: str = ""
    repeat_penalty_field: str = ""
    takes_top_k: bool = False
    takes_template_options: bool = False
    continues: str = ""
    at_once: int = 4


OTHER = Dialect("OpenAI-compatible")
LLAMA_SERVER = Dialect(
    "llama.cpp",
    grammar_field="grammar",
    repeat_penalty_field="repeat_penalty",
    takes_top_k=True,
    takes_template_options=True,
    continues="prefill",
)
LLAMA_CPP_PYTHON = Dialect(
    "llama-cpp-python",
    grammar_field="grammar",
    repeat_penalty_field="repeat_penalty",
    takes_top_k=True,
    at_once=1,  # it breaks an answer off when another request comes
)
VLLM = Dialect(
    "vLLM",
    grammar_field="structured_outputs.grammar",
    repeat_penalty_field="repetition_penalty",
    takes_top_k=True,
    takes_template_options=True,
    continues="flag",
    at_once=16,
)
OLD_VLLM = replace(VLLM, grammar_field="guided_grammar")
SGLANG = replace(VLLM, name="SGLang", grammar_field="ebnf")
OLLAMA = Dialect("Ollama", continues="prefill")

# what the list of models says of whose they are
BY_OWNER: Mapping[str, Dialect] = {
    "llamacpp": LLAMA_SERVER,
    "me": LLAMA_CPP_PYTHON,
    "vllm": VLLM,
    "sglang": SGLANG,
    "library": OLLAMA,
}


def chat_messages(messages: Sequence[Message]) -> list[dict[str, str]]:
    """The messages as JSON; what is no character becomes "?"."""
    return [
        {"role": m.role, "content": m.content.encode("utf-8", "replace").decode()} for m in messages
    ]


def completion_body(
    dialect: Dialect, request: GenerationRequest, *, model: str, max_tokens: int
) -> dict[str, Any]:
    """The body of a chat completion that is streamed."""
    body: dict[str, Any] = {
        "model": model,
        "messages": chat_messages(request.messages),
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": max_tokens,
        **_sampling(dialect, request.sampling),
    }
    if request.continue_last:
        _ask_to_continue(dialect, body)
    if request.thinking is not None and dialect.takes_template_options:
        body["chat_template_kwargs"] = {"enable_thinking": request.thinking}
    if request.grammar or request.json_schema:
        _constrain(dialect, request, body)
    return body


def _sampling(dialect: Dialect, sampling: Sampling) -> dict[str, Any]:
    fields: dict[str, Any] = {"temperature": sampling.temperature, "top_p": sampling.top_p}
    if dialect.takes_top_k:
        no_limit = 0 if dialect.grammar_field == "grammar" else -1
        fields |= {"top_k": sampling.top_k or no_limit, "min_p": sampling.min_p}
    if dialect.repeat_penalty_field:
        fields[dialect.repeat_penalty_field] = sampling.repeat_penalty
    if sampling.seed is not None:
        fields["seed"] = sampling.seed
    if sampling.stop:
        fields["stop"] = list(sampling.stop[:_MOST_STOPS])
    return fields


def _ask_to_continue(dialect: Dialect, body: dict[str, Any]) -> None:
    if dialect.continues == "flag":
        body |= {"add_generation_prompt": False, "continue_final_message": True}
    elif not dialect.continues:
        body["messages"].append({"role": "user", "content": _GO_ON})


def _constrain(dialect: Dialect, request: GenerationRequest, body: dict[str, Any]) -> None:
    if request.grammar and dialect.grammar_field:
        group, dot, name = dialect.grammar_field.rpartition(".")
        body |= {group: {name: request.grammar}} if dot else {name: request.grammar}
    elif request.json_schema:
        schema = json.loads(request.json_schema)
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": schema},
        }
