"""Notes as one document: Markdown, or a web page that needs nothing else."""

import html
from collections.abc import Sequence

from pa_cli.core.note import NoteText, title_of

FORMATS = ("md", "json", "html")


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
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable("image")  # a page that loads a picture tells its server that it is read
    title = notes[0].note.title if len(notes) == 1 else f"{len(notes)} notes"
    articles = []
    for found in notes:
        note = found.note
        facts = [f"{note.modified:%Y-%m-%d %H:%M}", *(f"#{tag}" for tag in note.tags)]
        articles.append(
            f'<article id="{html.escape(note.id)}">\n<p class="facts">{html.escape("  ".join(facts))}'
            f"</p>\n{parser.render(found.body)}</article>"
        )
    return _PAGE.format(title=html.escape(title), articles="\n".join(articles))


_PAGE = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --line: #8885; --soft: #8882; }}
body {{ font: 16px/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
article + article {{ border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1rem; }}
.facts {{ opacity: .65; font-size: .85rem; }}
pre {{ background: var(--soft); border-radius: .4rem; padding: .7rem .9rem; white-space: pre-wrap; }}
code {{ font: .9em/1.45 ui-monospace, monospace; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; }}
blockquote {{ border-left: 3px solid var(--line); margin-left: 0; padding-left: 1rem; }}
</style>
</head>
<body>
{articles}
</body>
</html>
"""
