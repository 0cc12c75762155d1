"""Which tools may help with a question, by rules: so that a small model need not choose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pa_cli.core.tool import ToolRequest

_ENGLISH_MINE = re.compile(r"\b(?:i|i'm|i'd|i've|i'll|my|me|mine|we|our|us)\b", re.IGNORECASE)
_CHINESE_MINE = re.compile("我|咱|帮")
# German, French and Spanish: only what the agenda says is added, and the model words it
_FOREIGN = re.compile(
    r"\b(?:(?:habe|hab) ich|steht .*an|meine? (?:termine?|kalender|woche|tag)|bin ich .*frei|"
    r"(?:est-ce que )?j'ai|ai-je|mes (?:rendez-vous|réunions)|mon agenda|suis-je libre|"
    r"(?:qué|que) tengo|tengo (?:algo|alguna|citas?|planes)|mi agenda|mis (?:citas|"
    r"reuniones)|estoy libre)\b",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"\b(?:agenda|calendar|schedule|meetings?|appointments?|events?|busy|free|available|"
    r"plans?|planned|"
    r"plan (?:my|the|our)|my (?:day|week|weekend|morning|afternoon|evening)|fit (?:in|"
    r"it)|squeeze|overlaps?|conflicts?)\b"
    r"|安排|日程|行程|会议|开会|有空|空闲|忙|计划|预约",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:free|time (?:for|to)|enough time|busy|available|fit|squeeze|room|when (?:can|"
    r"could|should)|between|gaps?|slots?)\b|有空|空闲|时间|忙",
    re.IGNORECASE,
)
_HAVE = re.compile(
    r"\bwhat(?:'s| is| do| have| am| are| will)?\b.*\b(?:i|we|my|me)\b|\b(?:do|have|am|are) (?:i|we)\b"
    r"|有什么|有没有|要做什么|怎么样",
    re.IGNORECASE,
)
_TODOS = re.compile(
    r"\b(?:to-?dos?|to do|tasks?|chores?|errands?|deadlines?|due|overdue|should (?:i|"
    r"we) (?:do|start|work|begin|tackle|focus)|"
    r"priorit\w+|plan (?:my|the|our) (?:day|week|weekend|morning|afternoon|tomorrow)"
    r"|shopping list|my lists?|what .*buy)\b"
    r"|待办|任务|清单|要做|该做|先做|安排一下|规划|到期|优先",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|"
    r"fifty|hundred|thousand|dozen)\b"
    r"|[二三四五六七八九十百千万]",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(?:documents?|pdf|contract|manual|report|files?|lease|policy|invoice)\b|文件|文档|合同|说明书|报告",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:know|remember) (?:about|of)\b|\babout me\b|(?:记得|知道).*我|我的?(?:喜好|偏好)",
    re.IGNORECASE,
)
_PLACES = re.compile(r"\b(?:find|look up|search|where did i)\b|找|查", re.IGNORECASE)
_SUMS = re.compile(
    r"\b(?:how (?:much|many)|total|altogether|per (?:hour|day|week|month|year)|percent|"
    r"calculate|cost|left over|"
    r"average|sum|difference|split|tip|interest)\b|%|多少|一共|总共|平均|剩",
    re.IGNORECASE,
)
_NOTES = re.compile(r"\b(?:notes?|wrote|written|noted|journal)\b|笔记|记过|写过", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ToolChoice:
    """What a question may need.

    Attributes:
        calls: Surely helpful: they are made before the model is asked.
        offered: Names of tools that may help, with arguments that only the model can choose.
    """

    calls: tuple[ToolRequest, ...] = ()
    offered: tuple[str, ...] = ()


def choose_tools(question: str, when: str) -> ToolChoice:
    """The tools for a question that code could not answer whole.

    Args:
        question: What the user typed.
        when: The words in it that say when, "" for none.
    """
    if len(question) > 2000:
        return ToolChoice()
    calls = tuple(_calls(question, when))
    return ToolChoice(calls, () if calls else tuple(_offered(question)))


def _is_mine(question: str) -> bool:
    return bool(_ENGLISH_MINE.search(question) or _CHINESE_MINE.search(question))


def _calls(question: str, when: str) -> Iterator[ToolRequest]:
    if when and _FOREIGN.search(question):
        yield ToolRequest("agenda_list", {"when": when})
        return
    if not _is_mine(question):
        return
    arguments = {"when": when} if when else {}
    todos = bool(_TODOS.search(question))
    if _AGENDA.search(question) or (
        when and (todos or _FREE.search(question) or _HAVE.search(question))
    ):
        is_free = bool(when and _FREE.search(question) and not todos)
        yield ToolRequest("agenda_free" if is_free else "agenda_list", arguments)
    if todos:
        yield ToolRequest("todo_list", {})


def _offered(question: str) -> Iterator[str]:
    if _SUMS.search(question) and _FIGURES.search(question):
        yield "calculate"
        yield "convert"
    if not _is_mine(question):
        return
    if _NOTES.search(question):
        yield from ("note_search", "note_show", "find")
    if _DOCUMENTS.search(question):
        yield "docs_search"
    if _KNOWN.search(question):
        yield "memory_list"
    if _PLACES.search(question):
        yield "find"
