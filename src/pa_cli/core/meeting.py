"""What a meeting came to, read by rules from its transcript: decisions, actions, open questions.

Small models make these up, give them to the wrong person, or leave them out. People say them in few
ways ("I'll do it by Friday", "all in favour", "next time"), and words that are copied are not invented.
"""

import re
from collections import Counter, deque
from dataclasses import replace

from pa_cli.core.bm25 import content_words
from pa_cli.core.chunking import sentences
from pa_cli.core.meeting_cues import Cues
from pa_cli.core.meeting_findings import (
    EDGES,
    NEAR,
    FoundAction,
    Said,
    bare,
    cues_of,
    distinct,
    is_same,
    merged,
)
from pa_cli.core.summary import Action, Minutes

_SPEAKER = re.compile(
    r"\s*(?:[-*•]\s+)?(?:\[[\d:.]+\]\s*)?\**([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}|[\u4e00-\u9fff]{2,4})"
    r"(?:\s*[(（][^)）]*[)）])?\**\s*[:：]\**\s*(?=\S)"
)
_LABEL = re.compile(
    r"(?i)(?P<decision>decisions?|decided|resolutions?|决定|决议)"
    r"|(?P<action>actions?(?: items?)?|to-?dos?|待办(?:事项)?|行动(?:项)?)"
    r"|(?P<question>open(?: questions?| points?)?|遗留(?:问题)?|待定)"
)
_BULLET = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")
_COLON = re.compile(r"\s*[:：]\s*(?=\S)")
_CJK = "\u2e80"
_SAYS_ENOUGH = 3
_LONGEST = 300
_ASKS = re.compile(r"(?i)\b(?:whether|who|how|what|when|where|which|if)\b")
_THAT = re.compile(
    r"(?i)\W*(?:so )?(?:that|this|it)\b|这个?|那个?|.*\b(?:park|leave|postpone|decide|table|put) (?:it|that|this)\b"
)
_DO_THAT = re.compile(r"(?i)do (?:it|that)\b|.{0,6}你[来去](?:办|做|弄|处理)?[。！!]?$")
_NO_NAMES = frozenset(
    "The They It He She We You This That There These Those Everybody Everyone Nobody Somebody".split()  # noqa: SIM905
)


class MeetingReader:
    """Reads a transcript from its beginning to its end; keeps only what it found."""

    def __init__(self) -> None:
        self._before: deque[Said] = deque(maxlen=NEAR)
        self._speakers: Counter[str] = Counter()
        self._decisions: list[Said] = []
        self._actions: list[FoundAction] = []
        self._questions: list[Said] = []
        self._place = 0
        self._speaker = ""
        self._is_noted = False

    def feed(self, text: str) -> None:
        """Read more of it: whole lines."""
        utterance = ""
        under: re.Match[str] | None = None
        for line in [*text.splitlines(), ""]:
            rest = line.strip()
            if rest and (rest.startswith("#") or not _BULLET.match(line)):
                under = _LABEL.fullmatch(rest.strip("#*:： "))
            elif under and rest:
                self._label(under, _BULLET.sub("", rest))
                continue
            begins = _SPEAKER.match(line) or _BULLET.match(line) or _LABEL.match(rest)
            if utterance and (begins or not rest):
                self._hear(utterance)
                utterance = ""
            gap = "" if not utterance or utterance[-1] > _CJK or rest[:1] > _CJK else " "
            utterance += gap + rest

    def _hear(self, utterance: str) -> None:
        """Read what somebody says, or a paragraph of notes."""
        rest, self._speaker = _BULLET.sub("", utterance), ""
        named = _SPEAKER.match(utterance)
        if named and not _LABEL.fullmatch(named[1]):
            self._speaker, rest = named[1], utterance[named.end() :]
            self._speakers[self._speaker] += 1
        for sentence in sentences(rest):
            label = _LABEL.match(sentence)
            marked = _COLON.match(sentence, label.end()) if label else None
            if label and marked:
                self._label(label, sentence[marked.end() :])
            else:
                self._read(sentence)

    def minutes(self) -> Minutes:
        """What it came to, actions without dates; nothing of a text in which nobody speaks."""
        if not self._is_noted and not self._people:
            return Minutes((), (), ())
        return Minutes(
            tuple(distinct([said.text for said in self._decisions])),
            tuple(self._told_actions()),
            tuple(distinct([said.text for said in self._questions])),
        )

    @property
    def _people(self) -> list[str]:
        """Who speaks; nobody where no name comes twice, as before the parts of a letter."""
        return list(self._speakers) if self._speakers.total() > len(self._speakers) else []

    def _label(self, label: re.Match[str], text: str) -> None:
        """A line of notes that says itself, or below a heading that says, what it is."""
        self._is_noted = True
        if not _says(text):
            return
        said = self._say(text.strip())
        if label["decision"]:
            self._decisions.append(said)
        elif label["question"]:
            self._questions.append(said)
        else:
            cues = cues_of(text)
            named = cues.noted.match(text)
            who, what = (named["who"], named["what"]) if named else ("", text)
            self._add_action(said, who, what, cues, is_told=bool(who))

    def _say(self, text: str) -> Said:
        self._place += 1
        said = Said(self._place, self._speaker, text[:_LONGEST])
        self._before.append(said)
        return said

    def _read(self, sentence: str) -> None:
        before = list(self._before)
        said = self._say(sentence)
        cues = cues_of(sentence)
        is_question = _asks(sentence)
        if cues.open.search(sentence) and not is_question:
            self._add_question(said, before)
            return
        vote = cues.vote.search(sentence)
        if vote and not cues.past.search(sentence):
            self._add_decision(said, before, is_vote=is_question or bool(vote["only"]))
        if is_question:
            return
        if cues.decision.search(sentence):
            self._decisions.append(said)
        for match in cues.first.finditer(sentence):
            self._add_action(said, said.speaker, _with_what(match["what"], before), cues)
        for match in cues.third.finditer(sentence):
            dated = cues.when.search(match["what"])
            if dated or match["sure"]:
                what = match["what"] if match["sure"] else _base_form(match["what"])
                self._add_action(said, match["who"], _with_what(what, before), cues, is_told=True)

    def _add_question(self, said: Said, before: list[Said]) -> None:
        last = self._questions[-1] if self._questions else None
        if last is not None and said.place - last.place <= NEAR // 2:
            return  # "that stays open", of what was just said to be so
        points_back = _THAT.match(said.text) is not None
        if (
            before
            and (points_back or _says(said.text) <= _SAYS_ENOUGH)
            and not _ASKS.search(said.text)
        ):
            asked = [one for one in before if _asks(one.text) and _says(one.text) > 1]
            told = asked[-1] if asked else max(before, key=lambda one: _says(one.text))
            is_more = points_back and _says(said.text) > _SAYS_ENOUGH
            said = replace(said, text=f"{told.text} {said.text}" if is_more else told.text)
        self._questions.append(said)

    def _add_decision(self, said: Said, before: list[Said], *, is_vote: bool) -> None:
        """What was voted on: this sentence, or the last one that states something."""
        told = said
        if is_vote:
            stated = (one for one in reversed(before) if not _asks(one.text))
            told = next(stated, said)
        if _says(told.text) >= _SAYS_ENOUGH:
            self._decisions.append(told)

    def _add_action(
        self, said: Said, who: str, what: str, cues: Cues, *, is_told: bool = False
    ) -> None:
        times = list(cues.when.finditer(what)) or list(cues.when.finditer(said.text))
        firm = [match[0] for match in times if match["firm"]]
        when = next(iter([*reversed(firm), *(match[0] for match in times)]), "").strip()
        what = " ".join(what.split()).strip(EDGES)
        words = frozenset(content_words(cues.when.sub(" ", what)))
        if words:
            self._actions.append(FoundAction(said, who, what, when, words, is_told))

    def _told_actions(self) -> list[Action]:
        """Each action once, the way it was said best: with a time, by who gave it, in more words."""
        people = self._people
        kept: list[FoundAction] = []
        for found in self._actions:
            known = next((one for one in people if _is_called(found.who, one)), "")
            if found.is_told and not known and (people or found.who in _NO_NAMES):
                continue
            found.who = known or (found.who if found.is_told else "")
            same = [at for at, one in enumerate(kept) if is_same(one, found)]
            if same:
                kept[same[0]] = merged(kept[same[0]], found)
            else:
                kept.append(found)
        return [Action(bare(one), one.who or None, one.when or None) for one in kept]


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"'”’」』 ").endswith(("?", "？"))


def _says(sentence: str) -> int:
    return len(set(content_words(sentence)))


def _with_what(what: str, before: list[Said]) -> str:
    """`what`, with what was said before it where it is no more than "do that"."""
    return f"{what} “{before[-1].text}”" if before and _DO_THAT.match(what) else what


def _base_form(what: str) -> str:
    """`what` with its first word, the verb, as it is in "to do": signs is sign."""
    verb, space, rest = what.partition(" ")
    for ending, base in (
        ("ies", "y"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("sses", "ss"),
        ("oes", "o"),
    ):
        if verb.endswith(ending):
            return verb.removesuffix(ending) + base + space + rest
    return verb.removesuffix("s") + space + rest


def _is_called(name: str, person: str) -> bool:
    """Whether `name` is that of `person`: whole, or the first or given name."""
    if not name:
        return False
    return name == person or name in person.split() or (len(person) > 2 and person[1:] == name)
