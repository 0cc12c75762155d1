"""A chat as a document: Markdown, JSON or a web page that needs nothing else."""

import html
import json
from dataclasses import asdict
from datetime import datetime

from pa_cli.core.conversation import Chat, Turn
from pa_cli.services.web_page import markdown_html, page


def export_chat(chat: Chat, file_format: str) -> str:
    """`chat` as text in one of `FORMATS`, ending with a line break."""
    writers = {"md": to_markdown, "json": to_json, "html": to_html}
    return writers[file_format](chat)


def to_json(chat: Chat) -> str:
    """Everything that is known of the chat, as one JSON document."""
    return json.dumps(asdict(chat), ensure_ascii=False, indent=2) + "\n"


def to_markdown(chat: Chat) -> str:
    """Title, dates, and the turns one below the other."""
    parts = [f"# {_title(chat)}", _about(chat)]
    if chat.system:
        parts += ["## System", chat.system]
    for turn in chat.turns:
        parts += ["## You", turn.user]
        if turn.assistant:
            parts += [f"## {turn.model or 'Assistant'}", turn.assistant]
        if turn.interrupted:
            parts.append("*(interrupted)*")
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def to_html(chat: Chat) -> str:
    """A self-contained page: nothing is loaded, everything is escaped, light and dark, printable."""
    turns = "\n".join(_turn_html(turn) for turn in chat.turns)
    system = f'<section class="system">{_text_html(chat.system)}</section>\n' if chat.system else ""
    title, about = html.escape(_title(chat)), html.escape(_about(chat))
    body = f"<header><h1>{title}</h1><p>{about}</p></header>\n{system}{turns}"
    return page(_title(chat), body, _STYLE)


def _title(chat: Chat) -> str:
    return chat.title or f"Chat {chat.id}"


def _about(chat: Chat) -> str:
    facts = [chat.id, _when(chat.created), chat.model, f"{len(chat.turns)} turns"]
    if chat.parent:
        facts.append(f"forked from {chat.parent}")
    return " · ".join(fact for fact in facts if fact)


def _when(time: str) -> str:
    try:
        return f"{datetime.fromisoformat(time):%Y-%m-%d %H:%M}"
    except ValueError:
        return time


def _turn_html(turn: Turn) -> str:
    answer = markdown_html(turn.assistant, breaks=True) if turn.assistant else ""
    if turn.interrupted:
        answer += '<p class="mark">(interrupted)</p>'
    return (
        f'<article>\n<div class="you">{_text_html(turn.user)}</div>\n'
        f'<div class="answer"><p class="name">{html.escape(turn.model or "Assistant")}'
        f"<time>{html.escape(_when(turn.created))}</time></p>\n{answer}</div>\n</article>"
    )


def _text_html(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>"


_STYLE = """
header p, .name, .mark { opacity: .65; font-size: .85rem; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
.you { background: var(--soft); border-radius: .6rem; padding: .6rem .9rem; }
.name { margin: 1rem 0 0; }
time { margin-left: .8rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font: inherit; }
.answer pre { background: var(--soft); border-radius: .4rem; padding: .7rem .9rem; }
@media print { .you { border: 1px solid var(--line); break-inside: avoid; } }
"""
