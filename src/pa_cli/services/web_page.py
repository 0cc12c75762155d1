"""A web page that needs nothing else: nothing is loaded, light and dark, printable."""

import html

FORMATS = ("md", "json", "html")


def page(title: str, body: str, style: str) -> str:
    """A whole page.

    Args:
        title: Plain text.
        body: HTML.
        style: CSS besides that of the texts.
    """
    return _PAGE.format(title=html.escape(title), body=body, style=style.strip("\n"))


def markdown_html(text: str, *, breaks: bool) -> str:
    """Markdown as HTML. HTML in it is shown, not obeyed; images become text: a page stays still.

    Args:
        text: Markdown.
        breaks: A line break is one in the page too.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": breaks})
    parser.enable(["table", "strikethrough"])
    # a page that loads a picture tells its server that it is read
    return str(parser.disable("image").render(text))


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
code {{ font: .9em/1.45 ui-monospace, monospace; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; }}
blockquote {{ border-left: 3px solid var(--line); margin-left: 0; padding-left: 1rem; }}
{style}
@media print {{
  body {{ font-size: 11pt; max-width: none; margin: 0; }}
  pre, table {{ break-inside: avoid; }}
}}
</style>
</head>
<body>
{body}
</body>
</html>
"""
