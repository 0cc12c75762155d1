"""Tool calls in the formats that model families were trained on, found in what a model wrote.

Nothing here is trusted: a call that is found is checked like any other. A text that is a call in
one of these formats is never shown to the user as an answer.
"""

import ast
import json
import re
from collections.abc import Callable

from pa_cli.core.tool import ToolRequest

_LONGEST = 20_000
_HERMES = re.compile(r"<tool_call>\s*(\{.*\})\s*(?:</tool_call>)?", re.DOTALL)
_XML = re.compile(r"<tool_call>\s*<function=([\w.-]+)>(.*?)(?:</function>|$)", re.DOTALL)
_XML_PARAMETER = re.compile(r"<parameter=([\w.-]+)>\s*(.*?)\s*(?:</parameter>|$)", re.DOTALL)
_LLAMA = re.compile(r"(?:<\|python_tag\|>)?\s*(\{.*\})\s*(?:<\|eom_id\|>)?", re.DOTALL)
_MISTRAL = re.compile(
    r"\[TOOL_CALLS\]\s*([\w.-]+)\s*(?:\[CALL_ID\]\w+)?\[ARGS\]\s*(\{.*\})", re.DOTALL
)
_MISTRAL_LIST = re.compile(r"\[TOOL_CALLS\]\s*(\[.*\])", re.DOTALL)
_GEMMA = re.compile(r"<\|tool_call>\s*call:([\w.-]+)\s*(\{.*\})\s*(?:<tool_call\|>)?", re.DOTALL)
_GEMMA_QUOTE = '<|"|>'
_LFM2 = re.compile(r"<\|tool_call_start\|>\s*(\[.*\])\s*(?:<\|tool_call_end\|>)?", re.DOTALL)

MARKS = ("<tool_call>", "<|python_tag|>", "[TOOL_CALLS]", "<|tool_call>", "<|tool_call_start|>")
"""How native calls begin, but for the bare JSON of some models."""


def find_native_call(text: str) -> ToolRequest | None:
    """The first call in `text`, None when it is an answer."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST]
    bare = text.strip()
    for read in _READERS:
        try:
            found = read(bare)
        except (ValueError, SyntaxError, RecursionError, MemoryError, KeyError, TypeError):
            continue
        if found is not None:
            return found
    return None


def may_become_call(text: str) -> bool:
    """Whether what a model has written so far may be the beginning of a native call."""
    bare = text.lstrip()
    if not bare:
        return True
    begun = any(mark.startswith(bare) or bare.startswith(mark) for mark in MARKS)
    return begun or '{"name":'.startswith("".join(bare[:12].split())) or _is_named(bare)


def _is_named(text: str) -> bool:
    return "".join(text[:20].split()).startswith('{"name":')


def _request(name: object, arguments: object) -> ToolRequest | None:
    if isinstance(arguments, str):
        arguments = json.loads(arguments)
    if not isinstance(name, str) or not isinstance(arguments, dict | None):
        return None
    given = arguments or {}
    return ToolRequest(
        name,
        {
            str(key): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for key, value in given.items()
        },
    )


def _from_object(text: str) -> ToolRequest | None:
    data, _ = json.JSONDecoder().raw_decode(text)
    if not isinstance(data, dict) or "name" not in data:
        return None
    if "arguments" not in data and "parameters" not in data:
        return None
    return _request(data["name"], data.get("arguments", data.get("parameters")))


def _hermes(text: str) -> ToolRequest | None:
    found = _HERMES.search(text)
    return _from_object(found[1]) if found else None


def _qwen3_coder(text: str) -> ToolRequest | None:
    found = _XML.search(text)
    if found is None:
        return None
    return ToolRequest(found[1], dict(_XML_PARAMETER.findall(found[2])))


def _llama3(text: str) -> ToolRequest | None:
    found = _LLAMA.fullmatch(text)
    return _from_object(found[1]) if found else None


def _mistral(text: str) -> ToolRequest | None:
    if found := _MISTRAL.search(text):
        arguments, _ = json.JSONDecoder().raw_decode(found[2])
        return _request(found[1], arguments)
    listed = _MISTRAL_LIST.search(text)
    if listed is None:
        return None
    calls, _ = json.JSONDecoder().raw_decode(listed[1])
    return _request(calls[0]["name"], calls[0].get("arguments"))


def _gemma(text: str) -> ToolRequest | None:
    found = _GEMMA.search(text)
    if found is None:
        return None
    parts = found[2].split(_GEMMA_QUOTE)
    # outside of quotes the keys are bare; inside everything is text
    whole = ""
    for place, part in enumerate(parts):
        quoted = json.dumps(part, ensure_ascii=False)
        bare = re.sub(r"([{,]\s*)([A-Za-z_][\w.-]*)\s*:", r'\1"\2":', part)
        whole += quoted if place % 2 else bare
    return _request(found[1], json.loads(whole))


def _lfm2(text: str) -> ToolRequest | None:
    found = _LFM2.search(text)
    source = found[1] if found else text
    if not re.fullmatch(r"\[\s*[A-Za-z_]\w*\(.*\)\s*\]", source, re.DOTALL):
        return None
    tree = ast.parse(source, mode="eval").body
    call = tree.elts[0] if isinstance(tree, ast.List) and tree.elts else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.args:
        return None
    arguments = {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
    return _request(call.func.id, arguments)


_READERS: tuple[Callable[[str], ToolRequest | None], ...] = (
    _qwen3_coder,
    _hermes,
    _mistral,
    _gemma,
    _lfm2,
    _llama3,
)
