"""A question in plain words, as what to look for: the words that carry it, not those that ask."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pa_cli.core.segmentation import fold, pairs, split_runs
from pa_cli.core.stop_words import STOP_WORDS
from pa_cli.core.word_stems import index_words, stem

_PART = re.compile(r'(-?)(?:(in|tag|since|before|file):|(#))?(?:"([^"]*)"?|([^\s"]+))')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "＃": "#", "：": ":"})
_WORD = re.compile(r"[^\W_]+\*?")

# words about asking and keeping: they count only where there is nothing else
_FRAME_WORDS = frozenset(
    """again answer ask asked contain contains describe described doc docs document documents
    explain file files find found give know list look mention mentioned mentions note noted notes
    read recorded remember said say says search show tell text thing things told wrote write
    written writing anywhere somewhere regarding according summarize summary""".split()
)
_CJK_STOP = re.compile(
    "什么时候|为什么|怎么样|是不是|有没有|多少钱|什么|怎么|怎样|如何|是否|哪里|哪儿|哪个|哪些|哪天|哪年"
    "|多少|多久|几点|几个|几号|请问|告诉|关于|我们|你们|他们|我的|你的|这个|那个|一下|曾经|可以|应该|写过|写了|说过"
    "|提到|记录|笔记|文档|文件|里面|什麼時候|為什麼|什麼|怎麼|哪裡|哪個|多少錢|請問|關於|我們|筆記|文檔|文件|記錄"
    "|[的了吗呢吧啊是我你您他她它谁哪嘛呀嗎誰]"
)
CJK_LIGHT = frozenset(
    "有会要还里和与或在过给对就都也很上下中到从被把让这那个能想用做去来几说写于會還裡與過給對從讓這個來說寫於"
)
"""Characters that are words of their own in a question, but parts of words elsewhere."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for.

    Attributes:
        text: As the user wrote it, folded.
        token: As the index knows it.
        is_prefix: It may also be the beginning of a word.
        light: It carries little: a part of speech more than a thing.
        run: Number of the run of CJK characters that it is a pair of, from 1; 0 for other words.
    """

    text: str
    token: str
    is_prefix: bool = False
    light: bool = False
    run: int = 0

    @property
    def expression(self) -> str:
        """The term as an FTS5 expression."""
        return f'"{self.token}"' + (" *" if self.is_prefix else "")

    def is_in(self, words: frozenset[str]) -> bool:
        """Whether it is one of the words of a text, as `index_words` gives them."""
        if not self.is_prefix:
            return self.token in words
        return any(word.startswith(self.token) for word in words)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for.

    Attributes:
        terms: Any of them makes a passage a candidate; the more, the better.
        phrases: FTS5 expressions that must hold: what stood in quotes.
        excluded: FTS5 expressions that must not hold: what stood after `-`.
        words: What is left of the query for an embedding: without filters and exclusions.
        filters: (name, value, is excluded) of `in:`, `tag:`, `since:`, `before:`, `file:`, in order.
    """

    terms: tuple[Term, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    words: str = ""
    filters: tuple[tuple[str, str, bool], ...] = ()


def read_question(text: str) -> Question:
    """Read a question or a search; whatever is typed, nothing is raised."""
    filters: list[tuple[str, str, bool]] = []
    phrases: list[str] = []
    excluded: list[str] = []
    kept: list[str] = []
    for part in _PART.finditer(text.translate(_QUOTES)):
        minus, name, hash_sign, quoted, word = part.groups()
        value = quoted if quoted is not None else word
        if name or hash_sign:
            if value.strip():
                filters.append((name or "tag", value.strip(), bool(minus)))
        elif minus:
            excluded.extend(_phrase(value))
        else:
            if quoted is not None:
                phrases.extend(_phrase(quoted))
            kept.append(value)
    words = " ".join(kept)
    return Question(_terms(words), tuple(phrases), tuple(excluded), words, tuple(filters))


def _phrase(text: str) -> list[str]:
    words = index_words(text)
    return ['"' + " ".join(words) + '"'] if words else []


def _terms(text: str) -> tuple[Term, ...]:
    """The words that carry the question; all of them when each is one that asks."""
    every = list(dict.fromkeys(_all_terms(text)))
    for left_out in (STOP_WORDS | _FRAME_WORDS, STOP_WORDS):
        carrying = [term for term in every if term.run or term.text not in left_out]
        if any(not term.light for term in carrying):
            return tuple(carrying)
    return tuple(every)


def _all_terms(text: str) -> Iterable[Term]:
    runs = 0
    for part, is_run in split_runs(fold(text)):
        if not is_run:
            for word in _WORD.findall(part):
                bare = word.rstrip("*")
                is_prefix = bare != word
                yield Term(bare, bare if is_prefix else stem(bare), is_prefix=is_prefix)
            continue
        fragments = [fragment for fragment in _CJK_STOP.split(part) if fragment]
        for fragment in fragments or [part]:
            runs += 1
            if len(fragment) == 1:
                yield Term(
                    fragment, fragment, is_prefix=True, light=fragment in CJK_LIGHT, run=runs
                )
            for pair in pairs(fragment):
                yield Term(pair, pair, light=CJK_LIGHT.issuperset(pair), run=runs)
