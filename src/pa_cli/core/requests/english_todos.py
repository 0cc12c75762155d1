"""The words of an English request that name to-dos and lists."""

import re
from dataclasses import replace

from pa_cli.core.action import ActionCall
from pa_cli.core.requests.english_when import split_when
from pa_cli.core.requests.sentence import compiled
from pa_cli.core.requests.wording import trim

_I = re.IGNORECASE
_OUR = r"(?:my|the|our|a|an|this|that|your)"
_LIST = rf"(?:{_OUR}\s+)?(?:(?P<list>[^,.;:]*?)\s+)??(?:(?:to[- ]?do|task)\s+)?(?:check)?list"


def new_todo(text: str) -> ActionCall:
    """What goes on which list."""
    rest, name = _without_list(text, r"(?:to|on|onto|in|into|at|of|for)")
    lead = compiled(_TODO_LEAD, _I).match(rest)
    rest = rest[lead.end() :] if lead else rest
    if name is None and (found := compiled(_NEW_LIST, _I).match(text)):
        name, rest = found["list"] or found["name"] or "", found["with"] or ""
    title, when = split_when(rest) if rest else ("", "")
    title = compiled(_TODO_END, _I).sub("", title)
    remind = bool(compiled(r"\bremind\b", _I).search(text))
    return ActionCall(
        "todo_add", title=_item(title), when=when, list=_list_name(name or ""), remind=remind
    )


_TODO_LEAD = (
    r"^\s*(?:(?:add|append|jot|put|include|insert|write|place|throw|stick|get|create|make|set|"
    r"new|save|enter|"
    r"(?:i|we)\s+(?:also\s+)?(?:need|want|ran out of|am out of|are out of|'m out of|"
    r"have run out of)(?:\s+to)?|i\s+have\s+to|remind\s+(?:me|us)(?:\s+(?:to|that|about|of))?|"
    r"remember\s+to|(?:do\s+not|don'?t)\s+(?:let\s+me\s+)?forget(?:\s+to)?)(?:\s+(?:down|up|"
    r"me))?[\s,:]+)?"
    r"(?:(?:an?|the|new|another)\s+)*(?:(?:to[- ]?do|task|item|reminder)s?\b(?:\s+(?:to|for|"
    r"called|named|item|:))*[\s:,]*)?(?:(?:an?|the|some)\s+(?=\S))?"
)
_TODO_END = (
    r"[\s,]+(?:added|down|on\s+there|as\s+an?\s+(?:task|to[- ]?do|item)|should\s+be(?:\s+added)?|"
    r"(?:(?:needs?|has|have|ought)\s+to|should|must|can|could|may)\s+(?:go|be(?:\s+\w+)?)|"
    r"needs?\s+to\s+be|be\s+added|to)$"
)
_NEW_LIST = (
    r"^(?:create|make|start|open|begin|set\s+up|generate|build|add|new|need|i\s+need|i\s+want|"
    r"(?:i'?m|i\s+am|we'?re|we\s+are)\s+(?:making|starting|creating))\s+(?:me\s+)?(?:an?\s+|"
    r"the\s+|my\s+)?(?:new\s+)?(?:(?P<list>.+?)\s+)?list"
    r"(?:\s+(?:for|called|named|titled|of)\s+(?P<name>(?!me\b).+?))?(?:\s+(?:with|"
    r"containing)\s+(?P<with>.+))?$"
)


def _without_list(text: str, joint: str) -> tuple[str, str | None]:
    """The text without its "on my shopping list", and the name of the list."""
    pattern = (
        rf"(?P<all>\b{joint}\s+(?!dos?\b)(?:{_OUR}\s+)?(?P<list>(?:(?!(?:{joint}|"
        rf"and)\b)[\w'-]+\s+){{0,5}}?)(?:(?:to[- ]?do|task|check)[\s-]*)?list\b(?:\s+(?:named|"
        r"called)\s+(?P<name>[\w'-]+))?)"
    )
    every = list(compiled(pattern, _I).finditer(text))
    found = every[-1] if every else None
    if found is None:
        pattern = (
            rf"(?P<all>\b{joint}\s+{_OUR}\s+(?P<list>)(?P<name>groceries|shopping|to[- ]?dos?|tasks|"
            r"chores|errands)\b)"
        )
        found = compiled(pattern, _I).search(text)
    if found is None:
        return text, None
    rest = f"{text[: found.start('all')].rstrip()} {text[found.end('all') :].lstrip(' :,')}".strip()
    return rest, found["name"] or found["list"] or ""


def _list_name(name: str) -> str:
    name = compiled(
        r"\b(?:to[- ]?dos?|tasks?|check|new|my|the|current|entire|whole|own|saved|all|of)\b", _I
    ).sub("", name)
    return trim(name)


def _item(title: str) -> str:
    title = trim(title)
    if title.lower() in {
        "this",
        "that",
        "it",
        "item",
        "this item",
        "that item",
        "something",
        "an item",
        "items",
        "the item",
        "to do",
        "task",
        "list",
        "lists",
        "new",
        "one",
    }:
        return ""
    return title


def asked_todos(text: str) -> ActionCall:
    """Which list is asked for."""
    name = ""
    if found := compiled(
        r"\b(?:(?:my|the|our|a)\s+|in\s+|on\s+|what\s+(?:is|'s)\s+)(?P<list>(?:(?!my\b|the\b|on\b|"
        r"in\b|is\b|of\b)[\w'-]+\s+){0,4}?)lists?\b|^(?P<head>[\w'-]+(?:\s+[\w'-]+)?)\s+list\b",
        _I,
    ).search(text):
        name = found["list"] or found["head"] or ""
    if compiled(r"\bgroceries\b", _I).search(text):
        name = name or "groceries"
    title = ""
    if asked := compiled(
        r"^(?:is|are|do\s+(?:i|we)\s+have|have\s+i\s+(?:got|put)|did\s+(?:i|we)\s+(?:add|"
        r"put))\s+(?:there\s+)?(?:an?\s+|any\s+|some\s+|"
        r"the\s+)?(?P<what>.+?)\s+(?:already\s+)?(?:on|in|to|added)\b.*\blists?\b",
        _I,
    ).match(text):
        title = asked["what"]
    when = split_when(text)[1]
    return ActionCall(
        "todo_query",
        title=_item(title),
        when=when,
        list=_list_name(
            compiled(
                r"^(?:show|read|tell|give|list|display|what|me|out|is|open|check|get|see|view|new|any)\b",
                _I,
            ).sub("", name)
        ),
    )


def done_todo(text: str) -> ActionCall:
    """What is done."""
    return replace(removed_todos(text), action="todo_done")


_DONE_LEAD = (
    r"^(?:(?:i|we)(?:\s+have|'ve)?\s+(?:(?:already|just|finally)\s+)*(?:bought|finished|"
    r"completed|paid|got|done|did|am\s+done\s+with|am\s+finished\s+with|picked\s+up|"
    r"done\s+with)|i'?m\s+(?:done|finished)\s+with|"
    r"(?:i\s+)?(?:no\s+longer|do\s+not|don'?t)\s+(?:need|want)|throw(?:\s+(?:away|out))?|move|"
    r"get(?=.*\b(?:deleted|removed)$)|"
    r"(?:delete|remove|cancel|clear|erase|drop|scratch|wipe|discard|get\s+rid\s+of|take|"
    r"strike|cross|tick|check|mark|knock|pull|eliminate|complete|finish|set|empty|"
    r"purge)(?:\s+(?:off|out|away))?)\s+"
)
_DONE_END = (
    r"[\s,]+(?:(?:is|are)\s+)?(?:as\s+)?(?:done|complete|completed|finished|off|away|bought|"
    r"deleted|removed|(?:in|in)?to\s+(?:the\s+)?(?:trash|bin)|from|out|anymore|any\s+more|"
    r"(?:(?:needs?|has|have|ought)\s+to|should|must|can|could|may)\s+(?:come|go|be\b.*)|"
    r"should\s+be.*)$"
)


def removed_todos(text: str) -> ActionCall:
    """What goes from which list."""
    every = bool(compiled(r"\b(?:all|every|everything|entire|whole)\b", _I).search(text))
    text = compiled(_DONE_LEAD, _I).sub("", text)
    if found := compiled(
        rf"^(?:{_OUR}\s+)?list\s+(?:of|for|called|named)\s+(?P<list>.+)$", _I
    ).match(text):
        return ActionCall("todo_remove", list=trim(found["list"]), every=True)
    rest, name = _without_list(text, r"(?:from|off|off\s+of|out\s+of|of|on|in)")
    if name is None and (found := compiled(rf"^{_LIST}s?$", _I).match(rest)):
        name, rest, every = found["list"] or "", "", True
    for _ in range(2):
        rest = compiled(_DONE_END, _I).sub("", rest)
    title, when = split_when(rest) if rest.strip() else ("", "")
    title = compiled(
        rf"^(?:(?:{_OUR}|all|every|of|items?|tasks?|to[- ]?dos?|everything|called|named)\b\s*)+", _I
    ).sub("", title)
    return ActionCall(
        "todo_remove", title=_item(title), when=when, list=_list_name(name or ""), every=every
    )
