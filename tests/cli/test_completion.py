"""What the shell is given after Tab: asked for as the shells' own scripts do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pa_cli.core.setting_specs import SETTINGS
from tests.support.runner import pa

SOURCE = Path(__file__).parents[2] / "src"


def ask_shell(environment):
    done = subprocess.run(
        [sys.executable, "-m", "pa_cli"],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [line for line in done.stdout.splitlines() if line]


def offers(line):
    """What bash is offered for `line`; the cursor is at its end."""
    words = line.split(" ")
    return ask_shell(
        {"_PA_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("pa conf", {"config"}),
        ("pa config e", {"edit"}),
        ("pa config get ui.", {s.key for s in SETTINGS if s.group == "ui"}),
        ("pa config set ui.col", {"ui.color"}),
        ("pa config set ui.color ", {"auto", "never"}),
        ("pa config set cache.enabled t", {"true"}),
        ("pa config list eng", {"engine"}),
        ("pa ask --flash-attention o", {"on", "off"}),
        ("pa config set no.such.key ", set()),
        ("pa run commit", {"commit-message"}),
        ("pa run grade -p ", {"rubric="}),
        ("pa run grade essay.txt -p ru", {"rubric="}),
        ("pa run rewrite -p tone=fo", {"tone=formal"}),
        ("pa run rewrite -p tone = fr", {"friendly"}),
        ("pa run rewrite -p other = fr", set()),
        ("pa templates show fa", {"faq"}),
        ("pa write pos", {"post"}),
        ("pa classify --format js", {"jsonl"}),
    ],
)
def test_what_can_stand_there_is_offered(line, wanted):
    assert set(offers(line)) == wanted


def test_fish_gets_one_line_an_offer_however_long_its_help_is():
    lines = ask_shell(
        {
            "_PA_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": "pa config set engine.",
            "COLUMNS": "30",
        }
    )
    assert [line.split("\t")[0] for line in lines] == [
        s.key for s in SETTINGS if s.group == "engine"
    ]


def test_a_title_cannot_steer_the_terminal():
    pa("note", "add", "# \x1b[31mred\x07 title", env={"NO_COLOR": "1"})
    lines = ask_shell({"_PA_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "pa note show "})
    assert "red" in "".join(lines)
    assert not any("\x1b" in line or "\x07" in line for line in lines)


def test_a_broken_config_offers_nothing_and_says_nothing(fresh_home):
    (fresh_home / "config").mkdir(parents=True)
    (fresh_home / "config" / "config.toml").write_text("[broken\n")
    assert offers("pa note show ") == []
    assert offers("pa config set ui.col") == ["ui.color"]
