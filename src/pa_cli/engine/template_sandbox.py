"""The Jinja environment for templates from model files: no way out, and no huge products."""

import json
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

_LONGEST_PRODUCT = 1_000_000
_LARGEST_EXPONENT = 64


class _Sandbox(ImmutableSandboxedEnvironment):
    """Products and powers go through a check; so they are not computed while compiling either."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """`left * right` or `left ** right`.

        Raises:
            SecurityError: The result would be enormous.
        """
        if operator == "**" and not (isinstance(right, int) and right <= _LARGEST_EXPONENT):
            raise SecurityError("the template computes an enormous power")
        for sequence, times in ((left, right), (right, left)):
            repeated = isinstance(sequence, str | bytes | list | tuple) and isinstance(times, int)
            if operator == "*" and repeated and len(sequence) * times > _LONGEST_PRODUCT:
                raise SecurityError("the template computes an enormous text")
        return super().call_binop(context, operator, left, right)


def make_environment() -> ImmutableSandboxedEnvironment:
    """An environment with what chat templates expect: trimmed blocks, loop controls, `tojson`."""
    environment = _Sandbox(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.filters["tojson"] = _to_json
    return environment


def _to_json(value: object, indent: int | None = None, **_: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
