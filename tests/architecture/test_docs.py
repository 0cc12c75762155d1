"""The reference is made from the code; it must not be stale, and says all there is."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pa_cli.cli.command_table import COMMANDS
from pa_cli.cli.exit_codes import ExitCode
from pa_cli.core.catalog_format import parse_catalog
from pa_cli.core.setting_specs import SETTINGS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("script", ["generate_reference.py", "generate_models_readme.py"])
def test_generated_pages_are_what_the_code_says(script):
    done = subprocess.run(
        [sys.executable, f"scripts/{script}", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_and_exit_code_is_explained():
    settings = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert all(f"`{s.key}`" in settings and f"`{s.environment_name}`" in settings for s in SETTINGS)
    codes = (REFERENCE / "exit-codes.md").read_text(encoding="utf-8")
    assert all(f"| {int(code)} |" in codes for code in ExitCode)


def test_the_readme_names_every_command():
    rows = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\*\*(\w+)\*\*", rows))
    assert {name for group in COMMANDS.values() for name in group} - named == set()


@pytest.mark.parametrize("kind", ["guides", "concepts", "decisions"])
def test_every_page_is_listed(kind):
    listed = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs" / kind).glob("*.md")}
    assert pages == set(re.findall(rf"\({kind}/([\w-]+\.md)\)", listed))


def test_no_link_between_pages_is_broken():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert len(pages) > 30
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(
            r"\]\(([^)#\s]+)", re.sub("`[^`\n]*`", "", page.read_text("utf-8"))
        )
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_catalogue_in_the_guide_can_be_used_as_it_stands():
    guide = (ROOT / "docs" / "guides" / "models.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", guide, re.DOTALL)[1]
    (entry,) = parse_catalog(
        tomllib.loads(example.replace("6c1a…", "a" * 64)), origin="the guide", is_users=True
    )
    assert entry.shape.kv_bytes_per_token == 28 * 8 * 128 * 2 * 2
    assert len(entry.sources) == 3
