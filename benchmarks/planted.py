"""What a summary keeps of facts planted in every tenth of a long text, against cutting the text to fit."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT, Options, environment, pa_json

TITLE = "Facts of a long text that its summary keeps"
NOTE = (
    "One fact (who paid how much for what) stands in each tenth of a text that is about something else: the prose of"
    " pa's own guides, and a Chinese text of our own. *Kept* are those of the ten whose name and amount are both in"
    " what came out, and of which tenths; *by the model* those in its own words, the others are quoted below them."
    " *Cut* is the same command on as much of the beginning as the context window takes at once, which is what tools"
    " do that cut a text to fit. Greedy, windows of 2,048 (English) and 1,024 tokens (Chinese)."
)
CONTEXTS = {"English": 2048, "Chinese": 1024}
_GUIDES = ("citations", "memory", "chat", "remote", "documents", "do", "tools", "notes")
_GREEDY = ("--temp", "0", "--fresh", "--json")


@dataclass(frozen=True)
class _Text:
    """A text with a fact in each of its tenths.

    Attributes:
        text: All of it.
        facts: What has to come out for each tenth: a name and an amount.
        focus: What somebody would ask for who wants to know the facts.
    """

    text: str
    facts: tuple[tuple[str, str], ...]
    focus: str


_TOWNS = (
    ("Aldermoor", "48,210"),
    ("Brackenfield", "17,630"),
    ("Castlebeck", "92,405"),
    ("Dunwillow", "31,880"),
    ("Eastmarle", "64,150"),
    ("Fernhollow", "25,970"),
    ("Grantsey", "83,340"),
    ("Hollinbrook", "12,760"),
    ("Ivelstone", "56,490"),
    ("Juniper Cross", "39,120"),
)
_CHINESE_TOWNS = (
    ("白鹭镇", "48210"),
    ("青禾镇", "17630"),
    ("双塔镇", "92405"),
    ("柳湾镇", "31880"),
    ("金坪镇", "64150"),
    ("云溪镇", "25970"),
    ("龙泽镇", "83340"),
    ("松岭镇", "12760"),
    ("梅渡镇", "56490"),
    ("月河镇", "39120"),
)


def measure(options: Options) -> list[dict[str, Any]]:
    """One row a model, text and way."""
    texts = {"English": _english(), "Chinese": _chinese()}
    rows = []
    for model in options.models:
        for language, planted in texts.items():
            run = _Runner(options, model, CONTEXTS[language])
            cut = run.cut(planted.text)
            for way, text, flags in (
                ("summary", planted.text, ()),
                ("summary --length long", planted.text, ("--length", "long")),
                ("summary --focus", planted.text, ("--focus", planted.focus)),
                ("cut", cut, ()),
                ("cut, --focus", cut, ("--focus", planted.focus)),
            ):
                rows.append(
                    {"model": model.name, "text": language, "way": way} | run(planted, text, flags)
                )
    return rows


class _Runner:
    def __init__(self, options: Options, model: Path, context: int) -> None:
        self._env = environment(options.scratch / f"planted-{model.stem}")
        self._file = options.scratch / "planted.txt"
        self._argv = ["summarize", self._file, "-m", model, "--context", context]

    def __call__(self, planted: _Text, text: str, flags: tuple[str, ...]) -> dict[str, Any]:
        self._file.write_text(text, encoding="utf-8")
        summary = pa_json([*self._argv, *_GREEDY, *flags], self._env)
        lines = summary["text"].splitlines()
        kept = _kept(planted, lines)
        return {
            "tokens": summary["input_tokens"],
            "parts": summary["parts"],
            "kept of 10": len(kept),
            "by the model": len(_kept(planted, [one for one in lines if one[:1] != ">"])),
            "tenths": " ".join(map(str, kept)),
            "s": round(summary["seconds"]),
        }

    def cut(self, text: str) -> str:
        """As much of the beginning of `text` as is read at once."""
        low, high = 0, len(text)
        while high - low > 100:
            middle = (low + high) // 2
            self._file.write_text(text[:middle], encoding="utf-8")
            plan = pa_json([*self._argv, "--dry-run", "--json"], self._env)
            low, high = (middle, high) if plan["parts"] == 1 else (low, middle)
        return text[:low]


def _kept(planted: _Text, lines: list[str]) -> list[int]:
    """The tenths whose fact stands in `lines`."""
    said = "\n".join(lines).replace(",", "")
    return [
        number
        for number, (name, amount) in enumerate(planted.facts, 1)
        if name in said and amount.replace(",", "") in said
    ]


def _english() -> _Text:
    pages = ((ROOT / "docs" / "guides" / f"{name}.md").read_text("utf-8") for name in _GUIDES)
    blocks = [block for page in pages for block in page.split("\n\n")]
    prose = [block for block in blocks if re.match(r"[A-Z*`]", block) and "```" not in block]
    facts = [
        f"In other news, the town of {name} paid {amount} euros for the repair of its bridge."
        for name, amount in _TOWNS
    ]
    return _Text(
        _planted(prose, facts), _TOWNS, "which town paid how much for the repair of its bridge"
    )


def _chinese() -> _Text:
    prose = (ROOT / "benchmarks" / "texts" / "zh.txt").read_text("utf-8").split("\n\n")
    facts = [f"另外，{name}花了{amount}元修桥。" for name, amount in _CHINESE_TOWNS]
    return _Text(_planted(prose, facts), _CHINESE_TOWNS, "哪个镇花了多少钱修桥")


def _planted(blocks: list[str], facts: list[str]) -> str:
    """`blocks` joined, with one of `facts` in the middle of each tenth, behind a paragraph."""
    length = sum(map(len, blocks))
    planted, read = [], 0
    waiting = list(facts)
    for block in blocks:
        read += len(block)
        planted.append(block.strip())
        reached = 10 * read / length - (len(facts) - len(waiting))
        if waiting and reached >= 0.5:
            planted[-1] += (
                "" if block[-1] in "。\n" and not block.isascii() else " "
            ) + waiting.pop(0)
    return "\n\n".join([*planted, *waiting])


if __name__ == "__main__":
    print(
        json.dumps(
            {name: len(text.text) for name, text in (("en", _english()), ("zh", _chinese()))}
        )
    )
