"""The prompts of a summary: what stays constant comes first, the text next, the wish last."""

from dataclasses import dataclass, field, replace

from pa_cli.core.conversation import Message
from pa_cli.core.languages import Language
from pa_cli.core.template import Template
from pa_cli.services.prompts import load_prompt, load_template

LENGTHS = ("short", "medium", "long")

# Words of each style for each of the lengths.
_WORDS: dict[str, tuple[int, int, int]] = {
    "paragraph": (60, 150, 400),
    "bullets": (60, 120, 300),
    "headline": (8, 12, 18),
    "minutes": (120, 240, 480),
    "tldr": (20, 35, 60),
    "opening": (30, 60, 120),
}
_WORDS_PER_ITEM = 20
_TASKS: dict[str, str] = {
    "paragraph": "Summarize {what} in {language}, in one paragraph of about {amount}."
    " Use your own words; do not copy the text.",
    "bullets": "List the {items} most important points of {what} in {language}, about {amount} in all."
    ' One short sentence for each, on a line that begins with "- ".',
    "headline": "Write a newspaper headline in {language} that tells the most important news of {what}"
    " in at most {amount}.",
    "minutes": "Write the minutes of {what} in {language}, about {amount}: a summary in two or three"
    " sentences, then short bullet points under the headings decisions, actions (who does what until"
    " when) and open questions.",
    "opening": "Summarize {what} in {language}, in two or three sentences of about {amount} in all."
    " Use your own words; do not copy the text.",
    "tldr": "What does {what} come down to? Answer in {language} with one sentence of at most {amount}.",
}
_CHARACTERS_PER_WORD = 1.6

# How an answer begins; a model that is led in keeps to its form and makes no preamble.
_LEADS: dict[str, tuple[str, str]] = {
    "en": ("Summary:", "TL;DR:"),
    "zh": ("摘要：", "一句话概括："),
    "zh-Hant": ("摘要：", "一句話概括："),
    "ja": ("要約：", "一言でいうと："),
    "es": ("Resumen:", "En una frase:"),
    "fr": ("Résumé :", "En une phrase :"),
    "de": ("Zusammenfassung:", "In einem Satz:"),
    "it": ("Riassunto:", "In una frase:"),
    "pt": ("Resumo:", "Numa frase:"),
}
_MINUTES: dict[str, tuple[str, ...]] = {
    "en": ("Summary", "Decisions", "Actions", "Open questions"),
    "zh": ("摘要", "决定", "待办事项", "遗留问题"),
    "zh-Hant": ("摘要", "決定", "待辦事項", "遺留問題"),
    "ja": ("要約", "決定事項", "担当と期限", "未解決の点"),
    "es": ("Resumen", "Decisiones", "Tareas", "Preguntas abiertas"),
    "fr": ("Résumé", "Décisions", "Actions", "Questions ouvertes"),
    "de": ("Zusammenfassung", "Beschlüsse", "Aufgaben", "Offene Fragen"),
    "it": ("Riassunto", "Decisioni", "Azioni", "Questioni aperte"),
    "pt": ("Resumo", "Decisões", "Ações", "Questões em aberto"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of an answer that the model continues.

    Attributes:
        lead: How it begins, given to the model as its own words.
        shown: The lead belongs to the summary.
        stop: Texts that end it.
        heading: What stands before it in the summary, which the model does not see.
    """

    lead: str = ""
    shown: bool = False
    stop: tuple[str, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SummaryPrompts:
    """Builds every prompt of one summary.

    Attributes:
        language: Language of the summary.
        style: Its form.
        length: "short", "medium", "long", or a number of words (characters in Chinese, Japanese).
        focus: What the user wants to know most, "" for everything.
        template: What stands around the text and the task.
        texts: Of so many texts the text is the summaries; 0 for a text itself.
    """

    language: Language
    style: str = "paragraph"
    length: str = "medium"
    focus: str = ""
    template: Template = field(default_factory=lambda: load_template("summarize"))
    texts: int = 0

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

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the summary is written, from its first words to its last."""
        summary, in_short = _LEADS.get(self.language.code, ("", ""))
        match self.style:
            case "bullets":
                return (Step("- ", shown=True),)
            case "headline":
                return (Step(stop=("\n",)),)
            case "tldr":
                return (Step(in_short, stop=("\n\n",)),)
            case "opening":
                heading = f"## {self.minutes_headings[0]}\n\n"
                return (Step(summary, stop=("\n\n", "\n#", "\n-"), heading=heading),)
            case "minutes":
                opening, *others = self.minutes_headings
                leads = (f"## {opening}\n\n", *(f"## {heading}\n\n- " for heading in others))
                return tuple(Step(lead, shown=True, stop=("\n\n", "\n#")) for lead in leads)
            case _:
                return (Step(summary),)

    @property
    def opening(self) -> "SummaryPrompts":
        """Those of the first section of minutes alone, whose other sections code writes."""
        return replace(self, style="opening")

    @property
    def minutes_headings(self) -> tuple[str, ...]:
        """The headings of minutes: summary, decisions, actions, open questions."""
        return _MINUTES.get(self.language.code, _MINUTES["en"])

    @property
    def counts_bullets(self) -> bool:
        """Whether a number before a bullet is none of its words; in German it may begin a date."""
        return self.style == "bullets" and self.language.code in _LEADS.keys() - {"de"}

    @property
    def instructions(self) -> str:
        """All that the model is told beside the text and the wishes of the user."""
        bare = replace(self, focus="")
        asked = (bare.part(""), bare.fold(""), bare.final("", is_folded=False))
        told = (message.content for messages in asked for message in messages)
        return "\n\n".join(dict.fromkeys(told))

    @property
    def note_lead(self) -> str:
        """How the summary of a part begins."""
        return _LEADS.get(self.language.code, ("", ""))[0]

    def part(self, text: str) -> list[Message]:
        """Ask for the summary of a part; the same text gives the same prompt wherever it stands."""
        return self._about_notes("summarize_part", text)

    def fold(self, text: str) -> list[Message]:
        """Ask to merge the summaries of consecutive parts."""
        return self._about_notes("summarize_fold", text)

    def final(self, text: str, *, is_folded: bool) -> list[Message]:
        """Ask for the summary itself, of the text or of the summaries of its parts."""
        whole = "the whole text, whose parts are summed up above in order,"
        many = f"the {self.texts} texts above, every one of which stands below its name,"
        task = _TASKS[self.style].format(
            what=many if self.texts else whole if is_folded else "the text above",
            language=self.language.name,
            amount=self._amount(self.words),
            items=max(3, round(self.words / _WORDS_PER_ITEM)),
        )
        return self._messages(task, text)

    def _amount(self, words: int) -> str:
        if self.language.counts_characters:
            return f"{round(words * _CHARACTERS_PER_WORD)} characters"
        return f"{words} words"

    def _about_notes(self, name: str, text: str) -> list[Message]:
        amount = self._amount(self.part_words)
        task = load_prompt(name).format(language=self.language.name, amount=amount)
        return self._messages(task, text)

    def _messages(self, task: str, text: str) -> list[Message]:
        given = {"task": task, "focus": self.focus}
        known = {parameter.name for parameter in self.template.parameters}
        values = self.template.values({k: v for k, v in given.items() if k in known})
        return self.template.messages(values, text)


def tokens_for(words: int, language: Language) -> int:
    """Tokens that hold `words` in most vocabularies, with room for a model that says more."""
    return (5 if language.counts_characters else 3) * words + 64
