"""Templates as TOML."""

import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn, get_args

from pa_cli.core.errors import ConfigError, UsageError
from pa_cli.core.rubric import holds_grades
from pa_cli.core.schema import parse_schema
from pa_cli.core.setting_specs import GENERATION_SETTINGS
from pa_cli.core.template import (
    TEXT,
    Example,
    InputRule,
    Output,
    OutputKind,
    Parameter,
    Template,
    placeholders,
)
from pa_cli.core.toml_fault import toml_fault

_KEYS = (
    "description",
    "system",
    "prompt",
    "input",
    "parameters",
    "examples",
    "sampling",
    "output",
)
SAMPLING_KEYS = (
    "temperature",
    "top_k",
    "top_p",
    "min_p",
    "repeat_penalty",
    "seed",
    "max_tokens",
    "stop",
)


def parse_template(
    name: str, source: str, *, origin: str, is_own: bool = False, hint: str = ""
) -> Template:
    """Read a template.

    Args:
        name: What the user calls it.
        source: The TOML.
        origin: The file, for messages.
        is_own: It is the user's.
        hint: What mends a broken one.

    Raises:
        ConfigError: It is no TOML, a key is not known, or something does not fit together.
    """
    try:
        return _Reader(name, tomllib.loads(source), origin, source, hint).read(is_own=is_own)
    except tomllib.TOMLDecodeError as error:
        place, reason = toml_fault(error, source)
        raise ConfigError(f"{origin}, {place}: {reason}.", hint=hint) from None
    except RecursionError:
        raise ConfigError(f"{origin} is nested too deeply.", hint=hint) from None


class _Reader:
    def __init__(
        self, name: str, table: dict[str, Any], origin: str, source: str, hint: str
    ) -> None:
        self._name, self._table, self._origin, self._source = name, table, origin, source
        self._hint = hint

    def read(self, *, is_own: bool) -> Template:
        table = self._table
        self._check_keys(table, _KEYS, "")
        parameters = tuple(self._parameters())
        template = Template(
            name=self._name,
            description=self._text(table, "description"),
            system=self._text(table, "system"),
            prompt=self._text(table, "prompt", "{{text}}"),
            input=self._choice(table, "input", get_args(InputRule), "required"),
            parameters=parameters,
            examples=tuple(self._examples({parameter.name for parameter in parameters})),
            sampling=self._sampling(),
            output=self._output(),
            is_own=is_own,
        )
        self._check_placeholders(template)
        return template

    def _parameters(self) -> Iterator[Parameter]:
        for name, table in self._tables("parameters").items():
            self._check_keys(
                table, ("help", "default", "choices", "open", "phrase"), f"parameters.{name}."
            )
            if name == TEXT:
                self._refuse(
                    "a parameter cannot be called text, which is the input", "parameters.text"
                )
            choices = table.get("choices", {})
            if isinstance(choices, list):
                choices = {str(choice): str(choice) for choice in choices}
            if not isinstance(choices, dict) or not all(
                isinstance(words, str) for words in choices.values()
            ):
                self._refuse(f"parameters.{name}.choices is no list and no table of texts", name)
            default = table.get("default")
            parameter = Parameter(
                name,
                help=self._text(table, "help"),
                default=None if default is None else str(default),
                choices=choices,
                phrase=self._text(table, "phrase"),
                is_open=table.get("open") is True,
            )
            self._check_parameter(parameter)
            yield parameter

    def _check_parameter(self, parameter: Parameter) -> None:
        """What a parameter puts in is put in as it is: it can call no other, and not itself."""
        if set(placeholders(parameter.phrase)) - {"value"}:
            self._refuse(
                f"parameters.{parameter.name}.phrase can hold {{{{value}}}} and no other placeholder",
                "phrase",
            )
        for words in parameter.choices.values():
            if placeholders(words):
                self._refuse(
                    f"parameters.{parameter.name}.choices cannot hold placeholders", "choices"
                )
        if parameter.default is not None:
            try:
                parameter.wording(parameter.default)
            except UsageError:
                self._refuse(
                    f"parameters.{parameter.name}.default is none of its choices", "default"
                )

    def _examples(self, names: set[str]) -> Iterator[Example]:
        examples = self._table.get("examples", [])
        if not isinstance(examples, list) or not all(isinstance(item, dict) for item in examples):
            self._refuse("examples must be written as [[examples]]", "examples")
        for example in examples:
            values = {key: str(value) for key, value in example.items() if key in names}
            self._check_keys(example, ("input", "output", "language", *names), "examples.")
            output = example.get("output", "")
            if not isinstance(output, str):
                output = json.dumps(output, ensure_ascii=False)
            language = "" if "language" in names else self._text(example, "language")
            yield Example(self._text(example, "input"), output, values, language)

    def _sampling(self) -> dict[str, Any]:
        table = self._table.get("sampling", {})
        if not isinstance(table, dict):
            self._refuse("sampling must be a table", "sampling")
        self._check_keys(table, SAMPLING_KEYS, "sampling.")
        kinds = {setting.key.partition(".")[2]: setting.kind for setting in GENERATION_SETTINGS}
        for key, value in table.items():
            try:
                kinds[key].check(value)
            except ValueError as error:
                self._refuse(f"sampling.{key} {error}", key)
        return table

    def _output(self) -> Output:
        table = self._table.get("output", {})
        if not isinstance(table, dict):
            self._refuse("output must be a table", "output")
        self._check_keys(
            table, ("type", "schema", "labels", "lead", "answers", "grades", "new"), "output."
        )
        schema = table.get("schema", "")
        if isinstance(schema, dict):
            schema = json.dumps(schema, ensure_ascii=False)
        try:
            if schema:
                parse_schema(str(schema))
        except UsageError as error:
            self._refuse(f"output.schema cannot be used. {error.message.rstrip('.')}", "schema")
        labels = self._labels(table)
        implied = "json" if schema else "label" if labels else "text"
        kind = self._choice(table, "type", get_args(OutputKind), implied)
        if kind == "json" and not schema:
            self._refuse('output.type is "json", but there is no output.schema', "type")
        lead = self._text(table, "lead")
        answers, grades = self._named(table, "answers"), self._named(table, "grades")
        if answers and kind != "text":
            self._refuse("output.answers goes with answers in free text alone", "answers")
        if grades and not holds_grades(parse_schema(str(schema)).document if schema else {}):
            self._refuse(
                "output.grades needs the schema of grade: pa templates show grade", "grades"
            )
        new = self._choice(table, "new", ("", "marked", "withheld"), "")
        if new and (kind != "text" or answers):
            self._refuse("output.new goes with free text alone", "new")
        return Output(kind, str(schema), tuple(labels), lead, answers, grades, new)

    def _labels(self, table: Mapping[str, Any]) -> list[str]:
        labels = table.get("labels", [])
        if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
            self._refuse("output.labels must be a list of texts", "labels")
        if not all(labels) or len(set(labels)) < len(labels):
            self._refuse("output.labels must differ, and none may be empty", "labels")
        return labels

    def _named(self, table: Mapping[str, Any], key: str) -> str:
        """A parameter that `key` names, "" for none."""
        name = self._text(table, key)
        if name and name not in self._tables("parameters"):
            self._refuse(f"output.{key} names no parameter", key)
        return name

    def _tables(self, key: str) -> Mapping[str, dict[str, Any]]:
        tables = self._table.get(key, {})
        if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
            self._refuse(f"{key} must be tables, such as [{key}.tone]", key)
        return tables

    def _text(self, table: Mapping[str, Any], key: str, default: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            self._refuse(f"{key} must be a text", key)
        return value

    def _choice(
        self, table: Mapping[str, Any], key: str, choices: Sequence[str], default: str
    ) -> Any:  # noqa: ANN401 - one of the literals
        value = table.get(key, default)
        if value not in choices:
            self._refuse(f"{key} must be one of {', '.join(choices)}, not {value!r}", key)
        return value

    def _check_keys(self, table: Mapping[str, Any], known: Sequence[str], prefix: str) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                self._refuse(
                    f"{prefix}{key} is no key of a template"
                    + (f"; did you mean {near[0]}?" if near else ""),
                    key,
                )

    def _check_placeholders(self, template: Template) -> None:
        names = [parameter.name for parameter in template.parameters]
        allowed = [*names, TEXT]
        for part, source in (("system", template.system), ("prompt", template.prompt)):
            for name in placeholders(source):
                if name not in allowed or (part == "system" and name == TEXT):
                    near = difflib.get_close_matches(name, allowed, n=1)
                    self._refuse(
                        f"{part} has {{{{{name}}}}}, but there is no such parameter"
                        + (f"; did you mean {near[0]}?" if near else ""),
                        "{{" + name,
                    )
        if template.input != "none" and TEXT not in placeholders(template.prompt):
            self._refuse('the prompt has no {{text}}; without one, say input = "none"', "prompt")

    def _refuse(self, problem: str, near: str) -> NoReturn:
        lines = [text.strip().lstrip('["') for text in self._source.splitlines()]
        found = [n for n, text in enumerate(lines, 1) if near in text]
        begun = [n for n in found if lines[n - 1].startswith(near)]
        line = next(iter(begun or found), None)
        where = f"{self._origin}, line {line}" if line else self._origin
        end = "" if problem.endswith("?") else "."
        raise ConfigError(f"{where}: {problem}{end}", hint=self._hint)
