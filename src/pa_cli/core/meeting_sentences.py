"""Sentences of a meeting: what they ask and say, and what has to stand before them to be understood."""

import re
from collections.abc import Iterable, Iterator

from pa_cli.core.bm25 import content_words
from pa_cli.core.meeting_findings import Said, choices, cues_of, is_whole_question

SAYS_ENOUGH = 3
"""Words that carry a sentence which can be understood by itself."""
NEAR_QUESTION = 5
"""Sentences that may be between a question and what is decided about it."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PROPOSES = re.compile(
    r"(?i)\W*(?:so |then |and )?(?:(?:can|could|shall|should|why don['’]t) we\b(?!.{0,6}(?:put it|vote|start|begin))"
    r"|(?:what|how) about\b|all those for \w)|.*(?:要不|不如|可不可以|怎么样)"
)
_ASSENT = re.compile(r"(?i)\W*(?:yes|yeah|fine|ok(?:ay)?|sure|agreed|good|right|no|none)\b.{0,12}")
_DO_THAT = re.compile(r"(?i)do (?:it|that)\b|.{0,6}你[来去](?:办|做|弄|处理)?[。！!]?$")


def asks(sentence: str) -> bool:
    """Whether it is a question."""
    return sentence.rstrip("\"'”’」』 ").endswith(("?", "？"))


def whole_questions(sentences: Iterable[Said]) -> Iterator[Said]:
    """Those of `sentences` that are questions and can be understood as such."""
    return (one for one in sentences if asks(one.text) and is_whole_question(one.text))


def with_question(said: Said, before: list[Said]) -> str:
    """What was decided, after the question where it says too little without."""
    if says(said.text) > SAYS_ENOUGH:
        return said.text
    near = before[-NEAR_QUESTION:]
    named = [one for one in near if any(clause in one.text for clause in choices(said.text))]
    asked = [one for one in whole_questions(near) if not cues_of(one.text).vote.search(one.text)]
    about = max(named, key=lambda one: says(one.text)) if named else next(reversed(asked), None)
    return f"{about.text} {said.text}" if about else said.text


def can_be_voted_on(sentence: str) -> bool:
    """Whether it states or proposes something, and is no vote itself."""
    if _PROPOSES.match(sentence):
        return True
    is_vote = cues_of(sentence).vote.search(sentence) or _ASSENT.fullmatch(sentence)
    return not asks(sentence) and not is_vote and says(sentence) > 1


def says(sentence: str) -> int:
    """How many words carry it."""
    words = len(set(content_words(sentence)))
    # a Chinese text is cut into overlapping pairs
    return words // 2 if _CHINESE.search(sentence) else words


def with_what(what: str, before: list[Said]) -> str:
    """`what`, with what was said before it where it is no more than "do that"."""
    return f"{what} “{before[-1].text}”" if before and _DO_THAT.match(what) else what


def base_form(what: str) -> str:
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
