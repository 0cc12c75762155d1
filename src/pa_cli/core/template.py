"""Templates: prompts with parameters, written once and run on many texts.

`{{name}}` in a prompt stands for the value of the parameter `name`, `{{text}}` for the input.
What is put in is never looked through again, so a text cannot smuggle in a placeholder.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pa_cli.core.conversation import Message
from pa_cli.core.errors import UsageError
from pa_cli.core.languages import ENGLISH, detect_language

InputRule = Literal["required", "optional", "none"]
OutputKind = Literal["text", "json", "label"]
TEXT = "text"
"""The placeholder of the input."""

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][\w-]*)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that the user may say about a run.

    Attributes:
        name: Its name.
        help: What it is for, in a sentence.
        default: Its value when nothing is given; None when it must be given.
        choices: What it may be, each with the words that the prompt gets for it; empty for any text.
        is_open: Other texts than the choices may be given too.
        phrase: The words that the prompt gets for a value that is not empty, with `{{value}}` in
            them; "" for the value itself.
    """

    name: str
    help: str = ""
    default: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    phrase: str = ""
    is_open: bool = False

    def wording(self, value: str) -> str:
        """What the prompt gets for `value`.

        Raises:
            UsageError: It is none of the choices.
        """
        if value in self.choices:
            return self.choices[value]
        if self.choices and not self.is_open:
            near = difflib.get_close_matches(value, self.choices, n=1)
            raise UsageError(
                f"{self.name} cannot be {value!r}"
                + (f"; did you mean {near[0]!r}?" if near else "."),
                hint=f"Choose one of: {', '.join(self.choices)}",
            )
        if not value or not self.phrase:
            return value
        return self.phrase.replace("{{value}}", value)


@dataclass(frozen=True, slots=True)
class Example:
    """An input and the answer that is wished for it, with its own parameter values.

    `language` is the code of the only language of texts that it is shown to, "" for all.
    """

    input: str
    output: str
    values: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """What a template yields.

    Attributes:
        kind: Free text, JSON after `schema`, or exactly one of `labels`.
        schema: JSON Schema or the short form, "" for none.
        labels: The labels.
        lead: How the answer begins; the model goes on from there.
        answers: The parameter with a question that is answered from the input and from nothing
            else, which code sees to; "" for none.
        grades: The parameter with a rubric that the schema's points are held to and added up by;
            "" for none.
        new: What becomes of what the answer says and the input does not: cells and figures are
            "marked", or sentences with steps and results "withheld"; "" for nothing.
    """

    kind: OutputKind = "text"
    schema: str = ""
    labels: tuple[str, ...] = ()
    lead: str = ""
    answers: str = ""
    grades: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt that can be run.

    Attributes:
        name: What the user calls it.
        description: What it does, in a line.
        system: System prompt; constant but for its parameters.
        prompt: What is asked, with placeholders.
        input: Whether it takes a text.
        parameters: What can be said about a run.
        examples: Shown to the model before the input.
        sampling: Settings of the group `generation` by their short names.
        output: What it yields.
        is_own: It is the user's, not one that comes with pa.
    """

    name: str
    description: str = ""
    system: str = ""
    prompt: str = "{{text}}"
    input: InputRule = "required"
    parameters: tuple[Parameter, ...] = ()
    examples: tuple[Example, ...] = ()
    sampling: Mapping[str, Any] = field(default_factory=dict)
    output: Output = field(default_factory=Output)
    is_own: bool = False

    @property
    def constant(self) -> int:
        """How many messages at the beginning of its prompts come before the input."""
        return bool(self.system) + 2 * len(self.examples)

    def for_text(self, text: str) -> "Template":
        """The template with the examples that `text` is answered by; English ones for want of others.

        A small model answers in the language of the last example rather than in that of the text.
        """
        if not any(example.language for example in self.examples):
            return self
        code = detect_language(text).code
        if code not in {example.language for example in self.examples}:
            code = ENGLISH.code
        fitting = tuple(e for e in self.examples if e.language in {"", code})
        return replace(self, examples=fitting)

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """A value for every parameter.

        Raises:
            UsageError: One is not known, missing, or none of its choices.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                raise _unknown_parameter(self, name, names)
        values = {}
        for parameter in self.parameters:
            value = given.get(parameter.name, parameter.default)
            if value is None:
                raise UsageError(
                    f"The template {self.name!r} needs {parameter.name}"
                    + (f": {parameter.help}" if parameter.help else "."),
                    hint=f"Give it: -p {parameter.name}=...",
                )
            parameter.wording(value)
            values[parameter.name] = value
        return values

    def messages(self, values: Mapping[str, str], text: str) -> list[Message]:
        """The prompt for `text`; `values` has every parameter."""
        messages = [Message("system", self._fill(self.system, values, ""))] if self.system else []
        for example in self.examples:
            shown = {**values, **example.values}
            messages.append(Message("user", self._fill(self.prompt, shown, example.input)))
            messages.append(Message("assistant", example.output))
        messages.append(Message("user", self._fill(self.prompt, values, text)))
        return messages

    def _fill(self, source: str, values: Mapping[str, str], text: str) -> str:
        words = {
            parameter.name: parameter.wording(values[parameter.name])
            for parameter in self.parameters
        }
        words[TEXT] = text
        return _PLACEHOLDER.sub(lambda match: words[match[1]], source).strip()


def placeholders(source: str) -> Sequence[str]:
    """The names that stand between double braces in `source`."""
    return list(dict.fromkeys(match[1] for match in _PLACEHOLDER.finditer(source)))


def _unknown_parameter(template: Template, name: str, names: Sequence[str]) -> UsageError:
    near = difflib.get_close_matches(name, names, n=1)
    return UsageError(
        f"The template {template.name!r} has no parameter {name!r}"
        + (f"; did you mean {near[0]!r}?" if near else "."),
        hint=f"It has: {', '.join(names)}." if names else "It has no parameters.",
    )
