"""The input of a verb: the pipe first, then files, then the argument."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pa_cli.core.errors import EmptyInputError
from pa_cli.core.mail_header import is_encoded_mail
from pa_cli.core.setting_specs.assistant import INPUT_ENCODING, INPUT_MAX_BYTES, INPUT_PIPE_WAIT
from pa_cli.core.settings import Settings
from pa_cli.storage.stdin import stdin_buffer, stdin_has_input
from pa_cli.storage.text_input import STDIN, TextReader, TextSource
from pa_cli.ui.console import Output, is_terminal

_HOW = "Give text as an argument, through a pipe, or with --file."


@dataclass(frozen=True, slots=True)
class QuestionInput:
    """The input of a verb in its two parts.

    Attributes:
        document: From pipe and files, "" for none.
        instruction: The argument, "" for none.
    """

    document: str
    instruction: str

    @property
    def text(self) -> str:
        """Both, joined by a blank line."""
        return "\n\n".join(part for part in (self.document, self.instruction) if part)


def read_question(
    words: Sequence[str],
    files: Sequence[str] | None,
    *,
    settings: Settings,
    output: Output,
    mails_as_read: bool = False,
) -> QuestionInput:
    """All input of a verb: pipe and files joined by blank lines, and the argument.

    Files are labelled with their names when there are several sources.

    Args:
        words: The argument, as the shell split it.
        files: Values of `--file`.
        settings: Holds the cap and the wait for a silent pipe.
        output: Gets the notices.
        mails_as_read: Of a mail there is what people read of it, not its source.

    Raises:
        InputError: Something cannot be read, is not text, or is too large.
        EmptyInputError: There is no text at all.
    """
    reader = TextReader(settings[INPUT_MAX_BYTES], settings[INPUT_ENCODING])
    argument = from_command_line(" ".join(words)).strip()
    sources = [source for pattern in files or () for source in reader.find(pattern)]
    if _reads_stdin(sources, has_prompt=bool(argument or files), settings=settings, output=output):
        sources.insert(0, TextSource("stdin"))
    texts = [(source, reader.read(source).strip("\n")) for source in sources]
    if mails_as_read:
        texts = [(source, _as_read(text)) for source, text in texts]
    _tell(reader, output)
    full = [(source, text) for source, text in texts if text.strip()]
    parts = [label(source, len(full)) + text for source, text in full]
    if not any(parts) and not argument:
        raise EmptyInputError("The input is empty.", hint=_HOW)
    return QuestionInput("\n\n".join(parts), argument)


def read_input(
    words: Sequence[str],
    files: Sequence[str] | None,
    *,
    settings: Settings,
    output: Output,
    mails_as_read: bool = False,
) -> str:
    """`read_question` as one text."""
    return read_question(
        words, files, settings=settings, output=output, mails_as_read=mails_as_read
    ).text


@dataclass(frozen=True, slots=True)
class StreamedInput:
    """Text that is read while it is used.

    Attributes:
        blocks: The text.
        names: Where it comes from.
        size: About how many bytes it has, None when nobody knows.
        beginning: The first block, which is among `blocks` too.
    """

    blocks: Iterator[str]
    names: tuple[str, ...]
    size: int | None
    beginning: str = ""


def stream_input(
    patterns: Sequence[str], *, settings: Settings, output: Output, label_files: bool = True
) -> StreamedInput:
    """The text of files, or of stdin when none are named, in blocks; of any length.

    Only a block is in memory at a time, so there is no cap; a pipe is taken up at once, on disk,
    so that its writer need not wait for the model. Notices come at the end. Of a mail, which is
    read at once, there is what people read of it.

    Args:
        patterns: Files, folders, globs.
        settings: Tell the encoding.
        output: Gets the notices.
        label_files: Of several files each begins with its name; else they follow line on line, and
            mails are lines as any others.

    Raises:
        InputError: A file that was named cannot be read or is not text; also while iterating.
        EmptyInputError: There is no text at all; raised at once.
    """
    reader = TextReader(encoding=settings[INPUT_ENCODING])
    sources = [source for pattern in patterns for source in reader.find(pattern)]
    sources = list({source.path and source.path.resolve(): source for source in sources}.values())
    if not patterns:
        sources = [TextSource("stdin")]
    if any(source.path is None for source in sources):
        _hint_at_terminal(output)
    join = _labelled_blocks if label_files else _joined_blocks
    blocks = join(reader, sources, output)
    for block in blocks:
        if block.strip():
            names = tuple(from_command_line(source.name) for source in sources)
            return StreamedInput(_chain(block, blocks), names, reader.size_of(sources), block)
    named = ", ".join(patterns)
    raise EmptyInputError(
        f"There is no text in {named}." if named else "The input is empty.",
        hint="" if named else "Name files, or give text through a pipe.",
    )


def expand_files(patterns: Sequence[str]) -> list[str]:
    """The files that `patterns` stand for, each once, as `stream_input` takes them.

    Raises:
        InputError: One of them stands for nothing.
    """
    reader = TextReader()
    sources = [source for pattern in patterns for source in reader.find(pattern)]
    return list(dict.fromkeys(str(source.path) if source.path else STDIN for source in sources))


def label(source: TextSource, count: int) -> str:
    """The line that names a file in the prompt, when there is more than one source."""
    if count < 2 or source.path is None:
        return ""
    return f"File: {from_command_line(source.name)}\n\n"


def from_command_line(text: str) -> str:
    """`text` without the surrogates that stand for undecodable bytes of the command line."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _labelled_blocks(
    reader: TextReader, sources: Sequence[TextSource], output: Output
) -> Iterator[str]:
    is_first = True
    for source in sources:
        beginning = ("" if is_first else "\n\n") + label(source, len(sources))
        for block in _mail_as_read(reader.blocks(source)):
            if beginning and not block.strip():
                continue
            yield beginning + block
            beginning = ""
            is_first = False
    _tell(reader, output)


def _as_read(text: str) -> str:
    if not is_encoded_mail(text):
        return text
    from pa_cli.core.mail import readable

    return readable(text)


def _mail_as_read(blocks: Iterator[str]) -> Iterator[str]:
    """What people read of the mail that `blocks` are; other texts as they come."""
    first = next(blocks, "")
    if is_encoded_mail(first):
        yield _as_read(first + "".join(blocks))
    else:
        yield first
        yield from blocks


def _joined_blocks(
    reader: TextReader, sources: Sequence[TextSource], output: Output
) -> Iterator[str]:
    block = "\n"
    for source in sources:
        gap = "" if block.endswith("\n") else "\n"
        for block in reader.blocks(source):
            yield gap + block
            gap = ""
    _tell(reader, output)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _reads_stdin(
    sources: Sequence[TextSource], *, has_prompt: bool, settings: Settings, output: Output
) -> bool:
    """Whether stdin comes on top of `sources`; asks a silent pipe to hurry when it need not."""
    if stdin_buffer() is None or any(source.path is None for source in sources):
        return False
    if not has_prompt:
        _hint_at_terminal(output)
        return True
    if is_terminal(sys.stdin):
        return False
    seconds = settings[INPUT_PIPE_WAIT]
    if stdin_has_input(seconds):
        return True
    output.notice(
        f"Nothing came through the pipe within {seconds:g} s: going on without it."
        f" To wait for it, add: --file {STDIN}"
    )
    return False


def _hint_at_terminal(output: Output) -> None:
    if is_terminal(sys.stdin):
        output.notice("Type or paste the text, then press Ctrl-D on a line of its own.")


def _tell(reader: TextReader, output: Output) -> None:
    for notice in reader.notices():
        output.notice(notice)
