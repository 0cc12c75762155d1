"""What a question says of itself: whether it is about the user's own texts, and about what."""

import re

from pa_cli.core.question import read_question

_TEXTS = r"(?:notes?|documents?|docs|files|papers|diary|journal)"
_NAMED = re.compile(
    rf"\b(?:in|from|to|of|with|by|do|check|search|see) my (?:own )?{_TEXTS}\b"
    rf"|\bmy {_TEXTS} (?:say|says|said|on|about|of|from|mention)\b"
    r"|\b(?:did|have|had) (?:i|we) (?:ever )?(?:write|written|wrote|noted?|record(?:ed)?|jot|put) "
    r"|\bwhat (?:i|we) (?:wrote|(?:had |have )?noted|recorded)\b"
    r"|我(?:以前|之前|曾经|上次|都|在?笔记里)?(?:记录|记|写)(?:的|了|过|下)"
    r"|我(?:关于|有关)[^，。？?]{1,20}(?:记录|记|写)(?:了|过|下)"
    r"|我的?(?:笔记|文档|日记|记录)|(?:笔记|文档)[里中]",
    re.IGNORECASE,
)

_ALL = re.compile(
    rf"\bwhat (?:did|have|had) (?:i|we) (?:ever )?(?:writ\w+|not\w+|record\w*|put|keep|kept)\b.*\b(?:about|on)\b"
    rf"|\bwhat (?:do|does|did) my {_TEXTS} say\b|\bmy {_TEXTS} (?:about|on|for)\b"
    r"|^(?:关于|有关).*我.*(?:记|写)(?:了|过)?(?:什么|哪些|些什么)|我.*(?:记|写)(?:了|过)?(?:什么|哪些).*关于"
    r"|我(?:关于|有关).*(?:记|写)(?:下)?(?:了|过)?(?:什么|哪些|些什么|啥)",
    re.IGNORECASE,
)


def is_about_texts(question: str) -> bool:
    """Whether `question` says itself that it is about what the user wrote."""
    return _NAMED.search(question) is not None


def asks_for_all(question: str) -> bool:
    """Whether `question` asks for whatever the user wrote about something."""
    return _ALL.search(question) is not None


def topic_of(question: str) -> str:
    """What a question is about, in its own words: those that carry it.

    Of a language without spaces all from the first of these words to the last.
    """
    terms = read_question(question).terms
    folded = question.casefold()
    places = [(at, at + len(term.text)) for term in terms if (at := folded.find(term.text)) >= 0]
    if not places:
        return ""
    if any(term.run for term in terms):
        return question[min(at for at, _ in places) : max(end for _, end in places)]
    return " ".join(question[at:end] for at, end in places)


def filters_of(question: str) -> str:
    """The filters that stand in a question, as they may be typed: `tag:home since:2026`."""
    return " ".join(
        f"{'-' if is_excluded else ''}{name}:{value}"
        for name, value, is_excluded in read_question(question).filters
        if name != "in"
    )
