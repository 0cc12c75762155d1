"""Transcripts of talks and films: subtitles (srt, vtt) read as who said what, when."""

import re
from collections.abc import Iterable, Iterator

_CUE = re.compile(r"\s*(?:(\d{1,2}):)?(\d{2}):(\d{2})[.,]\d{3}\s+-->\s+\S+.*")
_TAG = re.compile(r"<v[. ]([^>]+)>|</?[^>]+>|\{\\[^}]*\}")
_LABEL = re.compile(
    r"(?:[-–]\s*)?([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}|[\u4e00-\u9fff]{2,4})\s*[:：]\s*(?=\S)"
)
_CJK = "\u2e80"
_HEAD = 4_096
_MARK_SECONDS = 60


def read_transcript(blocks: Iterable[str]) -> Iterator[str]:
    """`blocks` as they are, or without the numbers, times and tags of subtitles.

    What one voice says stands together; a time is put in about every minute.
    """
    source = iter(blocks)
    head = ""
    for block in source:
        head += block
        if len(head) >= _HEAD:
            break
    if not _looks_like_subtitles(head):
        yield head
        yield from source
        return
    reader = _SubtitleReader()
    yield from reader.feed(head)
    for block in source:
        yield from reader.feed(block)
    yield from reader.finish()


def _looks_like_subtitles(head: str) -> bool:
    lines = head.lstrip("\ufeff").splitlines()
    cues = sum(1 for line in lines if _CUE.fullmatch(line))
    return cues >= 1 and (head.lstrip("\ufeff").startswith("WEBVTT") or cues >= len(lines) / 12)


class _SubtitleReader:
    def __init__(self) -> None:
        self._rest = ""
        self._waiting: str | None = None
        self._marked = -_MARK_SECONDS
        self._last = ""
        self._voice = ""
        self._in_cue = False
        self._began = False
        self._is_line_start = True
        self._is_labelled = self._is_wide = False
        self._due = ""

    def feed(self, block: str) -> Iterator[str]:
        *lines, self._rest = (self._rest + block).split("\n")
        for line in lines:
            yield from self._line(line.strip("\r\ufeff "))

    def finish(self) -> Iterator[str]:
        yield from self._line(self._rest.strip())
        yield "\n"

    def _line(self, line: str) -> Iterator[str]:
        cue = _CUE.fullmatch(line)
        if cue:
            self._in_cue = True
            yield from self._mark(int(cue[1] or 0) * 3600 + int(cue[2]) * 60 + int(cue[3]))
        elif not line:
            self._in_cue = False
        elif self._in_cue:
            yield from self._words(line)

    def _mark(self, seconds: int) -> Iterator[str]:
        if seconds - self._marked < _MARK_SECONDS:
            return
        self._marked = seconds
        if not self._is_labelled:
            self._voice = ""
            self._is_line_start = True
        gap = "\n\n" if self._began else ""
        hours, rest = divmod(seconds, 3600)
        mark = f"{gap}[{hours:02}:{rest // 60:02}:{rest % 60:02}] "
        if self._is_labelled:
            self._due = mark  # who speaks is only said when somebody begins, so it waits for that
        else:
            yield mark

    def _words(self, line: str) -> Iterator[str]:
        voice = _TAG.match(line)
        words = " ".join(_TAG.sub("", line).split())
        if not words or words == self._last:
            return
        self._last = words
        speaker = voice[1].strip() if voice and voice[1] else ""
        if not speaker and (label := _LABEL.match(words)):
            speaker, words, self._is_labelled = label[1], words[label.end() :], True
        if speaker and (speaker != self._voice or self._due):
            self._voice = speaker
            gap = self._due or ("" if self._is_line_start else "\n")
            words, self._due = f"{gap}{speaker}: {words}", ""
        elif not self._is_line_start and not (self._is_wide and words[0] > _CJK):
            words = f" {words}"
        self._began = True
        self._is_line_start = False
        self._is_wide = words[-1] > _CJK
        yield words
