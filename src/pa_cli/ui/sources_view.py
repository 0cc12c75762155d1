"""What an answer stands on: the texts that it cites, and what was searched, used and left out."""

import json
from collections.abc import Sequence
from pathlib import Path

from pa_cli.core.grounding import Grounding, Source, SourceSearch
from pa_cli.ui.console import Output
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, terminal_columns

_LEAST_COLUMNS = 20
_MOST_NEAREST = 3
_WHY = {
    "asked": "you asked for it",
    "named": "the question names your own texts",
    "score": "your own texts hold most words of the question",
}
_COMMANDS = {"note": "note show", "event": "agenda show", "todo": "todo show"}


def show_cited(output: Output, grounding: Grounding) -> None:
    """One line for each text that the answer cites."""
    for line in cited_lines(grounding):
        output.notice(line)


def cited_lines(grounding: Grounding) -> list[str]:
    """`show_cited` as lines; where nothing was said to be found, what came nearest to it."""
    cited = [source for source in grounding.sources if source.number and source.cited]
    search = grounding.search
    if not cited and search is not None and search.why != "score" and not grounding.sources:
        nearest = [f"{clean_line(left.title)}{_ref(left.ref)}" for left in search.left_out]
        return [_fit(f"Nearest: {'; '.join(nearest[:_MOST_NEAREST])}")] if nearest else []
    return [_fit(source_line(source)) for source in cited]


def show_found(output: Output, sources: Sequence[Source], noun: str) -> None:
    """The texts that may hold an answer, for when there is nobody to read them."""
    output.notice(f"Your {noun} that may say it:")
    for source in sources:
        output.notice(_fit(f"  {source_line(source)}"))


def explain(output: Output, grounding: Grounding) -> None:
    """What was searched, found, used and left out, what it took, and the tools that were used."""
    lines = explanation(grounding)
    for line in lines or ["No text of yours and no tool was used for this answer."]:
        output.notice(line)


def explanation(grounding: Grounding) -> list[str]:
    """`explain` as lines."""
    lines: list[str] = []
    search = grounding.search
    if search is not None:
        lines += _search_lines(search)
    used = [source for source in grounding.sources if source.number]
    if search is not None and not used:
        lines.append("Used: nothing.")
    if used:
        lines.append("Used:")
        lines += [
            _fit(f"  {source_line(source)}{'' if source.cited else ' (not cited)'}")
            for source in used
        ]
    others = [source for source in grounding.sources if not source.number]
    if others:
        lines.append("Also told:")
        lines += [_fit(f"  {source_line(source)}") for source in others]
    if search is not None and search.left_out:
        lines.append("Left out:")
        lines += [
            _fit(f"  {clean_line(left.title)}{_ref(left.ref)}: {left.reason}")
            for left in search.left_out
        ]
    if search is not None:
        lines.append(f"Tokens spent on it: about {search.tokens:,}.")
    for call in grounding.tool_calls:
        given = json.dumps(dict(call.arguments), ensure_ascii=False, default=str)
        outcome = f" failed: {call.error}" if call.error else ""
        lines.append(_fit(clean_line(f"Tool: {call.name} {given}, chosen by {call.by}{outcome}")))
    return lines


def _search_lines(search: SourceSearch) -> list[str]:
    counts = [
        f"{count:,} passage{'s' * (count != 1)} of {kind}s"
        for kind, count in search.searched.items()
        if count
    ]
    words = ", ".join(search.terms)
    where = " and ".join(counts) or "one item"
    lines = [f"Searched: {where}, because {_WHY[search.why]}."]
    if search.terms:
        ways = " and ".join(search.methods)
        lines.append(_fit(f"Looked for: {clean_line(words)} ({ways}); {search.found:,} hold some."))
    return lines


def source_line(source: Source) -> str:
    """`[1] Boiler service 2025 · note a1b2 · lines 3-5 · boiler.md`."""
    number = f"[{source.number}] " if source.number else ""
    parts = [clean_line(source.title), f"{source.kind}{_ref(source.ref)}"]
    if source.page is not None:
        parts.append(f"page {source.page}")
    elif source.first_line is not None:
        last = source.last_line or source.first_line
        is_one = last == source.first_line
        parts.append(f"line {last}" if is_one else f"lines {source.first_line}-{last}")
    if source.path:
        parts.append(clean_line(Path(source.path).name))
    return number + " · ".join(parts)


def show_command(source: Source) -> str:
    """The command that shows all of a source, "" when there is none."""
    command = _COMMANDS.get(source.kind)
    return f"pa {command} {source.ref}" if command and source.ref else ""


def _ref(ref: str) -> str:
    return f" {clean_line(ref)}" if ref else ""


def _fit(line: str) -> str:
    return cut(line, max(_LEAST_COLUMNS, terminal_columns()))
