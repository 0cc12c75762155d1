"""The reference is made from the code; it must not be stale, and says all there is."""

import subprocess
import sys
from pathlib import Path

from pa_cli.cli.exit_codes import ExitCode
from pa_cli.core.setting_specs import SETTINGS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_the_reference_is_what_the_code_says():
    done = subprocess.run(
        [sys.executable, "scripts/generate_reference.py", "--check"],
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
