"""Files of labelled examples, as all evaluations read them."""

from collections.abc import Sequence

from pa_cli.storage.text_input import TextReader
from pa_cli.ui.console import Output

_MOST_NAMED = 5


def read_examples(name: str) -> str:
    """The text of the file, or of the files of a folder or pattern.

    Raises:
        InputError: It cannot be read.
    """
    reader = TextReader()
    return "\n".join(reader.read(source) for source in reader.find(name))


def name_problems(output: Output, problems: Sequence[str]) -> None:
    """Say which lines were left out, and why; of many the first ones and how many more."""
    for problem in problems[:_MOST_NAMED]:
        output.notice(f"Left out: {problem}.")
    more = len(problems) - _MOST_NAMED
    if more > 0:
        output.notice(f"Left out: {more:,} more line{'' if more == 1 else 's'}.")
