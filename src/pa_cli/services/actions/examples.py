"""The examples of requests that come with `pa`."""

from collections.abc import Iterator
from functools import cache
from importlib import resources

from pa_cli.core.action import ACTIONS, ActionName
from pa_cli.core.requests.evidence import Evidence


@cache
def usual_evidence() -> Evidence:
    """What words speak for, by the examples in `data/requests.txt`."""
    return Evidence(_examples())


def _examples() -> Iterator[tuple[ActionName, str]]:
    text = (resources.files("pa_cli.data") / "requests.txt").read_text("utf-8")
    action: ActionName = "answer"
    for line in text.splitlines():
        if line.startswith("## "):
            action = next(name for name in ACTIONS if name == line[3:])
        elif line and not line.startswith("#"):
            yield action, line
