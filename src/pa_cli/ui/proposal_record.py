"""What would be done for a request, as JSON has it."""

from collections.abc import Sequence
from datetime import datetime

from pa_cli.core.action import ActionCall
from pa_cli.core.event import Event
from pa_cli.core.proposal import (
    AddEvent,
    AddNote,
    AddTodo,
    Ask,
    ChangeEvent,
    ChangeTodo,
    FinishTodos,
    Need,
    Proposal,
    Refuse,
    Remember,
    RemoveEvents,
    RemoveTodos,
    ShowEvents,
    ShowFree,
    ShowLists,
    ShowNotes,
    ShowTodos,
    Tell,
)
from pa_cli.core.todo import Todo


def proposal_record(proposal: Proposal) -> dict[str, object]:
    """A proposal as JSON has it; everything is null that does not apply."""
    call = proposal.call
    return {
        "action": call.action,
        "arguments": arguments_record(call),
        "resolved": _resolved(proposal),
        "by": call.by,
        "confidence": round(call.confidence, 3),
    }


def arguments_record(call: ActionCall) -> dict[str, object]:
    """The words of a request."""
    return {
        "title": call.title or None,
        "when": call.when or None,
        "new_when": call.new_when or None,
        "list": call.list or None,
        "tags": call.tags,
        "text": call.text or None,
        "remind": call.remind,
        "every": call.every,
    }


def _resolved(proposal: Proposal) -> dict[str, object]:
    reading = proposal.reading
    record: dict[str, object] = {
        "kind": None,
        "title": None,
        "start": proposal.start,
        "end": proposal.end,
        "all_day": None if proposal.start is None else not isinstance(proposal.start, datetime),
        "rrule": reading.rrule if reading else None,
        "due": None,
        "list": None,
        "where": None,
        "tags": [],
        "reminders": [],
        "text": None,
        "items": [],
        "overlaps": [],
        "alternatives": [
            {"start": other.start, "end": other.end, "difference": other.difference}
            for other in (reading.alternatives if reading else ())
        ],
        "notes": proposal.notes,
        "missing": None,
        "problem": None,
    }
    record.update(_plan_record(proposal))
    return record


def _plan_record(proposal: Proposal) -> dict[str, object]:
    match proposal.plan:
        case AddEvent(_, calendar, event, overlaps):
            return {
                "kind": "event",
                "title": event.title,
                "rrule": event.rrule,
                "list": calendar or None,
                "where": event.where,
                "tags": event.tags,
                "reminders": event.reminders,
                "text": event.note,
                "overlaps": _items(overlaps),
            }
        case ChangeEvent(event, _, _, after, overlaps):
            title = {"kind": "event", "title": after.title, "rrule": None}
            return {**title, "items": _items([event]), "overlaps": _items(overlaps)}
        case RemoveEvents(chosen):
            return {"kind": "event", "items": _items([event for event, _ in chosen])}
        case AddTodo(_, list_name, todo):
            return {
                "kind": "todo",
                "title": todo.title,
                "start": None,
                "end": None,
                "due": todo.due,
                "all_day": None if todo.due is None else not isinstance(todo.due, datetime),
                "rrule": todo.rrule,
                "list": list_name or None,
                "tags": todo.tags,
                "reminders": todo.reminders,
                "text": todo.note,
            }
        case ChangeTodo(todo, _, after):
            return {
                "kind": "todo",
                "title": after.title,
                "start": None,
                "end": None,
                "due": after.due,
                "all_day": None if after.due is None else not isinstance(after.due, datetime),
                "rrule": None,
                "items": _items([todo]),
            }
        case FinishTodos(todos) | RemoveTodos(todos):
            return {"kind": "todo", "items": _items(todos)}
        case AddNote(text, title, tags):
            return {"kind": "note", "title": title or None, "text": text, "tags": tags}
        case Remember(memory):
            return {"kind": "memory", "text": memory.text, "items": _memories(memory.replaces)}
        case _:
            return _shown_record(proposal)


def _shown_record(proposal: Proposal) -> dict[str, object]:
    match proposal.plan:
        case ShowEvents(events):
            return {"kind": "event", "items": _items(events)}
        case ShowFree(busy, slots):
            free = [{"start": s.start, "end": s.end, "minutes": s.minutes} for s in slots]
            return {"kind": "free", "items": free, "overlaps": _items(busy)}
        case ShowTodos(todos, list_name):
            return {"kind": "todo", "items": _items(todos), "list": list_name or None}
        case ShowLists(lists):
            return {
                "kind": "list",
                "items": [{"name": n, "open": o, "done": d} for n, o, d in lists],
            }
        case ShowNotes(hits, query):
            items = [
                {"kind": "note", "id": h.note.id, "title": h.note.title, "line": h.line}
                for h in hits
            ]
            return {"kind": "note", "items": items, "text": query}
        case Tell(text):
            return {"kind": "answer", "text": text}
        case Ask():
            return {"kind": "question", "text": proposal.call.text or None}
        case Need(what, question, choices):
            return {"missing": what, "problem": question, "items": _items(choices)}
        case Refuse(message):
            return {"problem": message}
        case _:
            return {}


def _items(items: Sequence[Event | Todo]) -> list[dict[str, object]]:
    return [_item(item) for item in items]


def _item(item: Event | Todo) -> dict[str, object]:
    is_event = isinstance(item, Event)
    return {
        "kind": "event" if is_event else "todo",
        "id": item.id or None,
        "title": item.title,
        "start": item.start if isinstance(item, Event) else None,
        "end": item.end if isinstance(item, Event) else None,
        "due": None if isinstance(item, Event) else item.due,
        "occurrence": item.occurrence if isinstance(item, Event) else None,
    }


def _memories(items: Sequence[object]) -> list[dict[str, object]]:
    return [
        {"kind": "memory", "id": getattr(item, "id", None), "title": getattr(item, "text", None)}
        for item in items
    ]
