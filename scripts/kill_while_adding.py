"""Kill `pa note add` with SIGKILL at random moments, and look whether a word was lost.

python scripts/kill_while_adding.py [ADDS] [SEED]
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BODY = "line {0}\n" * 3 + "the end of {0}"

# adds notes without a pause in one process and says after each that it is done
WRITER = """
import sys
from pa_cli.wiring import Wiring
notes = Wiring().notes
for number in range(int(sys.argv[1]), 10**9):
    notes.add(sys.argv[2].format(number))
    print(number, flush=True)
"""


def main() -> None:
    adds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    with tempfile.TemporaryDirectory(prefix="pa-kill-") as home:
        kills = kill_while_adding(Path(home), adds, seed)
        print(f"{adds} notes acknowledged, {kills} kills, seed {seed}: nothing lost, nothing half")


def kill_while_adding(home: Path, adds: int, seed: int) -> int:
    """Add until `adds` notes were acknowledged, killing the writer again and again.

    Returns:
        How often it was killed.

    Raises:
        AssertionError: A note is lost or half, or the journal does not know it.
    """
    chance = random.Random(seed)
    environment = {**os.environ, "PA_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    acknowledged: list[int] = []
    kills = 0
    while len(acknowledged) < adds:
        start = 10_000 * (kills + 1)
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(start), BODY],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout
            lines = chance.randint(1, 40)
            acknowledged.extend(int(writer.stdout.readline()) for _ in range(lines))
            sum(range(chance.randint(0, 400_000)))  # somewhere in the middle of the next one
            writer.send_signal(signal.SIGKILL)
            acknowledged.extend(int(line) for line in writer.stdout if line.endswith("\n"))
        kills += 1
        check(home, acknowledged, environment)
    return kills


def check(home: Path, acknowledged: list[int], environment: dict[str, str]) -> None:
    """Every acknowledged note is there and whole, and so is every other one."""
    found = set()
    for path in (home / "data" / "notes").rglob("*.md"):
        head, _, body = path.read_text().partition("\n---\n")
        number = int(body.split(maxsplit=2)[1])
        assert body == BODY.format(number) + "\n", f"half: {path}"
        assert head.startswith("---\nid: "), f"half: {path}"
        found.add(number)
    missing = set(acknowledged) - found
    assert not missing, f"lost: {missing}"
    done = subprocess.run(
        [sys.executable, "-m", "pa_cli", "undo", "--list", "--json"],
        env=environment,
        capture_output=True,
        check=True,
    )
    journalled = sum(len(operation["paths"]) for operation in json.loads(done.stdout))
    assert journalled == len(found), f"{journalled} in the journal, {len(found)} on disk"


if __name__ == "__main__":
    main()
