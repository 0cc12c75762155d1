"""pa's own system prompt, shaped by the user's settings; the same for every turn of every chat."""

from pa_cli.core.languages import find_language
from pa_cli.core.setting_specs import assistant as specs
from pa_cli.core.settings import Settings
from pa_cli.services.prompts import load_prompt

_VERBOSITY = {
    "short": "Answer in one or two sentences: no preamble, no repetition, no lists unless asked.",
    "normal": "Be correct first, then short: no preamble, no repetition.",
    "detailed": "Be correct first, then thorough: explain the reasons, give examples and steps.",
}


def system_prompt(settings: Settings) -> str:
    """The system prompt of answers; `assistant.system` takes the place of all of it."""
    own = settings[specs.ASSISTANT_SYSTEM]
    if own.strip():
        return own
    language = settings[specs.ASSISTANT_LANGUAGE]
    # not str.format: what a user writes may hold braces
    parts = {
        "{name}": _line(settings[specs.ASSISTANT_NAME]) or "pa",
        "{language}": f"Always answer in {find_language(language).name}, whatever language the user writes."
        if language
        else "Answer in the language of the user's last message.",
        "{verbosity}": _VERBOSITY[settings[specs.ASSISTANT_VERBOSITY]],
        "{persona}": _line(settings[specs.ASSISTANT_PERSONA]),
    }
    lines = load_prompt("system").splitlines()
    for placeholder, text in parts.items():
        lines = [line.replace(placeholder, text) for line in lines]
    return "\n".join(line for line in lines if line.strip())


def _line(text: str) -> str:
    return " ".join(text.split())
