"""Kill adding with SIGKILL at random moments, and look whether a word was lost.

python scripts/kill_while_adding.py [note|agenda|todo] [ADDS] [SEED]
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BODY = "line {0}\n" * 3 + "the end of {0}"

# adds without a pause in one process and says after each that it is done
WRITER = """
import sys
from pa_cli.wiring import Wiring
wiring = Wiring()
{setup}
for number in range(int(sys.argv[1]), 10**9):
    {add}
    print(number, flush=True)
"""
WRITERS = {
    "note": ("", f"wiring.notes.add({BODY!r}.format(number))"),
    "agenda": (
        "from pa_cli.services.event_drafts import EventRequest",
        "wiring.agenda.add(EventRequest(f'meeting {number}', start='2030-01-02 09:00', note='x' * 3000))",
    ),
    "todo": (
        "from pa_cli.core.todo import TodoRequest",
        "wiring.todos.add(TodoRequest(f'chore {number}', due='2030-01-02', note='x' * 3000))",
    ),
}


def main() -> None:
    kinds = [sys.argv[1]] if len(sys.argv) > 1 else list(WRITERS)
    adds = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(10**6)
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="pa-kill-") as home:
            kills = kill_while_adding(Path(home), adds, seed, kind=kind)
        print(
            f"{kind}: {adds} acknowledged, {kills} kills, seed {seed}: nothing lost, nothing half"
        )


def kill_while_adding(home: Path, adds: int, seed: int, *, kind: str = "note") -> int:
    """Add until `adds` items were acknowledged, killing the writer again and again.

    Returns:
        How often it was killed.

    Raises:
        AssertionError: One is lost or half, or the journal does not know it.
    """
    chance = random.Random(seed)
    environment = {
        **os.environ,
        "PA_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "PA_NOW": "2029-12-31T10:00",
    }
    setup, add = WRITERS[kind]
    writer_code = WRITER.format(setup=setup, add=add)
    acknowledged: list[int] = []
    kills = 0
    while len(acknowledged) < adds:
        start = 10_000 * (kills + 1)
        with subprocess.Popen(
            [sys.executable, "-c", writer_code, str(start)],
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
        check(home, CHECKS[kind], acknowledged, environment)
    return kills


def check(
    home: Path,
    items: Callable[[Path], Iterator[int]],
    acknowledged: list[int],
    environment: dict[str, str],
) -> None:
    """Every acknowledged item is there and whole, and so is every other one."""
    found = set(items(home / "data"))
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


def notes(data: Path) -> Iterator[int]:
    """The numbers of the notes, each of which must be whole."""
    for path in (data / "notes").rglob("*.md"):
        head, _, body = path.read_text().partition("\n---\n")
        number = int(body.split(maxsplit=2)[1])
        assert body == BODY.format(number) + "\n", f"half: {path}"
        assert head.startswith("---\nid: "), f"half: {path}"
        yield number


def calendar_items(folder: Path) -> Iterator[int]:
    """The numbers of events or to-dos, each of which must be whole."""
    for path in folder.rglob("*.ics"):
        text = path.read_bytes().decode().replace("\r\n ", "")
        assert text.endswith("END:VCALENDAR\r\n"), f"half: {path}"
        assert f"DESCRIPTION:{'x' * 3000}\r\n" in text, f"half: {path}"
        yield int(text.partition("SUMMARY:")[2].split(maxsplit=2)[1])


CHECKS: dict[str, Callable[[Path], Iterator[int]]] = {
    "note": notes,
    "agenda": lambda data: calendar_items(data / "agenda"),
    "todo": lambda data: calendar_items(data / "todo"),
}


if __name__ == "__main__":
    main()
