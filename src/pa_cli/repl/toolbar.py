"""The line below the prompt: model, how full the context is, speed."""

from dataclasses import dataclass

from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import cut, width


@dataclass(frozen=True, slots=True)
class ChatStatus:
    """What the toolbar shows.

    Attributes:
        model: Name of the model.
        used: Tokens of the context window that the chat fills.
        limit: Tokens of the context window.
        speed: Tokens per second of the last answer, 0 before there is one.
        attached: Files that go with the next message.
        title: Title of the chat, "" when it has none.
        logged: The chat is kept.
    """

    model: str
    used: int
    limit: int
    speed: float = 0.0
    attached: int = 0
    title: str = ""
    logged: bool = True


def toolbar_text(status: ChatStatus, columns: int) -> str:
    """One line of at most `columns`; what matters least is left out first."""
    share = status.used * 100 // max(1, status.limit)
    gauge = f"{status.used:,}/{status.limit:,} tokens ({share} %)"
    short_gauge = f"{share} %"
    speed = [f"{status.speed:.1f} tokens/s"] if status.speed else []
    files = [f"+{status.attached} file{'s' * (status.attached != 1)}"] if status.attached else []
    private = [] if status.logged else ["not logged"]
    model, title = clean_line(status.model), clean_line(status.title)
    forms = (
        [model, gauge, *speed, *files, *private, title],
        [model, gauge, *speed, *files, *private],
        [model, gauge, *files, *private],
        [model, short_gauge, *files, *private],
        [short_gauge, *files, *private],
    )
    for parts in forms:
        line = " " + " · ".join(part for part in parts if part)
        if parts is forms[0]:
            line = cut(line, columns) if width(line) < columns + width(title) // 2 else line
        if width(line) <= columns:
            return line
    return cut(line, columns)
