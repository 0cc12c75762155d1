"""The check of one sentence of an answer against numbered passages.

No passage, no claim: a sentence that none of them bears out is marked, and one that leaves out that
its passage denies it, or ties it to a condition, is shown with the words of the passage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pa_cli.core.asked_thing import Fit, fit
from pa_cli.core.claims import (
    Claims,
    asks_yes_or_no,
    read_claims,
    read_statement,
)
from pa_cli.core.figures import digits_for_words
from pa_cli.core.languages import detect_language
from pa_cli.core.reservations import denies, withholds, without_permission
from pa_cli.core.support import Evidence, affirmed, closest_line, support, tokens_of
from pa_cli.core.verbatim import fold_words, stands_in_folded
from pa_cli.core.word_stems import index_words

Marks = Literal["claims", "facts", "citations"]
"""Which sentences are marked when no passage bears them out: all that claim something, those with
figures and names, or only those that cite or quote."""

_CITATION = re.compile(r"[ \t]*[\[【]\^?(?:passages? )?(\d{1,3}(?:\s*[,，、;]\s*\d{1,3})*)[\]】]")
_QUOTE = re.compile(r"“([^”\n]+)”|「([^」\n]+)」|\"([^\"\n]+)\"")
_HEADING = re.compile(r"\s*(?:#{1,6}\s.*|\*\*[^*\n]+\*\*:?)\s*")
_LAST_MARKS = re.compile(r"[.!?。！？；…]*[\"'”’」』）)*_]*\s*$")
_LEAST_QUOTE = 4
_MOST_SHOWN = 240
_CHINESE = {"notes": "笔记", "documents": "文档", "agenda": "日程", "to-dos": "待办"}


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence after the check.

    Attributes:
        text: As it may be shown.
        cited: Numbers of the passages that bear it out.
        dropped: Numbers that the model gave and that did not hold.
        is_marked: It says something that none of the passages says.
        instead: The words of the passage, where they turn or limit what it says; "" else.
    """

    text: str
    cited: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    is_marked: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as it is compared with the passages.

    Attributes:
        text: What it says; for a bare yes or no what was asked.
        claims: What of it can be checked.
        quotes: What it says in quotes.
        is_claim: It says what is so, and more than a title or the question does.
        repeats: It is a yes or a no, or says nothing but what was asked.
    """

    text: str
    claims: Claims
    quotes: tuple[str, ...]
    is_claim: bool
    repeats: bool


def not_found_mark(language_of: str, noun: str = "notes") -> str:
    """What marks a sentence that no passage bears out, in the language of `language_of`."""
    if detect_language(language_of).code.startswith("zh"):
        return f"（你的{_CHINESE.get(noun, '资料')}里没有）"
    return f"(not found in your {noun})"


def _but_mark(language_of: str, noun: str, line: str, number: int) -> str:
    """What follows a sentence that says only half of what a passage says."""
    shown = line if len(line) <= _MOST_SHOWN else line[:_MOST_SHOWN].rstrip() + "…"
    if detect_language(language_of).code.startswith("zh"):
        return f"（但你的{_CHINESE.get(noun, '资料')}里写的是：“{shown}”[{number}]）"
    says = "says" if noun == "agenda" else "say"
    return f"(but your {noun} {says}: “{shown}” [{number}])"


class SentenceCheck:
    """Checks the sentences of one answer, one after the other.

    Args:
        evidence: The passages by their numbers.
        question: What was asked.
        noun: What the passages are of: "notes", "documents".
        marks: Which sentences are marked; when the question asks to write something, those with
            facts at most.
    """

    def __init__(
        self, evidence: dict[int, Evidence], question: str, *, noun: str, marks: Marks
    ) -> None:
        self._evidence = evidence
        self._question = question
        self._asked = read_claims(question)
        self._asked_tokens = tokens_of(self._asked.terms)
        self._asked_folded = fold_words(question)
        titles = (digits_for_words(one.whole.partition("\n")[0]) for one in evidence.values())
        self._named = self._asked_tokens.union(*map(index_words, titles))
        self._is_yes_or_no = asks_yes_or_no(question)
        self._noun = noun
        self._marks = marks
        self._before = ""
        self._shown: set[str] = set()

    def check(self, sentence: str) -> CheckedSentence:
        """One sentence, its white space kept."""
        numbers = _numbers(sentence)
        bare = _CITATION.sub("", sentence)
        if not bare.strip():
            return CheckedSentence("\n" * sentence.count("\n"), dropped=numbers)
        said = self._read(bare)
        bearing = self._bearing(said)
        held = tuple(number for number in numbers if number in bearing)
        dropped = tuple(number for number in numbers if number not in bearing)
        if not held and bearing and self._is_to_be_cited(said):
            held = (max(bearing, key=lambda number: (bearing[number], -number)),)
        mark = instead = ""
        if held:
            instead = self._withheld(said, held[0])
            but = instead and _but_mark(bare, self._noun, instead, held[0])
            mark = but or _cite(held)
        elif said.quotes or (said.is_claim and numbers) or self._must_stand(said):
            mark = not_found_mark(bare, self._noun)
        self._before += bare
        text = _with(bare, mark) if mark else bare
        is_marked = bool(mark) and not held
        return CheckedSentence(text, held, dropped, is_marked, instead)

    def _read(self, bare: str) -> _Said:
        quotes = [q for found in _QUOTE.findall(bare) if len(q := "".join(found)) >= _LEAST_QUOTE]
        # what the question said may be quoted back
        quotes = [q for q in quotes if not stands_in_folded(q, self._asked_folded)]
        statement = read_statement(bare)
        is_claim = statement.claims_something and not _HEADING.fullmatch(bare)
        if statement.agrees is not None and not statement.text and self._is_yes_or_no:
            asked = self._question if statement.agrees else f"No, {self._question}"
            return _Said(asked, self._asked, (), is_claim, repeats=True)
        claims = read_claims(_QUOTE.sub(" ", statement.text) if quotes else statement.text)
        tokens = tokens_of(claims.terms)
        plain = without_permission(tokens)
        repeats = plain <= self._asked_tokens and (self._is_yes_or_no or plain < tokens)
        is_claim = is_claim and bool(statement.text)
        if not self._is_yes_or_no and tokens <= self._named:
            is_claim = False  # a title, or the question once more
        return _Said(bare, claims, tuple(quotes), is_claim, repeats)

    def _is_to_be_cited(self, said: _Said) -> bool:
        """Whether a sentence gets the number of its passage when the model gave none."""
        return bool(said.quotes) or (said.is_claim and self._marks != "citations")

    def _must_stand(self, said: _Said) -> bool:
        if self._marks == "claims":
            return said.is_claim
        return self._marks == "facts" and said.is_claim and said.claims.has_facts

    def _bearing(self, said: _Said) -> dict[int, float]:
        """The passages that bear a sentence out, and how well."""
        found = {number: self._score(said, one) for number, one in self._evidence.items()}
        return {
            number: score
            for number, score in found.items()
            if score and self._fit(said, number) != "other"
        }

    def _score(self, said: _Said, evidence: Evidence) -> float:
        if said.quotes:
            return _quoted(said, evidence)
        if said.repeats:
            return affirmed(said.claims, evidence)
        return support(said.claims, evidence, self._asked_tokens)

    def _line(self, said: _Said, number: int) -> str:
        line = closest_line(said.claims, self._asked, self._evidence[number])
        return line.text if line else ""

    def _fit(self, said: _Said, number: int) -> Fit:
        """How the line that a claim stands on fits what was asked."""
        line = self._line(said, number)
        if not line or not said.is_claim or self._marks != "claims":
            return "fits"
        return fit(self._question, said.text, line, self._evidence[number].whole)

    def _denying(self, said: _Said, number: int) -> str:
        """Another line that denies what a sentence says, whatever figure it took from elsewhere."""
        lines = (line.text for line in self._evidence[number].lines)
        return next((text for text in lines if denies(text, said.text)), "")

    def _withheld(self, said: _Said, number: int) -> str:
        """The words of the passage, where a sentence leaves out what turns or limits them."""
        line = self._line(said, number)
        if not line or line in self._shown or not said.is_claim or self._marks != "claims":
            return ""
        claims, asked = said.claims, self._asked
        has_facts = not said.repeats and bool(
            claims.numbers - asked.numbers or claims.names - asked.names or claims.measures
        )
        if self._fit(said, number) == "fits" and not withholds(
            said.text,
            line,
            has_facts=has_facts,
            before=self._before,
            is_bare_no=said.text.startswith("No, ") and said.claims is asked,
        ):
            line = self._denying(said, number) if has_facts else ""
            if not line or line in self._shown:
                return ""
        self._shown.add(line)
        return line


def _quoted(said: _Said, evidence: Evidence) -> float:
    """1 when all quotes stand there, and no figure beside them comes from nowhere."""
    if not all(stands_in_folded(quote, evidence.folded) for quote in said.quotes):
        return 0.0
    return 1.0 if said.claims.numbers <= evidence.numbers else 0.0


def _numbers(sentence: str) -> tuple[int, ...]:
    found = [int(n) for group in _CITATION.findall(sentence) for n in re.findall(r"\d+", group)]
    return tuple(dict.fromkeys(found))


def _cite(numbers: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in numbers)


def _with(sentence: str, mark: str) -> str:
    """`sentence` with `mark` before the punctuation that ends it."""
    end = _LAST_MARKS.search(sentence)
    at = end.start() if end else len(sentence)
    head = sentence[:at].rstrip()
    is_wide = mark.startswith("（") or (head and ord(head[-1]) > 0x2E7F)
    return f"{head}{'' if is_wide else ' '}{mark}{sentence[at:]}"
