"""The chat template of a model, rendered so that content stays apart from control text.

A template is code from the model's file: it runs in Jinja's immutable sandbox. Each message's
content is rendered as a placeholder that cannot occur in a text, and put back afterwards as a
segment of its own, to be tokenized without control tokens. So `<|im_end|>` in a note is text.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from pa_cli.core.conversation import Message
from pa_cli.core.errors import EngineError, NoModelError
from pa_cli.core.text_stream import REASONING_TAGS

# Chat formats for models that bring no template, chosen by `engine.chat_format`.
BUILT_IN_FORMATS: dict[str, str] = {
    "chatml": (
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    ),
    "llama-2": (
        "{% if messages[0].role == 'system' %}{% set lead = '<<SYS>>\n' ~ messages[0].content ~ "
        "'\n<</SYS>>\n\n' %}{% set messages = messages[1:] %}{% else %}{% set lead = '' %}{% endif %}"
        "{% for m in messages %}{% if m.role == 'user' %}{{ bos_token }}[INST] "
        "{% if loop.first %}{{ lead }}{% endif %}{{ m.content }} [/INST]"
        "{% else %} {{ m.content }} {{ eos_token }}{% endif %}{% endfor %}"
    ),
    "gemma": (
        "{{ bos_token }}{% for m in messages %}<start_of_turn>"
        "{{ 'model' if m.role == 'assistant' else 'user' }}\n{{ m.content }}<end_of_turn>\n{% endfor %}"
        "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
    ),
    "plain": (
        "{% for m in messages %}{{ m.role | capitalize }}: {{ m.content }}\n\n{% endfor %}"
        "{% if add_generation_prompt %}Assistant:{% endif %}"
    ),
}

# what an expression of a template can raise beside Jinja's own errors
_TEMPLATE_FAULTS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a rendered prompt.

    Attributes:
        text: The text.
        is_content: From a message (tokenized as plain text), not from the template.
        message: Index of the message that the segment belongs to or leads up to.
    """

    text: str
    is_content: bool
    message: int


class ChatTemplate:
    """Renders messages to segments.

    Args:
        source: Jinja source, from the model file or one of `BUILT_IN_FORMATS`.
        bos: Text of the model's beginning-of-sequence token, "" for none.
        eos: Text of its end-of-sequence token, "" for none.

    Raises:
        NoModelError: The template does not compile.
    """

    def __init__(self, source: str, *, bos: str = "", eos: str = "") -> None:
        import jinja2

        from pa_cli.engine.template_sandbox import make_environment

        environment = make_environment()
        environment.globals.update(raise_exception=_refuse, strftime_now=_strftime_now)
        try:
            self._template = environment.from_string(source)
        except (jinja2.TemplateError, RecursionError) as error:
            raise NoModelError(
                f"The model's chat template is broken: {error}",
                hint="Name a format instead: --chat-format chatml",
            ) from None
        self._tokens = {"bos_token": bos, "eos_token": eos}
        self._source = source

    def render(
        self, messages: Sequence[Message], *, thinking: bool | None, continue_last: bool
    ) -> list[Segment]:
        """The prompt for `messages`, ending where the answer begins.

        Args:
            messages: The whole conversation.
            thinking: Asks a thinking model for its reasoning or against it; None leaves it alone.
            continue_last: The last message is an assistant message whose text goes on.

        Raises:
            EngineError: The template refuses these messages or drops the last one.
        """
        try:
            return self._render(messages, thinking=thinking, continue_last=continue_last)
        except _RefusedError:
            if len(messages) < 2 or messages[0].role != "system":
                raise
            return self._render(
                messages, thinking=thinking, continue_last=continue_last, merges_system=True
            )

    def _render(
        self,
        messages: Sequence[Message],
        *,
        thinking: bool | None,
        continue_last: bool,
        merges_system: bool = False,
    ) -> list[Segment]:
        """With `merges_system` the system message stands at the beginning of the first user message."""
        import jinja2

        mark = f"\ue000{secrets.token_hex(8)}"
        marked = [
            {"role": message.role, "content": f"{mark}:{index}\ue001"}
            for index, message in enumerate(messages)
        ]
        if merges_system:
            system = marked.pop(0)
            marked[0]["content"] = f"{system['content']}\n\n{marked[0]['content']}"
        values: dict[str, Any] = {
            "messages": marked,
            "add_generation_prompt": not continue_last,
            **self._tokens,
        }
        if thinking is not None:
            values["enable_thinking"] = thinking
        try:
            rendered = self._template.render(values)
        except _RefusedError:
            raise
        except (jinja2.TemplateError, *_TEMPLATE_FAULTS) as error:
            raise EngineError(f"The model's chat template failed: {error}") from None
        return _split(rendered, mark, messages, continue_last=continue_last)


def _split(
    rendered: str, mark: str, messages: Sequence[Message], *, continue_last: bool
) -> list[Segment]:
    segments: list[Segment] = []
    at = 0
    seen = -1
    for match in re.finditer(re.escape(mark) + ":(\\d+)\ue001", rendered):
        index = int(match[1])
        segments.append(Segment(rendered[at : match.start()], is_content=False, message=index))
        segments.append(Segment(messages[index].content, is_content=True, message=index))
        at = match.end()
        seen = max(seen, index)
    if seen < len(messages) - 1:
        raise EngineError("The model's chat template leaves out the last message.")
    if not continue_last:
        segments.append(Segment(rendered[at:], is_content=False, message=len(messages)))
    return [segment for segment in segments if segment.text]


def opens_reasoning(segments: Sequence[Segment]) -> bool:
    """Whether the prompt already opened the reasoning, so that the output begins inside it."""
    if not segments or segments[-1].is_content:
        return False
    tail = segments[-1].text.rstrip()
    return any(tail.endswith(opening) for opening, _ in REASONING_TAGS)


class _RefusedError(EngineError):
    """The template itself raised an exception: it does not take such messages."""


def _refuse(message: object) -> NoReturn:
    raise _RefusedError(f"The model's chat template refuses these messages: {message}")


def _strftime_now(pattern: str) -> str:
    # The date would change the constant prefix every day; the prompt's end tells it anyway.
    return datetime(2025, 1, 1).astimezone().strftime(pattern)
