"""A text that a model makes of another: as it comes, beside its original, or as a change."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Literal

from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.text_blocks import WrittenBlock
from pa_cli.core.word_diff import word_diff
from pa_cli.ui.console import Output
from pa_cli.ui.diff_view import show_diff
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line
from pa_cli.ui.text_width import pad, terminal_columns, width
from pa_cli.ui.waiting import Waiting
from pa_cli.ui.wrapping import wrap_text

_LEAST_COLUMN = 6
_GAP = "  "


class WrittenView:
    """Writes blocks as they are done, and says what is wrong with them.

    Args:
        output: The streams.
        form: The new text, both texts beside each other, or the change word by word.
        as_json: All of it as one document at the end.
        facts: Told in the document too: the model, the language.
        waiting: Says how far the work is.
    """

    def __init__(
        self,
        output: Output,
        *,
        form: Literal["text", "side by side", "diff"] = "text",
        as_json: bool = False,
        facts: Mapping[str, str],
        waiting: Waiting,
    ) -> None:
        self._output = output
        self._form = form
        self._as_json = as_json
        self._facts = facts
        self._waiting = waiting
        self._blocks: list[WrittenBlock] = []
        self._left = self._right = ""

    def show(self, blocks: Iterator[WrittenBlock]) -> None:
        """Consume `blocks` and show them; the text ends with a newline.

        Raises:
            InterruptedByUserError: Ctrl-C; the paragraphs before it were written.
        """
        try:
            for block in self._waiting.each(blocks):
                is_within_line = not block.text.endswith("\n")
                self._waiting.reached(block.block.last_line + 1, is_within_line=is_within_line)
                self._blocks.append(block)
                if not self._as_json:
                    self._write(block)
        except InterruptedByUserError:
            self._end()
            done = "What is above is whole." if self._blocks else "Nothing was done yet."
            raise InterruptedByUserError(f"Interrupted. {done}") from None
        self._end()

    def _tell_problems(self) -> None:
        for block in self._blocks:
            for problem in block.problems:
                self._output.notice(f"Line {block.block.line}: {clean_line(problem)}")

    def _write(self, block: WrittenBlock) -> None:
        if self._form == "text":
            is_read = self._output.stdout_is_terminal
            self._output.write(_wrapped(block) if is_read else block.text)
            return
        if self._form == "diff":
            before = block.block.with_text(block.block.text)
            show_diff(self._output, word_diff(before, block.text))
            return
        self._left += block.block.with_text(block.block.text)
        self._right += block.text
        if block.text.endswith("\n"):
            self._write_columns()

    def _write_columns(self) -> None:
        """Write what has come since the last line end; the cells of a table's row stand together."""
        before, after = self._left.strip(), self._right.strip()
        self._left = self._right = ""
        if not after:
            return
        column = max(_LEAST_COLUMN, (terminal_columns() - len(_GAP)) // 2)
        left, right = wrap_text(before, column).split("\n"), wrap_text(after, column).split("\n")
        for original, translation in zip_longest(left, right, fillvalue=""):
            line = pad(original.rstrip(), column) + _GAP + translation.rstrip()
            self._output.write(line.rstrip() + "\n")
        self._output.write("\n")

    def _end(self) -> None:
        self._end_text()
        self._tell_problems()

    def _end_text(self) -> None:
        if self._as_json:
            self._output.write(to_json(self._document()))
        elif self._form == "side by side":
            self._write_columns()
        elif self._blocks and not self._blocks[-1].text.endswith("\n"):
            self._output.write("\n")

    def _document(self) -> dict[str, object]:
        return {
            "text": "".join(block.text for block in self._blocks),
            **self._facts,
            "blocks": [
                {
                    "line": block.block.line,
                    "source": block.block.text,
                    "text": block.text.strip(),
                    "is_fixed": block.block.is_fixed,
                    "problems": list(block.problems),
                }
                for block in self._blocks
                if block.text.strip()
            ],
        }


def _wrapped(block: WrittenBlock) -> str:
    """A block for a person: whole words on a line. Code and tables are as they are."""
    before = block.block.before
    if block.block.is_fixed or "|" in before:
        return block.text
    hanging = "".join(mark if mark == ">" else " " for mark in before)
    room = max(_LEAST_COLUMN, terminal_columns() - width(hanging))
    words = wrap_text(block.words, room).replace("\n", "\n" + hanging)
    return before + words + block.block.after
