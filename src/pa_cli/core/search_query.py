"""What a user types to search, as terms: words, "phrases", beginnings*, #tags, -without.

Words are those of the index, which stores text as `core.segmentation.segment` cuts it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pa_cli.core.segmentation import fold, fold_width, pairs, split_runs

_TERM = re.compile(r'(-?)(?:(?:tag:|#)"?([^\s"]+)"?|"([^"]*)"?|([^\s"]+))')
_WORD_CHARACTER = re.compile(r"[^\W_]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "＃": "#"})


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search.

    Attributes:
        match: What must be there, as an FTS5 expression; "" when only tags or nothing are asked.
        exclude: What must not be there, as an FTS5 expression; "" for nothing.
        tags: Tags that an item must have, folded.
        excluded_tags: Tags that it must not have, folded.
        terms: What to look for in the text of a hit, folded.
        typed: The query as it was typed.
    """

    match: str = ""
    exclude: str = ""
    tags: tuple[str, ...] = ()
    excluded_tags: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    typed: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked for."""
        return not (self.match or self.exclude or self.tags or self.excluded_tags)


def parse_query(text: str) -> SearchQuery:
    """Read a query; whatever is typed, something sensible is searched and nothing is raised."""
    wanted: list[str] = []
    unwanted: list[str] = []
    tags: list[str] = []
    excluded_tags: list[str] = []
    terms: list[str] = []
    for match in _TERM.finditer(text.translate(_QUOTES)):
        minus, tag, phrase, word = match.groups()
        if tag is not None:
            (excluded_tags if minus else tags).append(fold(tag.rstrip("*,;")))
            continue
        found = _phrase(phrase) if phrase is not None else _words(word)
        (unwanted if minus else wanted).extend(found)
        if not minus:
            terms.extend(_terms_of(phrase, word))
    return SearchQuery(
        match=" AND ".join(wanted),
        exclude=" OR ".join(unwanted),
        tags=tuple(tag for tag in tags if tag),
        excluded_tags=tuple(tag for tag in excluded_tags if tag),
        terms=tuple(dict.fromkeys(terms)),
        typed=text,
    )


def _terms_of(phrase: str | None, word: str) -> Iterable[str]:
    if phrase is not None:
        return [" ".join(fold(phrase).split())] if phrase.strip() else []
    return [fold(part).rstrip("*") for part, _ in split_runs(word) if _WORD_CHARACTER.search(part)]


def _words(word: str) -> list[str]:
    """One expression for each script in `word`: `iPhone手机` is two words."""
    is_prefix = word.endswith("*")
    found = []
    parts = split_runs(word)
    for index, (part, is_run) in enumerate(parts):
        if is_run:
            found.append(_run(part))
        elif _WORD_CHARACTER.search(part):
            star = " *" if is_prefix and index == len(parts) - 1 else ""
            found.append(_quoted([part.rstrip("*")]) + star)
    return found


def _phrase(text: str) -> list[str]:
    """One expression for words that must follow each other."""
    parts = [(part, run) for part, run in split_runs(text) if _WORD_CHARACTER.search(part)]
    if not parts:
        return []
    tokens: list[str] = []
    star = ""
    for index, (part, is_run) in enumerate(parts):
        is_last = index == len(parts) - 1
        if not is_run:
            tokens.append(part)
        elif is_last:
            tokens.extend(pairs(part) or [part])
            star = " *" if len(part) == 1 else ""
        else:  # more follows, so the run ends here and its last character is a word of its own
            tokens.extend([*pairs(part), part[-1]])
    return [_quoted(tokens) + star]


def _run(run: str) -> str:
    return _quoted(pairs(run)) if len(run) > 1 else _quoted([run]) + " *"


def _quoted(tokens: Iterable[str]) -> str:
    return '"' + fold_width(" ".join(tokens)).replace('"', " ").replace("\0", " ") + '"'


_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class MatchingLine:
    """The line of a text that answers a query best, of a long one a part; counted from 1."""

    number: int
    text: str


def find_line(text: str, terms: Iterable[str]) -> MatchingLine | None:
    """The first of the lines that hold most of `terms`, None when none holds any."""
    wanted = list(terms)
    if not wanted:
        return None
    best, best_count = None, 0
    for number, line in enumerate(text.splitlines(), start=1):
        folded = fold(line)
        count = sum(term in folded for term in wanted)
        if count > best_count:
            best, best_count = MatchingLine(number, _part(line.strip(), wanted)), count
            if count == len(wanted):
                break
    return best


def _part(line: str, terms: Iterable[str]) -> str:
    """The part of a long line that holds the first of `terms`."""
    if len(line) <= _LONGEST_LINE:
        return line
    folded = fold(line)
    places = [place for term in terms if (place := folded.find(term)) >= 0]
    start = max(0, min(places, default=0) - _LONGEST_LINE // 4)
    end = start + _LONGEST_LINE
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
