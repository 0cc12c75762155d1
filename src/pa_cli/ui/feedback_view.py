"""Marked answers on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence

from pa_cli.core.feedback import Feedback
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, terminal_columns


def feedback_item_record(one: Feedback) -> dict[str, object]:
    """A marked answer as JSON has it."""
    return {
        "id": one.id,
        "verdict": one.verdict,
        "why": one.why or None,
        "question": one.question,
        "answer": one.answer,
        "chat_id": one.origin.chat or None,
        "turn": one.origin.turn or None,
        "model": one.model or None,
        "created": one.created,
    }


def show_list(output: Output, shown: Sequence[Feedback], total: int, *, as_json: bool) -> None:
    """Marked answers, one a line; `total` is how many there are."""
    if as_json:
        output.write(to_json([feedback_item_record(one) for one in shown]))
        return
    if not shown:
        output.notice_terminal("No answer is marked yet. In a chat: /good, or /bad and why")
        return
    if not output.stdout_is_terminal:
        output.write("".join("\t".join(_fields(one)) + "\n" for one in shown))
        return
    digits = len(str(len(shown)))
    for number, one in enumerate(shown, start=1):
        output.write(cut(f"{number:>{digits}}  {_line(one)}", terminal_columns()) + "\n")
    if total > len(shown):
        output.notice(f"{total - len(shown)} more: pa memory feedback list -n {total}, or | less")


def show_one(output: Output, one: Feedback, *, as_json: bool) -> None:
    """A marked answer with everything that is kept of it."""
    if as_json:
        output.write(to_json(feedback_item_record(one)))
        return
    about = [f"{one.verdict}: {clean_line(one.why)}" if one.why else one.verdict]
    about += [one.origin.text, clean_line(one.model)]
    if one.created:
        about.append(f"{one.created:%Y-%m-%d %H:%M}")
    facts = "  ·  ".join(part for part in about if part)
    output.write(f"{one.id}  {facts}\n\n> {one.question}\n\n{one.answer}\n")


def show_removed(output: Output, marked: Sequence[Feedback], *, as_json: bool) -> None:
    """What is not marked any more."""
    if as_json:
        output.write(to_json([feedback_item_record(one) for one in marked]))
        return
    for one in marked:
        output.write(f"Removed {one.id}  {clean_line(one.title)}\n")
    output.notice_terminal("To bring back: pa undo")


def describe(one: Feedback) -> str:
    """A marked answer in one line, for a question."""
    return f"{one.id}  {_line(one)}"


def _line(one: Feedback) -> str:
    why = f"  ({clean_line(one.why)})" if one.why else ""
    return f"{one.verdict:<4}  {clean_line(one.title)}{why}"


def _fields(one: Feedback) -> list[str]:
    return [
        one.id,
        one.verdict,
        one.created.isoformat() if one.created else "",
        one.origin.text,
        clean_line(one.title),
        clean_line(one.why),
    ]
