"""Prompts built so that their beginning stays constant: what changes comes last."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from importlib import resources

from pa_cli.core.conversation import Message, Turn
from pa_cli.core.dates.chinese_wording import format_day
from pa_cli.core.requests.wording import is_chinese
from pa_cli.core.template import Template
from pa_cli.core.template_format import parse_template


def load_prompt(name: str) -> str:
    """The text of `data/prompts/NAME.md`, without its final newline."""
    return (resources.files("pa_cli.data") / "prompts" / f"{name}.md").read_text("utf-8").strip()


def load_template(name: str) -> Template:
    """Pa's own template `name`; the user's stand before it where templates are looked up by name."""
    source = (resources.files("pa_cli.data") / "templates" / f"{name}.toml").read_text("utf-8")
    return parse_template(name, source, origin=f"pa's template {name}")


def time_note(now: datetime, question: str = "") -> str:
    """The date and time as told to the model; goes before a question, never into the prefix.

    It is in the language of `question`: small models answer in that of what stands before.
    """
    if is_chinese(question):
        return f"[现在：{format_day(now.date())} {now:%H:%M}]\n"
    return f"[Now: {now:%A %Y-%m-%d %H:%M}]\n"


def chat_messages(*, system: str, turns: Sequence[Turn], summary: str = "") -> list[Message]:
    """The prompt for the last of `turns`, which is not answered yet.

    Args:
        system: The constant system prompt; "" leaves the system message out.
        turns: The turns that stand whole in the prompt, oldest first.
        summary: Stands for turns that were folded; a turn of its own before the others.
    """
    messages = [Message("system", system)] if system else []
    if summary:
        messages.append(Message("user", f"Summary of our conversation so far:\n{summary}"))
        messages.append(Message("assistant", "Understood."))
    notes = ""
    for turn in turns:
        if turn.told:
            notes += f"- {turn.told}\n"
            continue
        messages.extend(replace(turn, context=_done(notes) + turn.context).messages())
        notes = ""
    return [*messages, Message("user", _done(notes))] if notes else messages


def _done(notes: str) -> str:
    """What code did meanwhile, for a model: no answer of its own, whose form it would copy."""
    head = "[Meanwhile, done by the program in the user's data, not by you:\n"
    return f"{head}{notes.rstrip()}]\n" if notes else ""
