"""Short ids that people can type: seven characters, a letter first, no vowels, nothing alike."""

LENGTH = 7
_LETTERS = "bcdfghjkmnpqrstvwxz"
_ALPHABET = _LETTERS + "23456789"


def short_id(source: bytes) -> str:
    """The id that stands for `source`: eight or more bytes that are random, or a hash."""
    number = int.from_bytes(source[:8], "big")
    number, first = divmod(number, len(_LETTERS))
    characters = [_LETTERS[first]]
    for _ in range(LENGTH - 1):
        number, index = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[index])
    return "".join(characters)


def is_id_start(text: str) -> bool:
    """Whether an id could begin like this."""
    return (
        3 <= len(text) <= LENGTH and text[0] in _LETTERS and all(char in _ALPHABET for char in text)
    )


def is_id(text: str) -> bool:
    """Whether this is a whole id."""
    return len(text) == LENGTH and is_id_start(text)


def id_of(name: str) -> str:
    """The short id of what has this name, always the same."""
    from hashlib import blake2b

    return short_id(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest())
