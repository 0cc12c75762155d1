"""What one asks for in a meeting and another one takes on, as in "Could you do it?" – "By Friday"."""

from collections.abc import Sequence
from dataclasses import dataclass

from pa_cli.core.meeting_cues import Cues
from pa_cli.core.meeting_findings import FoundAction, Said, cues_of, words_of

_TURNS = 2
"""A reply comes within so many turns."""


@dataclass(slots=True)
class _Asked:
    """Something that waits for a reply.

    Attributes:
        said: The sentence, and who said it.
        what: What is to be done.
        who: Who it is asked of; "" when nobody is named.
        is_offer: The one who said it would do it.
        is_order: It holds without a reply.
        turns: How many others have spoken since.
    """

    said: Said
    what: str
    who: str
    is_offer: bool = False
    is_order: bool = False
    turns: int = 0


class Exchange:
    """Follows who speaks after whom, and finds what is asked for and taken on."""

    def __init__(self) -> None:
        self._waiting: list[_Asked] = []
        self._speaker = self._before = ""
        self._was_asked = False

    @property
    def is_asked(self) -> bool:
        """Whether the one who speaks was asked for something, or asked anything, right before."""
        return self._was_asked

    def begin_turn(self, speaker: str, sentences: Sequence[str]) -> list[FoundAction]:
        """Somebody begins to speak; gives what was taken on by that."""
        if speaker != self._speaker:
            self._speaker, self._before = speaker, self._speaker
        found: list[FoundAction] = []
        still: list[_Asked] = []
        self._was_asked = False
        for asked in self._waiting:
            if speaker == asked.said.speaker and not asked.is_offer:
                still.append(asked)
                continue
            self._was_asked = self._was_asked or not asked.is_offer
            action = _reply(asked, speaker, sentences)
            asked.turns += 1
            if action:
                found.append(action)
            elif asked.turns < _TURNS and not (asked.is_order and asked.turns):
                still.append(asked)
        self._waiting = still
        return found

    def look_at(self, said: Said, cues: Cues, addressed: str) -> bool:
        """Take note of what a sentence asks for; gives whether it asks somebody to do something.

        Args:
            said: The sentence.
            cues: Those of its language.
            addressed: The speaker that it begins with, "" for nobody.
        """
        request = cues.request.search(said.text)
        if request:
            who = addressed or (request["who"] or "")
            is_order = bool(addressed or request["who"]) or not said.text.rstrip().endswith(
                ("?", "？")
            )
            who = who or (self._before if is_order else "")
            what = request["what"] or request.groupdict().get("mine") or ""
            self._waiting.append(_Asked(said, what.removeprefix("你"), who, is_order=is_order))
        elif need := cues.need.search(said.text):
            self._waiting.append(_Asked(said, need["what"] or need["asked"], ""))
        if offer := cues.offer.search(said.text):
            self._waiting.append(_Asked(said, offer["what"], said.speaker, is_offer=True))
        return request is not None

    def finish(self) -> list[FoundAction]:
        """Orders to which nobody replied any more."""
        return [_action(one, one.who, "") for one in self._waiting if one.is_order and one.who]


def _reply(asked: _Asked, speaker: str, sentences: Sequence[str]) -> FoundAction | None:
    first = sentences[0] if sentences else ""
    cues = cues_of(first)
    if asked.is_offer:
        wanted = speaker != asked.said.speaker and cues.welcome.match(first)
        return _action(asked, asked.who, "") if wanted else None
    if cues.refusal.match(first):
        asked.is_order = False
        return None
    if asked.is_order:
        return _action(asked, asked.who, _time_in(sentences))
    if cues.taking.match(first) or cues.when.match(first.lstrip()):
        if len(words_of(asked.what)) <= 1:
            asked.what += f" “{first}”"
        return _action(asked, speaker, _time_in(sentences))
    return None


def _time_in(sentences: Sequence[str]) -> str:
    for sentence in sentences[:2]:
        if not sentence.rstrip().endswith(("?", "？")) and (
            found := cues_of(sentence).when.search(sentence)
        ):
            return found[0].strip()
    return ""


def _action(asked: _Asked, who: str, when: str) -> FoundAction:
    cues = cues_of(asked.said.text)
    found = cues.when.search(asked.what)
    what = asked.what.strip(" ,，;；.。!！?？")
    return FoundAction(
        asked.said, who, what, found[0].strip() if found else when, words_of(what), is_told=True
    )
