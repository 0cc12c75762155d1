"""Suggestions in a friendlier voice: the model words them, code checks that it added nothing."""

import json
import re
from collections.abc import Sequence

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.events import TextDelta
from pa_cli.core.grammar import schema_grammar
from pa_cli.core.sampling import Sampling
from pa_cli.core.schema import parse_schema
from pa_cli.core.segmentation import fold
from pa_cli.core.suggestion import Suggestion
from pa_cli.services.prompts import load_prompt

_MOST_TOKENS_EACH = 80
_MOST_CHARACTERS = 300
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-ZÀ-Þ][\w'-]+")
_NUMBER_WORDS = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|tomorrow|yesterday|tonight"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|[ap]m)\b"
    r"|[一二三四五六七八九十两]|明天|昨天|后天"
)

_EXAMPLE = """\
- task: pay rent | why: it was due Mon 2 Mar 2026, 3 days ago | free: 10:00 to 11:00
- task: 交水费 | why: it is due Fri 6 Mar 2026, tomorrow | free: 11:00 to 12:00
- appointment: yoga | why: it begins at 18:30, at Club Sol
- open point: order new filters | why: it is still open in your note 'Boiler', line 12"""
_EXAMPLE_WORDED = (
    "The rent is 3 days late: how about you pay rent between 10:00 and 11:00?",
    "交水费 is due tomorrow; you have time for it from 11:00 to 12:00.",
    "Pack your bag for yoga: it begins at 18:30, at Club Sol.",
    "Your note 'Boiler' still says to order new filters.",
)
# a model that is given whole sentences gives them back as they are
_KINDS = {"event": "appointment", "habit": "habit", "note": "open point"}


def word_suggestions(engine: Engine, found: Sequence[Suggestion], system: str) -> list[str]:
    """A sentence for each suggestion: the model's where it says the same, else the plain one.

    Args:
        engine: The model.
        found: The suggestions, in their order.
        system: The system prompt, so that name, language and persona count here too.
    """
    plain = [one.sentence for one in found]
    if not found:
        return plain
    schema = parse_schema(
        json.dumps(
            {
                "type": "array",
                "items": {"type": "string", "maxLength": _MOST_CHARACTERS},
                "minItems": len(found),
                "maxItems": len(found),
            }
        )
    )
    request = GenerationRequest(
        [
            Message("system", system),
            Message("user", f"{load_prompt('suggest')}\n{_EXAMPLE}"),
            Message("assistant", json.dumps(_EXAMPLE_WORDED, ensure_ascii=False)),
            Message("user", "\n".join(map(_facts, found))),
        ],
        sampling=Sampling(temperature=0.0, max_tokens=_MOST_TOKENS_EACH * len(found)),
        grammar=schema_grammar(schema.root),
        json_schema=schema.as_json(),
        thinking=False,
    )
    events = engine.generate(request)
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    try:
        worded = json.loads(text)
    except ValueError:
        return plain
    if not isinstance(worded, list) or len(worded) != len(found):
        return plain
    return [
        sentence if isinstance(sentence, str) and says_the_same(sentence, one) else one.sentence
        for sentence, one in zip(worded, found, strict=True)
    ]


def says_the_same(worded: str, suggestion: Suggestion) -> bool:
    """Whether a wording names the thing, and no number, day or name that the suggestion has not."""
    plain = suggestion.sentence
    said, meant = fold(worded), fold(plain)
    return (
        fold(suggestion.title) in said
        and len(worded) <= 2 * len(plain) + 80
        and "\n" not in worded
        and set(_NUMBER.findall(said)) <= set(_NUMBER.findall(meant))
        and set(_words(_NUMBER_WORDS, said)) <= set(_words(_NUMBER_WORDS, meant))
        and all(fold(name) in meant for name in _NAME.findall(worded))
    )


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match[0] for match in pattern.finditer(text)]


def _facts(one: Suggestion) -> str:
    free = f" | free: {one.slot.start:%H:%M} to {one.slot.end:%H:%M}" if one.slot else ""
    return f"- {_KINDS.get(one.kind, 'task')}: {one.title} | why: {one.reason}{free}"
