"""Bytes to text, block by block: UTF-8 first, then the encoding that the user named."""

import codecs
import io
import re

# Beginnings of files that people take for text, and how to get at their text.
_FORMATS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "Turn it into text first, for example with: pdftotext {name} -"),
    (b"PK\x03\x04", "an office or zip file", "Turn it into text first: pandoc -t plain {name}"),
    (b"\x1f\x8b", "compressed", "Unpack it into the pipe: zcat {name} | pa ..."),
    (b"\x89PNG", "an image", ""),
    (b"\xff\xd8\xff", "an image", ""),
    (b"GIF8", "an image", ""),
)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_MOST_LOOKED_AT = 4096


class NotText(Exception):  # noqa: N818 - a finding, not yet an error of the user's
    """What was read is no text.

    Attributes:
        hint: How to get at its text.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class TextDecoder:
    """Bytes to text, correct across block bounds; line ends become newlines.

    Args:
        name: What the user calls the source.
        encoding: How it is written where it is not UTF-8.

    Attributes:
        has_replaced: Bytes that are no text became U+FFFD.
        likely: The encoding that those bytes look like, "" when there are none.
    """

    def __init__(self, name: str, encoding: str = "utf-8") -> None:
        self.has_replaced = False
        self.likely = ""
        self._name = name
        self._other = "" if codecs.lookup(encoding).name == "utf-8" else encoding
        self._held = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._newlines = io.IncrementalNewlineDecoder(None, translate=True)

    def decode(self, block: bytes, *, final: bool = False) -> str:
        """The text of the next `block`; what is cut in the middle comes with the block after.

        Raises:
            NotText: It is binary.
        """
        if self._decoder is None:
            self._held += block
            if len(self._held) < 8 and not final:
                return ""
            block, self._held = self._held, b""
            self._decoder = self._choose(block)
        text = self._read(self._decoder, block, final=final)
        if "\0" in text:
            raise NotText(f"{self._name} is binary, not text.")
        return str(self._newlines.decode(text, final))

    def _read(self, decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool) -> str:
        pending = decoder.getstate()[0]
        try:
            text = decoder.decode(block, final)
        except UnicodeDecodeError:
            # a failed strict call leaves the decoder's state alone, so the same bytes go again
            text = None
        if text is not None and not (self._other and "\0" in text):
            return text
        if self._other:
            decoder = self._decoder = codecs.getincrementaldecoder(self._other)("strict")
            self._other = ""
            return self._read(decoder, pending + block, final=final)
        self.likely = "" if self.has_replaced else _likely_encoding(block)
        self.has_replaced = True
        decoder.errors = "replace"
        return decoder.decode(block, final)

    def _choose(self, beginning: bytes) -> codecs.IncrementalDecoder:
        for magic, what, hint in _FORMATS:
            if beginning.startswith(magic):
                raise NotText(f"{self._name} is {what}, not text.", hint.format(name=self._name))
        if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._other = ""
            return codecs.getincrementaldecoder("utf-16")("strict")
        return codecs.getincrementaldecoder("utf-8-sig")("strict")


def _likely_encoding(block: bytes) -> str:
    """What bytes that are not UTF-8 look like: Chinese ones come in pairs, those of Europe alone."""
    runs = [len(run) for run in _HIGH_BYTES.findall(block[:_MOST_LOOKED_AT])]
    paired = sum(size for size in runs if size > 1)
    return "gb18030" if 2 * paired > sum(runs) else "windows-1252"
