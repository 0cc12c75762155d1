"""Text to tokens and back, content apart from control text."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

from pa_cli.core.errors import EngineError
from pa_cli.engine.chat_template import Segment

# Several pre-tokenizers recurse once per character of an unbroken run and overflow the stack.
LONGEST_RUN = 4000
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}|\s{{{LONGEST_RUN}}}")


def cut_long_runs(text: str) -> Iterator[str]:
    """`text` in pieces, none with more than `LONGEST_RUN` characters without a change of kind."""
    at = 0
    for match in _LONG_RUN.finditer(text):
        yield text[at : match.end()]
        at = match.end()
    if at < len(text):
        yield text[at:]


class Vocabulary:
    """The tokens of one model.

    Args:
        library: The `llama_cpp` module.
        model: The native model pointer; must stay alive as long as this.
    """

    def __init__(self, library: ModuleType, model: Any) -> None:
        self._library = library
        self._vocab = library.llama_model_get_vocab(model)
        self.size: int = library.llama_vocab_n_tokens(self._vocab)
        self.adds_bos: bool = library.llama_vocab_get_add_bos(self._vocab)
        self.bos: int = library.llama_vocab_bos(self._vocab)
        self.eos: int = library.llama_vocab_eos(self._vocab)
        self._buffer = ctypes.create_string_buffer(256)

    @property
    def pointer(self) -> Any:
        """The native vocabulary, for samplers."""
        return self._vocab

    def tokenize(self, text: str, *, with_control_tokens: bool) -> list[int]:
        """The tokens of `text`, without any added at its ends.

        Args:
            text: Any text; lone surrogates become "?".
            with_control_tokens: Texts of control tokens become those tokens; only for templates.
        """
        tokens: list[int] = []
        for piece in cut_long_runs(text):
            tokens += self._tokenize_piece(piece.encode("utf-8", "replace"), with_control_tokens)
        return tokens

    def _tokenize_piece(self, raw: bytes, with_control_tokens: bool) -> list[int]:
        library = self._library
        room = len(raw) + 8
        for _ in range(2):
            array = (library.llama_token * room)()
            count = library.llama_tokenize(
                self._vocab,
                raw,
                len(raw),
                array,
                room,
                False,
                with_control_tokens,
            )
            if count >= 0:
                return list(array[:count])
            room = -count
        raise EngineError("The model's tokenizer failed on this text.")

    def tokenize_segments(
        self, segments: Sequence[Segment], constant: int = 1
    ) -> tuple[list[int], int]:
        """The tokens of a prompt, and how many of them are its constant prefix.

        Args:
            segments: The prompt.
            constant: How many messages at its beginning are constant.
        """
        tokens: list[int] = []
        stable = 0
        for segment in segments:
            if segment.is_content and segment.message >= constant and not stable:
                stable = len(tokens)
            tokens.extend(self.tokenize(segment.text, with_control_tokens=not segment.is_content))
        if self.adds_bos and self.bos >= 0 and tokens[:1] != [self.bos]:
            tokens.insert(0, self.bos)
            stable += 1 if stable else 0
        return tokens, stable

    def ends_of_text(self) -> tuple[list[int], list[int]]:
        """The tokens that the model wants before and after a text that stands alone."""
        library = self._library
        array = (library.llama_token * 8)()
        count = library.llama_tokenize(self._vocab, b"", 0, array, 8, True, False)
        added = list(array[: max(0, count)])
        before = 1 if added[:1] == [self.bos] else 0
        return added[:before], added[before:]

    def text_of(self, token: int) -> str:
        """The text of a token as templates write it, control tokens included; "" for none."""
        return (
            self.piece(token, with_control_tokens=True).decode("utf-8", "replace")
            if token >= 0
            else ""
        )

    def piece(self, token: int, *, with_control_tokens: bool = False) -> bytes:
        """The bytes of `token`; control tokens are empty unless asked for."""
        size = len(self._buffer)
        length = self._library.llama_token_to_piece(
            self._vocab, token, self._buffer, size, 0, with_control_tokens
        )
        if length < 0:
            self._buffer = ctypes.create_string_buffer(-length)
            length = self._library.llama_token_to_piece(
                self._vocab, token, self._buffer, -length, 0, with_control_tokens
            )
        return self._buffer.raw[:length]

    def ends_generation(self, token: int) -> bool:
        """Whether `token` ends an answer."""
        return bool(self._library.llama_vocab_is_eog(self._vocab, token))
