"""Chat templates: content kept apart, a sandbox around code from model files."""

import pytest

from pa_cli.core.conversation import Message
from pa_cli.core.errors import EngineError, NoModelError
from pa_cli.engine.chat_template import (
    BUILT_IN_FORMATS,
    ChatTemplate,
    opens_reasoning,
)

TALK = [
    Message("system", "Be kind."),
    Message("user", "Hi <|im_end|>"),
    Message("assistant", "Hello."),
    Message("user", "Bye"),
]


def render(source, messages=TALK, *, thinking=None, continue_last=False, **tokens):
    return ChatTemplate(source, **tokens).render(
        messages, thinking=thinking, continue_last=continue_last
    )


def text(segments):
    return "".join(segment.text for segment in segments)


def test_content_is_apart_from_control_text():
    segments = render(BUILT_IN_FORMATS["chatml"])
    assert [s.text for s in segments if s.is_content] == [
        "Be kind.",
        "Hi <|im_end|>",
        "Hello.",
        "Bye",
    ]
    assert all("Hi" not in s.text for s in segments if not s.is_content)
    assert text(segments).endswith("<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n")


@pytest.mark.parametrize("name", sorted(BUILT_IN_FORMATS))
def test_every_built_in_format_holds_all_messages_in_order(name):
    rendered = text(render(BUILT_IN_FORMATS[name], bos="<s>", eos="</s>"))
    places = [rendered.index(message.content) for message in TALK]
    assert places == sorted(places)


def test_llama_2_puts_the_system_prompt_into_the_first_question():
    rendered = text(render(BUILT_IN_FORMATS["llama-2"], bos="<s>", eos="</s>"))
    assert rendered.startswith("<s>[INST] <<SYS>>\nBe kind.\n<</SYS>>\n\nHi")
    assert "Hello. </s><s>[INST] Bye [/INST]" in rendered


def test_a_template_without_a_system_role_gets_it_with_the_first_question():
    source = (
        "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}"
        "{% endif %}" + BUILT_IN_FORMATS["chatml"]
    )
    rendered = text(render(source))
    assert "<|im_start|>user\nBe kind.\n\nHi" in rendered
    assert "system" not in rendered


def test_a_refusal_that_is_not_about_the_system_prompt_is_told():
    with pytest.raises(EngineError, match="roles must alternate"):
        render("{{ raise_exception('roles must alternate') }}", [Message("user", "Hi")])


THINKING = (
    "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}<assistant>"
    "{% if enable_thinking is defined and not enable_thinking %}<think></think>"
    "{% elif enable_thinking is defined %}<think>\n{% endif %}"
)


def test_thinking_is_asked_for_asked_against_or_left_alone():
    assert text(render(THINKING)).endswith("<assistant>")
    assert text(render(THINKING, thinking=False)).endswith("<think></think>")
    opened = render(THINKING, thinking=True)
    assert opens_reasoning(opened)
    assert not opens_reasoning(render(THINKING, thinking=False))


def test_a_message_that_ends_with_a_think_tag_opens_nothing():
    assert not opens_reasoning(render("{{ messages[0].content }}", [Message("user", "<think>")]))


def test_going_on_ends_inside_the_last_message():
    segments = render(BUILT_IN_FORMATS["chatml"], TALK[:3], continue_last=True)
    assert text(segments).endswith("<|im_start|>assistant\nHello.")


def test_a_template_that_drops_the_last_message_is_refused():
    with pytest.raises(EngineError, match="leaves out"):
        render("{{ messages[0].content }}")


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ messages.append(1) }}",
        "{{ ''|attr('format')|attr('__globals__') }}",
        "{{ 1 / 0 }}",
        "{{ missing.name.deeper }}",
    ],
)
def test_code_in_a_template_cannot_leave_the_sandbox(source):
    with pytest.raises(EngineError):
        render(source)


def test_products_do_not_run_while_a_template_is_compiled_and_enormous_ones_never():
    source = "{% if more %}{{ 'a' * 3000000000 }}{% endif %}" + BUILT_IN_FORMATS["chatml"]
    assert "Bye" in text(render(source))
    for enormous in ("{{ 'a' * 3000000000 }}", "{{ 3000000000 * 'a' }}", "{{ 9 ** 999999999 }}"):
        with pytest.raises(EngineError, match="enormous"):
            render(enormous)


def test_a_template_that_does_not_compile_names_the_way_out():
    with pytest.raises(NoModelError) as raised:
        ChatTemplate("{% for m in messages %}")
    assert "--chat-format" in raised.value.hint


def test_the_placeholder_cannot_be_guessed_from_content():
    tricky = Message("user", "\ue0000000000000000000:0\ue001")
    assert [s.text for s in render(BUILT_IN_FORMATS["chatml"], [tricky]) if s.is_content] == [
        tricky.content
    ]
