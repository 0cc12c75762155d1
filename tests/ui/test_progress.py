import re
import sys

import pexpect
import pytest
from rich.cells import cell_len

from pa_cli.ui.console import Output
from pa_cli.ui.progress import ProgressDisplay

_WORK = """
import sys, time
from pa_cli.ui.console import Output
from pa_cli.ui.progress import ProgressDisplay
with ProgressDisplay(Output()).task("some-model", total=1000, done=250, unit="bytes") as task:
    task.update(500)
    time.sleep(0.3)
    {end}
"""


def _run(end, *, columns=80, **env):
    import os

    environment = {**os.environ, "TERM": "xterm", **env}
    environment.pop("COLUMNS", None)
    child = pexpect.spawn(
        sys.executable,
        ["-c", _WORK.format(end=end)],
        encoding="utf-8",
        timeout=60,
        dimensions=(24, columns),
        env=environment,
    )
    child.expect(pexpect.EOF)
    return child.before


@pytest.mark.parametrize("end", ["pass", "raise KeyboardInterrupt", "raise SystemExit(143)"])
def test_the_cursor_is_back_whatever_ends_the_work(end):
    shown = _run(end)
    assert "\x1b[?25l" in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


@pytest.mark.parametrize("columns", [100, 80, 60, 40, 20, 8])
def test_a_bar_is_one_line_and_names_the_percentage(columns):
    shown = _run("pass", columns=columns)
    lines = re.split(r"\r|\n|\x1b\[\d?[A-K]", re.sub(r"\x1b\[[?\d;]*[hlm]", "", shown))
    assert any("50 %" in line for line in lines)
    assert max(cell_len(line) for line in lines) <= columns


def test_no_color_means_no_colour_but_still_a_bar():
    shown = _run("pass", NO_COLOR="1")
    assert "50 %" in shown
    assert not re.search(r"\x1b\[[\d;]*m", shown)


def test_a_log_gets_a_line_every_ten_percent_with_verbose_only(capsys):
    for verbose in (False, True):
        with ProgressDisplay(Output(verbose=verbose)).task("notes", total=40, done=3) as task:
            for done in range(3, 41):
                task.update(done)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        f"notes: {percent} %" for percent in (10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
    ]
    assert "4 of 40" in lines[0]
    assert "left" not in lines[-1]


def test_quiet_shows_nothing(capsys):
    with ProgressDisplay(Output(quiet=True, verbose=True)).task("notes", total=2) as task:
        task.update(2)
    assert capsys.readouterr() == ("", "")
