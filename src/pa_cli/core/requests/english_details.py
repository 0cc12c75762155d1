"""The words of an English request that name things: title, time, list, tags, text."""

import re
from dataclasses import replace

from pa_cli.core.action import ActionCall, ActionName
from pa_cli.core.requests import english_events as events
from pa_cli.core.requests import english_todos as todos
from pa_cli.core.requests.english_when import split_when
from pa_cli.core.requests.sentence import Sentence, compiled
from pa_cli.core.requests.wording import take_tags, trim

_I = re.IGNORECASE


def describe(action: ActionName, s: Sentence, request: str) -> ActionCall:
    """The call that `action` becomes: its words are copied from the sentence.

    Args:
        action: What is asked for.
        s: The sentence.
        request: The same with the politeness around it.
    """
    text, tags = take_tags(s.text)
    call = _DESCRIBERS[action](text)
    if action in {"datetime", "answer"}:
        call = replace(call, text=request.strip())
    return replace(call, action=action, tags=tags)


def _note_add(text: str) -> ActionCall:
    body = compiled(
        r"^(?:(?:write|jot|put|take)\s+(?:(?:this|that|it|something)\s+)?down|"
        r"note(?:\s+down)?(?:\s+to\s+self)?|"
        r"(?:make|take|write|create|add|leave|save|new)(?:\s+me)?(?:\s+an?)?(?:\s+(?:new|quick|"
        r"short))?\s+notes?(?:\s+to\s+self)?)"
        r"(?:\s*[:,]\s*|\s+)?(?:(?:that|saying|to|of|about|which\s+says)\s+)?",
        _I,
    ).sub("", text, count=1)
    return ActionCall("note_add", text=trim(body))


def _note_search(text: str) -> ActionCall:
    when = split_when(text)[1]
    if found := compiled(
        r"\b(?:about|on|for|regarding|concerning|mentioning|mention|containing|with|tagged|"
        r"of)\s+(?:my\s+|the\s+)?(?P<what>.+)$",
        _I,
    ).search(text):
        what = found["what"]
        if found := compiled(
            r"^notes?\s+(?:about|on|for|of)\s+(?:my\s+|the\s+)?(?P<what>.+)$", _I
        ).search(what):
            what = found["what"]
        what = compiled(r"\s+(?:in|from|among)\s+my\s+notes?$|^my\s+notes?$|^notes?$", _I).sub(
            "", what
        )
        if not compiled(r"^(?:my|the)?\s*notes?$", _I).match(what):
            return ActionCall(
                "note_search",
                text=trim(split_when(what)[0] if when and when in what else what),
                when=when,
            )
    return ActionCall("note_search", when=when)


def _memory_add(text: str) -> ActionCall:
    body = compiled(
        r"^(?:remember|do\s+not\s+forget|don'?t\s+forget|keep\s+in\s+mind|bear\s+in\s+mind|"
        r"memori[sz]e|learn)\s*[:,]?\s*(?:(?:that|this)\b[\s:,]*)?",
        _I,
    ).sub("", text)
    return ActionCall("memory_add", text=trim(body))


def _question(text: str) -> ActionCall:
    return ActionCall("answer", text=text)


_DESCRIBERS = {
    "agenda_add": events.new_event,
    "agenda_change": events.changed_event,
    "agenda_query": events.asked_events,
    "agenda_remove": events.removed_events,
    "todo_add": todos.new_todo,
    "todo_query": todos.asked_todos,
    "todo_done": todos.done_todo,
    "todo_remove": todos.removed_todos,
    "note_add": _note_add,
    "note_search": _note_search,
    "memory_add": _memory_add,
    "datetime": _question,
    "answer": _question,
}
