"""Calls as model families write them are recognised, and nothing else is."""

import pytest

from pa_cli.core.native_tool_calls import find_native_call, may_become_call

PARIS = ("get_weather", {"city": "Paris"})
FORMS = {
    "hermes": '<tool_call>\n{"name": "get_weather", "arguments": {"city": "Paris"}}\n</tool_call>',
    "hermes without an end": '<tool_call>{"name": "get_weather", "arguments": {"city": "Paris"}}',
    "hermes after words": 'I look.\n<tool_call>{"name": "get_weather", "arguments": {"city": "Paris"}}</tool_call>',
    "qwen3-coder": (
        "<tool_call>\n<function=get_weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>"
    ),
    "llama3": '{"name": "get_weather", "parameters": {"city": "Paris"}}',
    "llama3 with its tag": '<|python_tag|>{"name": "get_weather", "parameters": {"city": "Paris"}}<|eom_id|>',
    "mistral": '[TOOL_CALLS]get_weather[ARGS]{"city": "Paris"}',
    "mistral, older": '[TOOL_CALLS] [{"name": "get_weather", "arguments": {"city": "Paris"}}]',
    "gemma4": '<|tool_call>call:get_weather{city:<|"|>Paris<|"|>}<tool_call|>',
    "lfm2": '<|tool_call_start|>[get_weather(city="Paris")]<|tool_call_end|>',
    "lfm2 without its marks": '[get_weather(city="Paris")]',
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read(form):
    found = find_native_call(FORMS[form])
    assert (found.name, dict(found.arguments)) == PARIS


@pytest.mark.parametrize("form", [form for form in FORMS if "after words" not in form])
def test_a_beginning_is_held_back(form):
    text = FORMS[form]
    if form == "lfm2 without its marks":
        return
    assert all(may_become_call(text[:end]) for end in range(len(text)))


def test_numbers_and_quotes_survive():
    found = find_native_call('<|tool_call>call:add{a:42,text:<|"|>x: "y", {z}<|"|>}<tool_call|>')
    assert dict(found.arguments) == {"a": "42", "text": 'x: "y", {z}'}
    assert dict(find_native_call("[f(a=1, b='two')]").arguments) == {"a": "1", "b": "two"}


@pytest.mark.parametrize(
    "text",
    [
        "The weather in Paris is fine.",
        '{"name": "Ana", "age": 3}',
        "[1, 2, 3]",
        "[see(the_manual)]",
        "<tool_call> is how Hermes models begin a call.",
        "[__import__('os').system('true')]",
        "[f(a=__import__('os'))]",
        '<tool_call>{"name": "f", "arguments": ' + "[" * 5000,
        "<tool_call>" + "{" * 10_000_000,
        "",
    ],
)
def test_what_is_no_call_is_an_answer(text):
    assert find_native_call(text) is None


@pytest.mark.parametrize("text", ["Hello", "The <tool_call>", "{ 'a': 1 }", "[1] says"])
def test_answers_are_not_held_back(text):
    assert not may_become_call(text)
