"""The answer to a question of time or date."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClockAnswer:
    """What code can say of time and date.

    Attributes:
        text: A sentence or two in the language of the question.
        data: The same for programs: ISO 8601 dates and times, IANA zones, counts.
        known: The question was answered; else `text` says what is not known.
    """

    text: str
    data: dict[str, object] = field(default_factory=dict)
    known: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in the language of the question."""

    chinese: bool

    def pick(self, english: str, chinese: str) -> str:
        """The one of two sentences that is in the right language."""
        return chinese if self.chinese else english

    def unknown(self, english: str, chinese: str) -> ClockAnswer:
        """An answer that says what is not known."""
        return ClockAnswer(self.pick(english, chinese), known=False)
