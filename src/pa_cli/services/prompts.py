"""Prompts built so that their beginning stays constant: what changes comes last."""

from collections.abc import Sequence
from datetime import datetime
from importlib import resources

from pa_cli.core.conversation import Message, Turn


def load_prompt(name: str) -> str:
    """The text of `data/prompts/NAME.md`, without its final newline."""
    return (resources.files("pa_cli.data") / "prompts" / f"{name}.md").read_text("utf-8").strip()


def chat_messages(
    *,
    system: str,
    turns: Sequence[Turn],
    question: str,
    summary: str = "",
    now: datetime | None = None,
) -> list[Message]:
    """The prompt of one turn.

    Args:
        system: The constant system prompt; "" leaves the system message out.
        turns: Earlier turns that stand whole in the prompt, oldest first.
        question: What the user says now.
        summary: Stands for turns that were folded; a turn of its own before the others.
        now: The date and time are told to the model, at the end, so that the prefix stays constant.
    """
    messages = [Message("system", system)] if system else []
    if summary:
        messages.append(Message("user", f"Summary of our conversation so far:\n{summary}"))
        messages.append(Message("assistant", "Understood."))
    for turn in turns:
        messages.extend(turn.messages())
    note = f"[Now: {now:%A %Y-%m-%d %H:%M}]\n" if now else ""
    messages.append(Message("user", note + question))
    return messages
