"""Memories on a terminal, in a pipe and as JSON."""

from collections.abc import Sequence

from pa_cli.core.memory_item import MemoryItem, MemoryProposal
from pa_cli.core.memory_use import MemoryUse
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, terminal_columns
from pa_cli.ui.wrapping import wrap_ranges


def memory_item_record(item: MemoryItem) -> dict[str, object]:
    """A memory as JSON has it."""
    return {
        "id": item.id,
        "text": item.text,
        "kind": item.kind,
        "source": "chat" if item.origin.chat else "typed",
        "chat_id": item.origin.chat or None,
        "turn": item.origin.turn or None,
        "created": item.created,
        "updated": item.updated,
    }


def show_list(
    output: Output, shown: Sequence[MemoryItem], total: int, query: str, *, as_json: bool
) -> None:
    """Memories, numbered, whole; `total` is how many there are."""
    if as_json:
        output.write(to_json([memory_item_record(item) for item in shown]))
        return
    if not shown:
        output.notice_terminal(
            f"Nothing is remembered with {clean_line(query)!r}."
            if query
            else 'Nothing is remembered yet. Tell something: pa memory add "I am vegetarian"'
        )
        return
    if not output.stdout_is_terminal:
        output.write("".join("\t".join(_fields(item)) + "\n" for item in shown))
        return
    digits = len(str(len(shown)))
    for number, item in enumerate(shown, start=1):
        output.write(
            _wrapped(f"{number:>{digits}}  ", f"{clean_line(item.text)}  ({_about(item)})")
        )
    if total > len(shown):
        output.notice(f"{total - len(shown)} more: pa memory list -n {total}, or | less")


def show_proposal(output: Output, proposal: MemoryProposal, *, as_json: bool) -> None:
    """What would be remembered."""
    if as_json:
        output.write(
            to_json(
                {
                    "text": proposal.text,
                    "kind": proposal.kind,
                    "known": None if proposal.known is None else memory_item_record(proposal.known),
                    "replaces": [memory_item_record(item) for item in proposal.replaces],
                    "dry_run": True,
                }
            )
        )
        return
    output.write(clean_line(proposal.line) + "\n")


def contradiction_text(proposal: MemoryProposal) -> str:
    """What is known and what is new, for the question which of them counts."""
    lines = [f"Known:  {describe(item)}" for item in proposal.replaces]
    old = proposal.replaces[0].text if len(proposal.replaces) == 1 else "these"
    return clean_lines([*lines, f"Replace {old!r} with {proposal.text!r}?"])


def show_kept(
    output: Output,
    item: MemoryItem,
    proposal: MemoryProposal,
    *,
    beside: bool,
    as_json: bool,
) -> None:
    """What is remembered now, and what it took the place of."""
    replaced = () if beside or proposal.known is not None else proposal.replaces
    if as_json:
        record = memory_item_record(item)
        record["already_known"] = proposal.known is not None
        record["replaced"] = [memory_item_record(old) for old in replaced]
        output.write(to_json(record))
        return
    if proposal.known is not None:
        output.write(f"Already remembered {item.id}  {clean_line(item.text)}\n")
        return
    output.write(f"Remembered {item.id}  {clean_line(item.text)}  ({item.kind})\n")
    for old in replaced:
        output.write(f"Instead of: {clean_line(old.text)}\n")


def show_changed(output: Output, before: MemoryItem, after: MemoryItem, *, as_json: bool) -> None:
    """What a memory is now."""
    if as_json:
        output.write(to_json(memory_item_record(after)))
        return
    what = "Unchanged" if before == after else "Changed"
    output.write(f"{what} {after.id}  {clean_line(after.text)}  ({after.kind})\n")


def show_edited_file(
    output: Output, items: Sequence[MemoryItem], *, changed: bool, as_json: bool
) -> None:
    """What is remembered after the file was edited."""
    if as_json:
        output.write(to_json([memory_item_record(item) for item in items]))
        return
    count = "1 memory" if len(items) == 1 else f"{len(items)} memories"
    output.write(f"{'Saved' if changed else 'Unchanged'}: {count}.\n")


def show_forgotten(output: Output, items: Sequence[MemoryItem], *, as_json: bool) -> None:
    """What is not remembered any more."""
    if as_json:
        output.write(to_json([memory_item_record(item) for item in items]))
        return
    for item in items:
        output.write(f"Forgotten {item.id}  {clean_line(item.text)}\n")
    output.notice_terminal("To bring back: pa undo")


def show_use(output: Output, use: MemoryUse, *, as_json: bool) -> None:
    """What the model knew of the user when it answered."""
    if as_json:
        output.write(to_json(_use_record(use)))
        return
    question = clean_line(" ".join(use.turn.user.split()))
    lines = [cut(f"chat {use.chat}, turn {use.turn.id}: {question}", 200), ""]
    for text, item in use.memories:
        about = _about(item) if item else "corrected or forgotten since"
        lines.append(f"{item.id if item else '-' * 7}  {clean_line(text)}  ({about})")
    lines += [
        f"{one.id}  answer marked {one.verdict}: {clean_line(one.title)}" for one in use.examples
    ]
    if not use.memories and not use.examples:
        lines.append("No memory was used.")
    output.write("\n".join(lines) + "\n")


def _use_record(use: MemoryUse) -> dict[str, object]:
    return {
        "chat_id": use.chat,
        "turn": use.turn.id,
        "question": use.turn.user,
        "memories": [
            {"text": text, "memory": None if item is None else memory_item_record(item)}
            for text, item in use.memories
        ],
        "examples": [
            {"id": one.id, "verdict": one.verdict, "question": one.question} for one in use.examples
        ],
    }


def describe(item: MemoryItem) -> str:
    """A memory in one line, for a question."""
    return f"{item.id}  {clean_line(item.text)}  ({_about(item)})"


def clean_lines(lines: Sequence[str]) -> str:
    """Lines of which each stays one line."""
    return "\n".join(map(clean_line, lines))


def _about(item: MemoryItem) -> str:
    when = f", {item.created:%Y-%m-%d}" if item.created else ""
    return f"{item.kind}, {item.origin.text}{when}"


def _wrapped(head: str, text: str) -> str:
    """`text` beside `head`, its further lines below its first one."""
    width = max(10, terminal_columns() - len(head))
    lines = [text[start:end] for start, end in wrap_ranges(text, width)]
    space = " " * len(head)
    return head + f"\n{space}".join(lines) + "\n"


def _fields(item: MemoryItem) -> list[str]:
    return [
        item.id,
        item.kind,
        item.created.isoformat() if item.created else "",
        item.origin.text,
        clean_line(item.text),
    ]
