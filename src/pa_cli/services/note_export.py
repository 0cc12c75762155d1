"""Notes as one document: Markdown, or a web page that needs nothing else."""

import html
from collections.abc import Sequence

from pa_cli.core.note import NoteText, title_of
from pa_cli.services.web_page import markdown_html, page


def to_markdown(notes: Sequence[NoteText]) -> str:
    """The texts one below the other, each with its title as a heading."""
    parts = []
    for found in notes:
        body = found.body.strip("\n")
        if not body.startswith("#"):
            body = f"# {found.note.title}\n\n{body}" if title_of(body) != found.note.title else body
        parts.append(body)
    return "\n\n---\n\n".join(parts) + "\n"


def to_html(notes: Sequence[NoteText]) -> str:
    """A self-contained page: nothing is loaded, HTML in notes is shown and not obeyed."""
    title = notes[0].note.title if len(notes) == 1 else f"{len(notes)} notes"
    articles = []
    for found in notes:
        note = found.note
        facts = [f"{note.modified:%Y-%m-%d %H:%M}", *(f"#{tag}" for tag in note.tags)]
        articles.append(
            f'<article id="{html.escape(note.id)}">\n<p class="facts">{html.escape("  ".join(facts))}'
            f"</p>\n{markdown_html(found.body, breaks=False)}</article>"
        )
    return page(title, "\n".join(articles), _STYLE)


_STYLE = """
article + article { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1rem; }
.facts { opacity: .65; font-size: .85rem; }
pre { background: var(--soft); border-radius: .4rem; padding: .7rem .9rem; white-space: pre-wrap; }
"""
