"""Generated notes: words by Zipf's law, a fifth Chinese, a few words of known frequency."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
HAN = (
    "王总开会明天下午项目计划预算客户合同报告安排电话邮件北京上海工作学习"
    "生活周末旅行家人孩子医院医生朋友吃饭学校老师房子花园"
)

# word: one note in so many
KNOWN = {"meeting": 10, "quarterly": 100, "zanzibar": 1000}


def make_notes(root: Path, count: int, seed: int = 7) -> None:
    """Write `count` notes under `root`, as `pa` itself lays them out."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
    cumulative: list[float] = []
    total = 0.0
    for rank in range(len(words)):
        total += 1 / (rank + 10)
        cumulative.append(total)
    day = datetime(2018, 1, 1, 9, tzinfo=UTC)
    for number in range(count):
        day += timedelta(hours=0.8)
        if number % 5 == 0:
            body = "\n".join("".join(chance.choices(HAN, k=40)) + "。" for _ in range(3))
            title = "".join(chance.choices(HAN, k=8))
        else:
            picked = chance.choices(words, cum_weights=cumulative, k=50)
            body = "\n".join(" ".join(picked[i : i + 10]) for i in range(0, 50, 10))
            title = " ".join(picked[:4])
        body += "".join(f"\n{word}" for word, every in KNOWN.items() if number % every == 0)
        folder = root / f"{day:%Y}" / f"{day:%m}"
        if not folder.exists():
            folder.mkdir(parents=True)
        (folder / f"{title} {number}.md").write_text(
            f"---\nid: {note_id(number)}\ncreated: {day.isoformat()}\ntags: [t{number % 50}]\n---\n"
            f"# {title}\n\n{body}\n"
        )


def note_id(number: int) -> str:
    """An id as `pa` makes them."""
    digits = "bcdfghjkmnpqrstvwxz23456789"
    text = ""
    for _ in range(6):
        number, index = divmod(number, len(digits))
        text = digits[index] + text
    return "b" + text
