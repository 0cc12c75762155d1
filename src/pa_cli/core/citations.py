"""Passages numbered for a prompt, and the check of an answer against them, sentence by sentence.

Whatever a model claims to cite, the check decides: a number that does not exist, a quote that does
not stand there word for word, or a passage that does not bear the sentence out is dropped. A
sentence that one of the passages does bear out gets its number also when the model gave none.
"""

import re
from collections.abc import Sequence

from pa_cli.core.chunking import ends_sentence
from pa_cli.core.grounding import Source
from pa_cli.core.sentence_check import Marks, SentenceCheck
from pa_cli.core.support import read_evidence

_END = re.compile(r"[.!?]+[\"'”’)\]*_]*(?=\s|[\[【]\d)|[。！？；…]+[”’」』）】]*|\n+")
_FOLLOWS = re.compile(r"(?:[ \t]*[\[【]\^?\d{1,3}(?:\s*[,，、;]\s*\d{1,3})*[\]】])+[.。]?")
_MAY_FOLLOW = re.compile(r"[ \t]*(?:[\[【][^\]】\n]{0,24})?")
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
        self,
        sources: Sequence[Source],
        question: str,
        *,
        noun: str = "notes",
        marks: Marks = "claims",
    ) -> None:
        evidence = {one.number: read_evidence(body_of(one), one.title) for one in sources}
        self._check = SentenceCheck(evidence, question, noun=noun, marks=marks)
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
        checked = self._check.check(sentence)
        self.cited.update(checked.cited)
        self.dropped += len(checked.dropped)
        self.marked += checked.is_marked
        return checked.text
