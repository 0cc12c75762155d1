"""Pages lead where they say."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "benchmarks", "models")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def test_no_link_between_the_pages_is_dead():
    pages = [*ROOT.glob("*.md"), *(page for f in FOLDERS for page in (ROOT / f).rglob("*.md"))]
    dead = []
    for page in pages:
        for link in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
            target = link.partition("#")[0]
            if target and "://" not in target and not (page.parent / target).exists():
                dead.append(f"{page.relative_to(ROOT)}: {link}")
    assert pages
    assert dead == []
