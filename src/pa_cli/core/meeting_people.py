"""Who takes part in a meeting, by which names they are called, and who leads it."""

import re
from collections import Counter

_TITLES = "老师|医生|主任|教授|校长|经理|师傅|姐|哥|总|工|叔|婶|阿姨"
_ACK = re.compile(r"^(?:(?:好|行|可以|嗯|那|对|就|请|让|由|麻烦)(?:的|吧)?[，,]?)*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,4}")


class People:
    """Those who were heard to speak."""

    def __init__(self) -> None:
        self._turns: Counter[str] = Counter()

    def hear(self, speaker: str) -> None:
        """`speaker` says something."""
        self._turns[speaker] += 1

    @property
    def names(self) -> list[str]:
        """Who speaks; nobody where no name comes twice, as before the parts of a letter."""
        return list(self._turns) if self._turns.total() > len(self._turns) else []

    @property
    def chair(self) -> str:
        """Who leads: the one who speaks most often; "" for nobody."""
        return self._turns.most_common(1)[0][0] if self._turns else ""

    def called(self, name: str) -> str:
        """Who is called `name`; "" for nobody."""
        exact = (one for one in self._turns if name in _names_of(one))
        return next(exact, "") if name else ""

    def addressed_in(self, sentence: str) -> tuple[str, str]:
        """The one whose name a clause of a Chinese sentence begins with, and what is said from there on."""
        start = 0
        for clause in re.split("(?<=[，,；])", sentence):
            person, _ = self.addressed(clause)
            if person:
                return self.addressed(sentence[start:])
            start += len(clause)
        return "", ""

    def addressed(self, sentence: str) -> tuple[str, str]:
        """The one whose name a Chinese sentence begins with, and what is said to them."""
        rest = _ACK.sub("", sentence)
        best = max(
            (
                (len(name), one)
                for one in self._turns
                for name in _names_of(one)
                if _begins(rest, name)
            ),
            default=(0, ""),
        )
        return best[1], rest[best[0] :].lstrip("，, ") if best[1] else ""


def _begins(sentence: str, name: str) -> bool:
    return bool(_CHINESE.fullmatch(name)) and sentence.startswith(name)


def _names_of(person: str) -> list[str]:
    """What others call a person: whole, by the first or given name, 老王, 小王."""
    if not _CHINESE.fullmatch(person):
        return [person, *person.split()]
    title = re.search(f"(?:{_TITLES})$", person)
    bare = person[: title.start()] if title else person
    names = [person]
    if len(bare) > 2:
        names.append(bare[1:])
    if title or len(bare) > 1:
        names += ["老" + bare[0], "小" + bare[0]]
    return names
