"""The prompts of a summary: what stays constant comes first, the text next, the wish last."""

from dataclasses import dataclass
from string import Template

from pa_cli.core.conversation import Message
from pa_cli.core.languages import Language
from pa_cli.services.prompts import load_prompt

LENGTHS = ("short", "medium", "long")

_WORDS: dict[str, tuple[int, int, int]] = {
    "paragraph": (60, 150, 400),
    "bullets": (60, 150, 400),
    "headline": (8, 12, 18),
    "minutes": (120, 250, 500),
    "tldr": (20, 35, 60),
}
_TASKS: dict[str, str] = {
    "paragraph": "Summarize {what} in about {amount}, as running text without headings or lists.",
    "bullets": "Summarize {what} as a Markdown list of {items} bullet points, about {amount} in all."
    ' Each point is one short sentence on a line that begins with "- ".',
    "headline": "Write one headline for {what}: a single line of at most {amount}, without a full stop.",
    "minutes": "Write the minutes of {what} in Markdown, about {amount}, with these headings:"
    " Summary, Decisions, Actions (who does what until when), Open questions."
    " Leave a heading out when the text has nothing for it.",
    "tldr": "Say in one or two plain sentences, at most {amount}, what {what} comes down to.",
}
_CHARACTERS_PER_WORD = 1.6


@dataclass(frozen=True, slots=True)
class SummaryPrompts:
    """Builds every prompt of one summary.

    Attributes:
        language: Language of the summary.
        style: Its form.
        length: "short", "medium", "long", or a number of words (characters in Chinese, Japanese).
        focus: What the user wants to know most, "" for everything.
    """

    language: Language
    style: str = "paragraph"
    length: str = "medium"
    focus: str = ""

    @property
    def words(self) -> int:
        """Length of the summary, in words."""
        if self.length in LENGTHS:
            return _WORDS[self.style][LENGTHS.index(self.length)]
        wanted = int(self.length)
        return round(wanted / _CHARACTERS_PER_WORD) if self.language.counts_characters else wanted

    @property
    def part_words(self) -> int:
        """Length of the summary of one part, in words; the same for most lengths and all styles."""
        return 150 if self.words <= 250 else 300

    def part(self, text: str) -> list[Message]:
        """Ask for the summary of a part; the same text gives the same prompt wherever it stands."""
        return self._messages("summarize_part", text, amount=self._amount(self.part_words))

    def fold(self, text: str) -> list[Message]:
        """Ask to merge the summaries of consecutive parts."""
        return self._messages("summarize_fold", text, amount=self._amount(self.part_words))

    def final(self, text: str, *, is_folded: bool) -> list[Message]:
        """Ask for the summary itself, of the text or of the summaries of its parts."""
        task = _TASKS[self.style].format(
            what="the whole text, whose parts are summed up above in order,"
            if is_folded
            else "the text above",
            amount=self._amount(self.words),
            items=min(12, max(3, round(self.words / 25))),
        )
        return self._messages("summarize_final", text, task=task)

    def _amount(self, words: int) -> str:
        if self.language.counts_characters:
            return f"{round(words * _CHARACTERS_PER_WORD)} characters"
        return f"{words} words"

    def _messages(self, name: str, text: str, **values: str) -> list[Message]:
        focus = f" Pay attention above all to this: {self.focus}." if self.focus else ""
        asked = Template(load_prompt(name)).substitute(
            values, text=text, language=self.language.name, focus=focus
        )
        return [Message("system", load_prompt("summarize")), Message("user", asked)]


def tokens_for(words: int, language: Language) -> int:
    """Tokens that hold `words` in most vocabularies, with room for a model that says more."""
    return (5 if language.counts_characters else 3) * words + 64
