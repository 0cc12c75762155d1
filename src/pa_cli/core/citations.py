"""Passages numbered for a prompt, and the check of an answer against them, sentence by sentence.

Whatever a model claims to cite, the check decides: a number that does not exist, a quote that does
not stand there word for word, or a passage that does not bear the sentence out is dropped. A
sentence that one of the passages does bear out gets its number also when the model gave none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pa_cli.core.chunking import ends_sentence
from pa_cli.core.grounding import Source
from pa_cli.core.languages import detect_language
from pa_cli.core.support import Evidence, read_claims, read_evidence, support, terms_of, tokens_of
from pa_cli.core.verbatim import fold_words, stands_in_folded

_CITATION = re.compile(r"[ \t]*[\[【]\^?(?:passages? )?(\d{1,3}(?:\s*[,，、;]\s*\d{1,3})*)[\]】]")
_END = re.compile(r"[.!?]+[\"'”’)\]*_]*(?=\s|[\[【]\d)|[。！？；…]+[”’」』）】]*|\n+")
_FOLLOWS = re.compile(r"(?:[ \t]*[\[【]\^?\d{1,3}(?:\s*[,，、;]\s*\d{1,3})*[\]】])+[.。]?")
_MAY_FOLLOW = re.compile(r"[ \t]*(?:[\[【][^\]】\n]{0,24})?")
_QUOTE = re.compile(r"“([^”\n]+)”|「([^」\n]+)」|\"([^\"\n]+)\"")
_LAST_MARKS = re.compile(r"[.!?。！？；…]*[\"'”’」』）)*_]*\s*$")
_LEAST_QUOTE = 4
_LONGEST_SENTENCE = 2000
_FENCE = "```"


def passage_block(sources: Sequence[Source]) -> str:
    """The passages as the model is shown them: numbered, each line marked as data."""
    blocks = []
    for source in sources:
        # a number in brackets within a passage would look like the number of another one
        text = re.sub(r"\[(\d{1,3})\]", r"(\1)", body_of(source))
        lines = "\n".join(f"> {line}" for line in text.splitlines() if line.strip())
        blocks.append(f"[{source.number}] {' '.join(source.title.split())}\n{lines}")
    return "\n\n".join(blocks)


def body_of(source: Source) -> str:
    """The text of a passage without a first heading that only says its title once more."""
    first, _, rest = source.text.lstrip().partition("\n")
    heading = first.lstrip("#").strip()
    is_title = first.startswith("#") and heading and source.title.startswith(heading)
    return rest.strip("\n") if is_title and rest.strip() else source.text


def not_found_mark(language_of: str, noun: str = "notes") -> str:
    """What marks a sentence that no passage bears out, in the language of `language_of`."""
    if detect_language(language_of).code.startswith("zh"):
        return f"（你的{_CHINESE.get(noun, '资料')}里没有）"
    return f"(not found in your {noun})"


_CHINESE = {"notes": "笔记", "documents": "文档"}


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence after the check.

    Attributes:
        text: As it may be shown.
        cited: Numbers of the passages that bear it out.
        dropped: Numbers that the model gave and that did not hold.
        is_marked: It says something that none of the passages says.
    """

    text: str
    cited: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    is_marked: bool = False


class CitationCheck:
    """Checks an answer while it grows; no citation is let through before it holds.

    Args:
        sources: The numbered passages.
        question: What was asked.
        noun: What the passages are of: "notes", "documents".
        marks: Mark sentences with facts that no passage says, also when they cite nothing.

    Attributes:
        cited: Numbers of the passages that were cited, and whose citations held.
        dropped: How many citations did not hold.
        marked: How many sentences were marked.
    """

    def __init__(
        self, sources: Sequence[Source], question: str, *, noun: str = "notes", marks: bool = True
    ) -> None:
        self._evidence = {
            source.number: read_evidence(body_of(source), source.title) for source in sources
        }
        self._asked = tokens_of(terms_of(question))
        self._asked_folded = fold_words(question)
        self._noun = noun
        self._marks = marks
        self._pending = ""
        self._in_fence = False
        self.cited: set[int] = set()
        self.dropped = 0
        self.marked = 0

    def feed(self, text: str) -> str:
        """What may be shown now."""
        self._pending += text
        return self._take(is_end=False)

    def finish(self) -> str:
        """What is left when no more text comes."""
        return self._take(is_end=True)

    def _take(self, *, is_end: bool) -> str:
        shown = ""
        while self._pending:
            end = self._sentence_end(is_end=is_end)
            if end is None:
                break
            sentence, self._pending = self._pending[:end], self._pending[end:]
            shown += self._checked(sentence)
        return shown

    def _sentence_end(self, *, is_end: bool) -> int | None:
        """Where the first sentence of what is pending ends; None while that cannot be told."""
        for match in _END.finditer(self._pending):
            if not ends_sentence(self._pending, match):
                continue
            at = match.end()
            if "\n" in match[0]:
                return at
            follows = _FOLLOWS.match(self._pending, at)
            if follows is not None:
                at = follows.end()
            rest = _MAY_FOLLOW.match(self._pending, at)
            if rest is not None and rest.end() == len(self._pending) and not is_end:
                return None
            return at
        if is_end or len(self._pending) > _LONGEST_SENTENCE:
            return len(self._pending)
        return None

    def _checked(self, sentence: str) -> str:
        if sentence.lstrip().startswith(_FENCE):
            self._in_fence = not self._in_fence
            return sentence
        if self._in_fence:
            return sentence
        checked = self.check(sentence)
        self.cited.update(checked.cited)
        self.dropped += len(checked.dropped)
        self.marked += checked.is_marked
        return checked.text

    def check(self, sentence: str) -> CheckedSentence:
        """One sentence, its white space kept."""
        numbers = _numbers(sentence)
        bare = _CITATION.sub("", sentence)
        if not bare.strip():
            return CheckedSentence("\n" * sentence.count("\n"), dropped=numbers)
        quotes = [q for found in _QUOTE.findall(bare) if len(q := "".join(found)) >= _LEAST_QUOTE]
        # what the question said may be quoted back
        quotes = [q for q in quotes if not stands_in_folded(q, self._asked_folded)]
        bearing = self._bearing(bare, quotes)
        held = tuple(number for number in numbers if number in bearing)
        dropped = tuple(number for number in numbers if number not in bearing)
        if not held and bearing:
            held = (max(bearing, key=lambda number: (bearing[number], -number)),)
        if held:
            return CheckedSentence(_with(bare, _cite(held)), held, dropped)
        is_question = bare.rstrip("\"'”’」』 \n").endswith(("?", "？"))  # it claims nothing
        has_facts = self._marks and not is_question and read_claims(bare).has_facts
        if numbers or quotes or has_facts:
            mark = not_found_mark(bare, self._noun)
            return CheckedSentence(_with(bare, mark), (), dropped, is_marked=True)
        return CheckedSentence(bare)

    def _bearing(self, sentence: str, quotes: Sequence[str]) -> dict[int, float]:
        """The passages that bear `sentence` out, and how well."""
        outside = _QUOTE.sub(" ", sentence) if quotes else sentence
        claims = read_claims(outside)
        found = {}
        for number, evidence in self._evidence.items():
            score = (
                self._quoted(quotes, outside, evidence)
                if quotes
                else support(claims, evidence, self._asked)
            )
            if score:
                found[number] = score
        return found

    def _quoted(self, quotes: Sequence[str], outside: str, evidence: Evidence) -> float:
        """1 when all quotes stand there, and no figure beside them comes from nowhere."""
        if not all(stands_in_folded(quote, evidence.folded) for quote in quotes):
            return 0.0
        return 1.0 if read_claims(outside).numbers <= evidence.numbers else 0.0


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
