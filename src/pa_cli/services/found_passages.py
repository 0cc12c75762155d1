"""Where an answer may be looked for among the user's texts, and what was found there."""

from dataclasses import dataclass, field

from pa_cli.core.about_texts import filters_of, topic_of
from pa_cli.core.grounding import Source, SourceSearch
from pa_cli.core.languages import detect_language
from pa_cli.core.passage import PassageKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an answer may be looked for.

    Attributes:
        kinds: Kinds of texts that the user named; empty for none.
        about: What the user calls the one item that the question is about.
        auto: Texts may be looked at when the question seems to be about them.
        before: The question before this one, which may say what "it" is.
    """

    kinds: tuple[PassageKind, ...] = ()
    about: str = ""
    auto: bool = False
    before: str = ""

    @property
    def is_explicit(self) -> bool:
        """The user asked for it."""
        return bool(self.kinds or self.about)


NOWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may hold the answer.

    Attributes:
        source: The passage.
        coverage: Share of what was asked that stands in it, 0 to 1; rare words count for more.
        matched: The words of the question that stand in it, folded.
        share: Of what stands in any of the candidates, the part that stands in this one, 0 to 1:
            a small one says that it is about one of the things that were asked, and not the other.
    """

    source: Source
    coverage: float = 1.0
    matched: tuple[str, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question.

    Attributes:
        question: What was asked.
        candidates: The best first.
        search: How they were found.
        is_whole: They are the one item that the question is about, and none is to be put aside.
        noun: What was searched, as the user calls it: "notes", "documents".
        notices: What the user should know of the search.
    """

    question: str
    candidates: tuple[Candidate, ...]
    search: SourceSearch
    is_whole: bool = False
    noun: str = "notes"
    notices: tuple[str, ...] = field(default=())

    def nothing(self) -> str:
        """The sentence that says that the texts do not hold the answer.

        Where some were near enough to be read, it does not claim that they never mention the thing.
        """
        topic = "" if self.candidates else topic_of(self.question)
        only = filters_of(self.question)
        if detect_language(self.question).code.startswith("zh"):
            place = _CHINESE[self.noun] + (f"（{only}）" if only else "")
            said = f"里没有提到“{topic}”。" if topic else "里没有找到答案。"
            return f"你的{place}{said}"
        place = self.noun + (f" with {only}" if only else "")
        if topic:
            return f'Your {place} say nothing about "{topic}".'
        return f"I found no answer to that in your {place}."


_CHINESE = {"notes": "笔记", "documents": "文档", "notes and documents": "笔记和文档"}
