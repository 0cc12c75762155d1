"""What a meeting came to, read by rules from its transcript: decisions, actions, open questions.

Small models make these up, give them to the wrong person, or leave them out. People say them in few
ways ("I'll do it by Friday", "all in favour", "next time"), and words that are copied are not invented.
"""

import re
from collections import deque
from dataclasses import dataclass, replace

from pa_cli.core.chunking import sentences
from pa_cli.core.meeting_cues import Cues
from pa_cli.core.meeting_exchange import Exchange
from pa_cli.core.meeting_findings import (
    EDGES,
    NEAR,
    FoundAction,
    Said,
    bare,
    cues_of,
    distinct,
    is_choice,
    is_same,
    merged,
    words_of,
)
from pa_cli.core.meeting_people import People
from pa_cli.core.meeting_sentences import (
    NEAR_QUESTION,
    SAYS_ENOUGH,
    asks,
    base_form,
    can_be_voted_on,
    says,
    whole_questions,
    with_question,
    with_what,
)
from pa_cli.core.summary import Action, Minutes
from pa_cli.core.text_dates import whole_dates

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
_LONGEST = 300
_CONFIRMED = 3
"""A vote so soon after a decision is about that."""

_ASKS = re.compile(r"(?i)\b(?:whether|who|how|what|when|where|which|if)\b")
_THAT = re.compile(
    r"(?i)\W*(?:so )?(?:that|this|it)\b|这个?|那个?"
    r"|.*\b(?:park|leave|postpone|decide|table|put|hold|keep|save|shelve|raise|revisit|back to)"
    r" (?:it|that|this)\b"
)
_NO_NAMES = frozenset(
    "The They It He She We You This That There These Those Everybody Everyone Nobody Somebody".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class _Decision:
    """What was decided.

    Attributes:
        place: Number of the sentence that says so.
        text: What it says.
        by: Who has to lead the meeting for that; "" for anybody.
        is_asked: It is what was said before somebody asked whether all agree.
    """

    place: int
    text: str
    by: str = ""
    is_asked: bool = False


class MeetingReader:
    """Reads a transcript from its beginning to its end; keeps only what it found.

    Attributes:
        held: The first day with its year that stands in it, as it is written; None for none.
    """

    def __init__(self) -> None:
        self._before: deque[Said] = deque(maxlen=NEAR)
        self._people = People()
        self._exchange = Exchange()
        self._decisions: list[_Decision] = []
        self._actions: list[FoundAction] = []
        self._questions: list[Said] = []
        self._place = 0
        self._speaker = ""
        self._is_noted = False
        self.held: str | None = None

    def feed(self, text: str) -> None:
        """Read more of it: whole lines."""
        self.held = self.held or next(iter(whole_dates(text)), None)
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
            self._people.hear(self._speaker)
        spoken = sentences(rest)
        self._actions += self._exchange.begin_turn(self._speaker, spoken)
        for sentence in spoken:
            label = _LABEL.match(sentence)
            marked = _COLON.match(sentence, label.end()) if label else None
            if label and marked:
                self._label(label, sentence[marked.end() :])
            else:
                self._read(sentence)

    def minutes(self) -> Minutes:
        """What it came to, actions without dates; nothing of a text in which nobody speaks."""
        people = self._people
        if not self._is_noted and not people.names:
            return Minutes((), (), ())
        decided = [one for one in self._decisions if one.by in ("", people.chair)]
        return Minutes(
            tuple(distinct([one.text for one in decided])),
            tuple(self._told_actions()),
            tuple(distinct([said.text for said in self._questions])),
        )

    def _label(self, label: re.Match[str], text: str) -> None:
        """A line of notes that says itself, or below a heading that says, what it is."""
        self._is_noted = True
        if not says(text):
            return
        said = self._say(text.strip())
        if label["decision"]:
            self._decisions.append(_Decision(said.place, said.text))
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
        is_question = asks(sentence)
        addressed, told = self._people.addressed_in(sentence)
        asked = replace(said, text=f"你{told.removeprefix('你')}") if told else said
        is_request = self._exchange.look_at(asked, cues, addressed)
        if cues.open.search(sentence) and not is_question:
            self._add_question(said, before)
        else:
            self._read_decision(said, before, cues)
        if is_question or is_request:
            return
        for match in cues.first.finditer(sentence):
            self._add_action(said, said.speaker, with_what(match["what"], before), cues)
        if self._exchange.is_asked and (promised := cues.promise.search(sentence)):
            self._add_action(said, said.speaker, promised[0], cues)
        for match in cues.third.finditer(sentence):
            dated = cues.when.search(match["what"])
            if dated or match["sure"]:
                what = match["what"] if match["sure"] else base_form(match["what"])
                self._add_action(said, match["who"], with_what(what, before), cues, is_told=True)

    def _read_decision(self, said: Said, before: list[Said], cues: Cues) -> None:
        is_question = asks(said.text)
        vote = cues.vote.search(said.text)
        if vote and not cues.past.search(said.text):
            self._add_decision(said, before, is_vote=is_question or bool(vote["only"]))
        if is_question:
            return
        is_plain = cues.decision.search(said.text) is not None
        is_ruling = said.speaker and (cues.ruling.search(said.text) or is_choice(said, before))
        if is_plain or is_ruling:
            by = "" if is_plain else said.speaker
            self._decide(_Decision(said.place, with_question(said, before), by=by))

    def _decide(self, decision: _Decision) -> None:
        last = self._decisions[-1] if self._decisions else None
        if last and last.is_asked and decision.place - last.place <= _CONFIRMED:
            self._decisions.pop()  # it was asked whether all agree, and here is to what
        self._decisions.append(decision)

    def _add_question(self, said: Said, before: list[Said]) -> None:
        last = self._questions[-1] if self._questions else None
        if last is not None and said.place - last.place <= NEAR // 2:
            # "that stays open", of what was just said to be so
            if says(last.text) <= SAYS_ENOUGH < says(said.text):
                self._questions[-1] = replace(last, text=f"{last.text} {said.text}")
            return
        points_back = _THAT.match(said.text) is not None
        if (
            before
            and (points_back or says(said.text) <= SAYS_ENOUGH)
            and not _ASKS.search(said.text)
        ):
            asked = [
                one
                for one in whole_questions(before)
                if not cues_of(one.text).request.search(one.text)
            ]
            clear = [one for one in asked if says(one.text) > 1] or asked
            told = clear[-1] if clear else max(before, key=lambda one: says(one.text))
            if asked and says(told.text) < SAYS_ENOUGH and told is not before[0]:
                earlier = before[before.index(told) - 1]
                told = replace(told, text=f"{earlier.text} {told.text}")
            is_more = points_back and says(said.text) > SAYS_ENOUGH
            said = replace(said, text=f"{told.text} {said.text}" if is_more else told.text)
        elif before and says(said.text) <= SAYS_ENOUGH:
            about = max(before[-NEAR_QUESTION:], key=lambda one: says(one.text))
            said = replace(said, text=f"{about.text} {said.text}")
        self._questions.append(said)

    def _add_decision(self, said: Said, before: list[Said], *, is_vote: bool) -> None:
        """What was voted on: this sentence, or the last one that states something."""
        told = said
        if is_vote:
            stated = (one for one in reversed(before) if can_be_voted_on(one.text))
            told = next(stated, said)
            last = self._decisions[-1] if self._decisions else None
            if last and said.place - last.place <= _CONFIRMED:
                return
            if _THAT.match(told.text):
                longest = max(before[-NEAR_QUESTION:], key=lambda one: says(one.text))
                told = replace(told, text=f"{longest.text} {told.text}")
        if says(told.text) > 1:
            self._decide(_Decision(said.place, told.text, is_asked=asks(said.text)))

    def _add_action(
        self, said: Said, who: str, what: str, cues: Cues, *, is_told: bool = False
    ) -> None:
        times = list(cues.when.finditer(what)) or list(cues.when.finditer(said.text))
        firm = [match[0] for match in times if match["firm"]]
        when = next(iter([*reversed(firm), *(match[0] for match in times)]), "").strip()
        what = " ".join(what.split()).strip(EDGES)
        words = words_of(what)
        if words:
            self._actions.append(FoundAction(said, who, what, when, words, is_told))

    def _told_actions(self) -> list[Action]:
        """Each action once, the way it was said best: with a time, by who gave it, in more words."""
        people = self._people.names
        kept: list[FoundAction] = []
        for found in [*self._actions, *self._exchange.finish()]:
            known = self._people.called(found.who) if people else ""
            if found.is_told and not known and (people or found.who in _NO_NAMES):
                continue
            found.who = known or (found.who if found.is_told else "")
            same = [at for at, one in enumerate(kept) if is_same(one, found)]
            if same:
                kept[same[0]] = merged(kept[same[0]], found)
            else:
                kept.append(found)
        return [Action(bare(one), one.who or None, one.when or None) for one in kept]
