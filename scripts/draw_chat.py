"""Draw docs/pictures/chat.svg from a real chat: python scripts/draw_chat.py [MODEL].

Needs tmux. The program runs in a terminal of its own with an empty home; what is drawn is what
stands on its screen.
"""

import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parent.parent
COLUMNS, ROWS = 84, 30
MESSAGES = (
    "Write a Python function that tells whether a year is a leap year. Only the code.",
    "用一句话说明闰年是什么。",
)
_COLOURS = [(224, 108, 117), (152, 195, 121), (229, 192, 123), (97, 175, 239), (198, 120, 221)]
THEME = TerminalTheme(
    (24, 26, 31),
    (216, 219, 226),
    [(24, 26, 31), *_COLOURS, (86, 182, 194), (171, 178, 191)],
    [(92, 99, 112), *_COLOURS, (86, 182, 194), (255, 255, 255)],
)


def tmux(*arguments: str) -> str:
    """Run tmux on a server of our own."""
    command = ["tmux", "-L", "pa-draw", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def wait_for_prompt(answers: int) -> None:
    """Wait until the prompt is back after `answers` answers."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        screen = tmux("capture-pane", "-p", "-t", "chat")
        prompts = [line for line in screen.splitlines() if line.startswith(">")]
        speed = "tokens/s" in screen
        if prompts and prompts[-1].strip() == ">" and (speed or not answers):
            return
        time.sleep(0.3)
    raise SystemExit("the chat did not answer:\n" + tmux("capture-pane", "-p", "-t", "chat"))


def main() -> None:
    """Hold the chat and draw its screen."""
    model = sys.argv[1] if len(sys.argv) > 1 else "qwen2.5-coder-1.5b"
    home = tempfile.mkdtemp(prefix="pa-draw-")
    program = [sys.executable, "-m", "pa_cli", "chat", "-m", model, "--seed", "7", "--temp", "0.2"]
    setting = [f"PA_HOME={home}", f"PYTHONPATH={ROOT / 'src'}", "TERM=xterm-256color"]
    command = shlex.join(["env", *setting, *program])
    size = ["-x", str(COLUMNS), "-y", str(ROWS)]
    tmux("new-session", "-d", "-s", "chat", *size, command)
    try:
        wait_for_prompt(0)
        for number, message in enumerate(MESSAGES, 1):
            tmux("send-keys", "-t", "chat", "-l", message)
            time.sleep(0.5)
            tmux("send-keys", "-t", "chat", "Enter")
            time.sleep(2)
            wait_for_prompt(number)
        screen = tmux("capture-pane", "-p", "-e", "-t", "chat").rstrip("\n")
    finally:
        tmux("kill-server")
    draw(screen)


def draw(screen: str) -> None:
    """Write the screen as SVG that loads nothing from anywhere."""
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi("$ pa chat\n" + screen))
        svg = console.export_svg(title="pa chat", theme=THEME)
    start, end = svg.index("@font-face"), svg.index("}", svg.rindex("@font-face")) + 1
    svg = (svg[:start] + svg[end:]).replace("Fira Code", "ui-monospace, Menlo, Consolas")
    svg = "\n".join(line for line in svg.splitlines() if "<!--" not in line) + "\n"
    target = ROOT / "docs" / "pictures" / "chat.svg"
    target.parent.mkdir(exist_ok=True)
    target.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
