"""Parsers in a process of their own: a hostile or broken file takes nothing down with it.

Parsing runs with a limit of memory and may write no file; whoever waits for it gives up after a
while. When the process dies, the file is unreadable and the next one gets a new process.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from pa_cli.core.document import ParsedDocument
from pa_cli.core.passage_split import Piece
from pa_cli.storage.documents.unreadable import UnreadableError

SECONDS = 30.0
_BYTES_PER_SHARE = 4 * 2**20
_MOST_SECONDS = 120.0
MEMORY_BYTES = 2 * 2**30
_MOST_CHARACTERS = 50_000_000
_MODULE = "pa_cli.storage.documents.parser_process"


class ParserProcess:
    """Parses files one after the other; started when the first comes.

    Args:
        seconds: Longest time for a small file; large ones get more.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str | None] = queue.Queue()

    def parse(self, path: str, kind: str) -> ParsedDocument:
        """The passages of a file.

        Raises:
            UnreadableError: It cannot be read, or not within the limits.
        """
        seconds = min(self._seconds * (1 + _size(path) / _BYTES_PER_SHARE), _MOST_SECONDS)
        process = self._start()
        try:
            print(json.dumps({"path": path, "kind": kind}), file=process.stdin, flush=True)
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.close()
            raise UnreadableError(
                f"Reading it took more than {seconds:.0f} seconds, and was given up."
            ) from None
        except OSError:
            answer = None
        except BaseException:
            self.close()
            raise
        if answer is None:
            self.close()
            raise UnreadableError("The program that reads such files broke off over it.")
        return _from_document(json.loads(answer))

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()

    def _start(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C is for the program that waits
            )
            self._answers = queue.Queue()
            threading.Thread(
                target=_forward, args=(self._process.stdout, self._answers), daemon=True
            ).start()
        return self._process


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return 0


def _forward(stream: IO[str], answers: "queue.Queue[str | None]") -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in stream:
            answers.put(line)
    answers.put(None)


def _from_document(answer: dict[str, Any]) -> ParsedDocument:
    if "reason" in answer:
        raise UnreadableError(answer["reason"], retry=answer["retry"])
    pieces = [
        Piece(text, first, last, page, tuple(headings))
        for text, first, last, page, headings in answer["pieces"]
    ]
    return ParsedDocument(pieces, answer["title"], answer["pages"], answer["problem"])


def _to_document(parsed: ParsedDocument) -> dict[str, Any]:
    pieces, size, problem = [], 0, parsed.problem
    for piece in parsed.pieces:
        size += len(piece.text)
        if size > _MOST_CHARACTERS:
            problem = f"Only its first {_MOST_CHARACTERS:,} characters were read. {problem}".strip()
            break
        pieces.append((piece.text, piece.first_line, piece.last_line, piece.page, piece.headings))
    return {"pieces": pieces, "title": parsed.title, "pages": parsed.pages, "problem": problem}


def main() -> None:
    """Answer each line of stdin, a file to parse, with a line on stdout."""
    _limit()
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a parser prints is no answer
    for line in sys.stdin:
        task = json.loads(line)
        try:
            answer = _to_document(_parser(task["kind"])(task["path"]))
        except UnreadableError as error:
            answer = {"reason": error.reason, "retry": error.retry}
        except (MemoryError, RecursionError):
            answer = {"reason": "It needs more memory than a document may.", "retry": ""}
        except Exception as error:  # noqa: BLE001 - whatever a parser does, the user gets a sentence
            answer = {"reason": f"It cannot be read ({type(error).__name__}).", "retry": ""}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _parser(kind: str) -> Callable[[str], ParsedDocument]:
    if kind == "pdf":
        from pa_cli.storage.documents.pdf_files import parse_pdf

        return parse_pdf
    if kind == "docx":
        from pa_cli.storage.documents.docx_files import parse_docx

        return parse_docx
    if kind == "epub":
        from pa_cli.storage.documents.epub_files import parse_epub

        return parse_epub
    from pathlib import Path

    from pa_cli.storage.documents.html_files import parse_html

    return lambda path: parse_html(Path(path).read_bytes())


def _limit() -> None:
    """No more memory than a document needs, and no file written."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
