"""Minutes as data: the headings and bullets of a summary in that style, and who does what by when."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pa_cli.core.copied_values import Found
from pa_cli.core.engine_ports import Engine
from pa_cli.core.languages import detect_language
from pa_cli.core.schema import parse_schema
from pa_cli.core.summary import Action, Minutes
from pa_cli.core.text_dates import ReadDate, ReadDateAt
from pa_cli.services.extracting import Extractor
from pa_cli.services.text_tasks import TextTask

_HEADING = re.compile(r"^#+\s*(.+?)\s*$", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+(.*\S)", re.MULTILINE)
_NOTHING = re.compile(
    r"(?i)(?:[–—-]|none|no\b.{0,40}|n/?a|nothing.{0,40}|无.{0,10}|没有.{0,10}|暂无.{0,10})[.。]?"
)
_FIELDS = (
    "what: what is to be done, without the person and the date\n"
    "who?: the person who does it\nwhen?: the words that say until when"
)


def minutes_sections(minutes: Minutes, headings: Sequence[str]) -> str:
    """Decisions, actions and open questions as Markdown, under these three headings."""
    lists = (minutes.decisions, tuple(map(_told, minutes.actions)), minutes.open_questions)
    return "\n\n".join(
        f"## {heading}\n\n" + "\n".join(f"- {point}" for point in points or ("–",))
        for heading, points in zip(headings, lists, strict=True)
    )


def _told(action: Action) -> str:
    is_chinese = detect_language(action.what).code.startswith("zh")
    who = f"{action.who}{'：' if is_chinese else ': '}" if action.who else ""
    when = f"（{action.when}）" if is_chinese else f" ({action.when})"
    return f"{who}{action.what}{when if action.when else ''}"


def with_dates(minutes: Minutes, read: ReadDate) -> Minutes:
    """`minutes` with the dates that the words of their actions mean."""
    return replace(
        minutes,
        actions=tuple(
            replace(action, date=moment.isoformat())
            if action.when and (moment := read(action.when))
            else action
            for action in minutes.actions
        ),
    )


class MinutesReader:
    """Reads minutes that a model wrote as data.

    Args:
        engine: The model at work.
        task: The template `extract` with its values.
        read_date: Reads the words of a date.
        read: Reads them as of the day of the meeting.
    """

    def __init__(
        self, engine: Engine, task: TextTask, read_date: ReadDateAt, read: ReadDate
    ) -> None:
        self._read_date = read
        self._extractor = Extractor(engine, task, parse_schema(_FIELDS), read_date, many=True)

    def read(self, text: str) -> Minutes:
        """The data of minutes with four sections: summary, decisions, actions, open questions.

        What a point says of who and when stands in it, to the letter; a point of which that cannot be
        told stays whole.

        Raises:
            InterruptedByUserError: Ctrl-C.
        """
        _, decisions, actions, questions = _sections(text)
        return Minutes(
            tuple(decisions),
            tuple(map(self._action, actions, self._extractor.extract_each(actions))),
            tuple(questions),
        )

    def _action(self, point: str, copied: Found) -> Action:
        records = copied.data
        found = records[0] if records else {}
        what, who, when = found.get("what"), found.get("who"), found.get("when")
        moment = self._read_date(when) if when else None
        return Action(
            what=what if what and len(records) == 1 else point,
            who=who if len(records) == 1 else None,
            when=when if len(records) == 1 else None,
            date=moment.isoformat() if moment and len(records) == 1 else None,
        )


def _sections(text: str) -> Sequence[list[str]]:
    """The points of the first four sections, without those that say that there are none."""
    parts = _HEADING.split(text)[2::2]
    parts += [""] * (4 - len(parts))
    return [
        [point for point in _BULLET.findall(part) if not _NOTHING.fullmatch(point.strip())]
        for part in parts[:4]
    ]
