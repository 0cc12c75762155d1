"""Suggestions in a friendlier voice: the model words them, code checks that it added nothing."""

import json
import re
from collections.abc import Sequence

from pa_cli.core.conversation import Message
from pa_cli.core.events import TextDelta
from pa_cli.core.grammar import schema_grammar
from pa_cli.core.ports import Engine, GenerationRequest
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
    listed = "\n".join(f"{number}. {text}" for number, text in enumerate(plain, 1))
    request = GenerationRequest(
        [Message("system", system), Message("user", load_prompt("suggest") + "\n\n" + listed)],
        sampling=Sampling(temperature=0.0, max_tokens=_MOST_TOKENS_EACH * len(found)),
        grammar=schema_grammar(schema.root),
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
