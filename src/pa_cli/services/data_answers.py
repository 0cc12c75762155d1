"""Questions about agenda, to-dos, dates and sums, answered from the data by code.

The one place where such a question becomes an answer without a model: `ask` and `chat` try it
before they ask one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pa_cli.core.data_question import (
    DataQuestion,
    asks_the_clock,
    is_appointment,
    read_data_question,
    subject_words,
)
from pa_cli.core.grounding import Grounding, ToolCall
from pa_cli.core.voice import Voice, voice_of
from pa_cli.services.abilities import answer_abilities
from pa_cli.services.agenda import Range
from pa_cli.services.data_lookup import DataLookup
from pa_cli.services.dates import DatesService
from pa_cli.services.todo_lookup import Finding

_LONGEST = 300
# the date grammar takes "add event to" away from what is left
_ORDER = re.compile(
    r"\W*(?:please |can you |could you )*(?:add|put|set|create|schedule|book|delete|"
    r"remove|cancel|clear|move|change|make|mark|remind)\b",
    re.IGNORECASE,
)

# "Good morning! What do I have today?"
_GREETING = re.compile(
    r"^\s*(?:(?:good (?:morning|afternoon|evening|day)|hi|hello|hey|morning)(?: there| pa)?[\s!,.]+(?=\S))"
    r"|^\s*(?:早上好|上午好|中午好|下午好|晚上好|早安|早|你好|您好|嗨)(?:啊|呀)?[\s!！,，。~～]+(?=\S)",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"\W*(?:(?:hi|hey|so|and|ok|okay)\W+)*(?:what(?:['\u2019]?s| is)(?: going)?|anything)\W*",
    re.IGNORECASE,
)


class DataAnswers:
    """Answers from agenda, to-dos, calendar and arithmetic.

    Args:
        lookup: Looks into agenda and to-dos.
        dates: Finds the words that say when.
        voice_of: The language in which a question is answered.
        answer_clock: Answers questions of time and date; None for any other.
    """

    def __init__(
        self,
        lookup: DataLookup,
        dates: DatesService,
        voice_of: Callable[[str], Voice] = voice_of,
        answer_clock: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._lookup = lookup
        self._dates = dates
        self._voice_of = voice_of
        self._answer_clock = answer_clock

    def answer(self, question: str) -> Grounding | None:
        """The whole answer to `question`, None when it is not surely one for code.

        `tool_calls` say what was looked at.
        """
        if len(question) > _LONGEST:
            return None
        question = _GREETING.sub("", question, count=1)
        voice = self._voice_of(question)
        if (text := answer_abilities(question, chinese=voice.chinese)) is not None:
            return Grounding(text)
        for name, solve in _calculators(question):
            if (text := solve(question, chinese=voice.chinese)) is not None:
                return _told(name, {"question": question}, Finding(text))
        if asks_the_clock(question) and (text := self._answer_clock(question)) is not None:
            return _told("clock", {"question": question}, Finding(text))
        return self._from_data(question, chinese=voice.chinese)

    def _from_data(self, question: str, *, chinese: bool) -> Grounding | None:
        reading = self._dates.read(question)
        if reading.rrule or _ORDER.match(question):
            return None
        named = " ".join(question[a:b] for a, b in reading.spans)
        rest = _rest(question, reading.title, named)
        asked = read_data_question(rest, dated=reading.start is not None)
        if asked is None:
            return None
        when = self._lookup.range_of(reading)
        return self._look(replace(asked, chinese=chinese), when, named, question)

    def _look(
        self, asked: DataQuestion, when: Range | None, named: str, question: str
    ) -> Grounding | None:
        look, zh = self._lookup, asked.chinese
        match asked.kind:
            case "todos":
                arguments = {"list": asked.list, "when": named}
                return _told("todo_list", arguments, look.todos.open(asked.list, when, chinese=zh))
            case "late":
                return _told("todo_list", {"when": "late"}, look.todos.late(chinese=zh))
            case "lists":
                return _told("todo_list", {}, look.todos.lists(chinese=zh))
            case "free":
                return _told("agenda_free", {"when": named}, look.free(when, chinese=zh))
            case "next":
                return _told("agenda_list", {"when": named}, look.next_event(chinese=zh))
            case "first" | "last":
                found = look.end_of(when or look.today(), last=asked.kind == "last", chinese=zh)
                return _told("agenda_list", {"when": named}, found)
            case "when":
                return self._when(asked, named, when)
            case "day":
                found = self._day_or_subject(asked, when, question)
                return _told("agenda_list", {"when": named, "about": asked.subject}, found)

    def _day_or_subject(self, asked: DataQuestion, when: Range | None, question: str) -> Finding:
        words = subject_words(asked.subject)
        if words and when is None:
            found = self._lookup.when_is(asked.subject, chinese=asked.chinese)
            return found or _nowhere(asked.subject, chinese=asked.chinese)
        if when is None:
            is_today = "my day" in question.lower()
            when = self._lookup.today() if is_today else self._lookup.range_named("")
        return self._lookup.day(when, about=words, subject=asked.subject, chinese=asked.chinese)

    def _when(self, asked: DataQuestion, named: str, when: Range | None) -> Grounding | None:
        found = self._lookup.when_is(asked.subject, when, chinese=asked.chinese)
        if found is None and when:
            found = self._lookup.elsewhere(asked.subject, when, chinese=asked.chinese)
        if found is None and is_appointment(asked.subject):
            found = _nowhere(asked.subject, chinese=asked.chinese)
        arguments = {"when": named, "about": asked.subject}
        return _told("agenda_list", arguments, found) if found else None


_ZH_PLANS = ("安排", "日程", "行程", "计划")


def _rest(question: str, title: str, named: str) -> str:
    """The question without its date, with the words that the date grammar takes along."""
    if not title and question.strip(" ?？。.").endswith(_ZH_PLANS):
        return _ZH_PLANS[0]
    if named.startswith("due "):
        return f"{title.rstrip(' ?!.')} due"
    return (
        "what is on my agenda" if named.startswith("on ") and _WHAT_IS.fullmatch(title) else title
    )


# what may be a sum or a conversion: the calculators are not even loaded for anything else
_FIGURES = re.compile(
    r"\d|[零〇一二两三四五六七八九十百千万半]|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|"
    r"\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|"
    r"million|half|third|"
    r"quarter|dozen|twice|double|root|pi|an?|how many|how much)\b",
    re.IGNORECASE,
)


def _calculators(question: str) -> "Iterator[tuple[str, Callable[..., str | None]]]":
    if not _FIGURES.search(question):
        return
    from pa_cli.core.calculator.question import answer_calculation

    yield "calculate", answer_calculation
    from pa_cli.core.calculator.conversion import answer_conversion

    yield "convert", answer_conversion


def _told(name: str, arguments: dict[str, str], finding: Finding) -> Grounding:
    given = {key: value for key, value in arguments.items() if value}
    return Grounding(finding.text, finding.sources, (ToolCall(name, given, finding.text),))


def _nowhere(subject: str, *, chinese: bool) -> Finding:
    if chinese:
        return Finding(f"日程和待办里没有“{subject}”。")
    return Finding(f"Nothing called {subject!r} is on your agenda or among your to-dos.")
