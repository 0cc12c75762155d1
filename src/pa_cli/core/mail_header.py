"""Whether a text is a mail, told by its first lines; what reads mails is only loaded for one."""

import re

_HEADER = re.compile(r"(?:From|To|Subject|Date|Message-ID|Received|Return-Path):\s", re.IGNORECASE)
_MIME = re.compile(
    r"^(?:MIME-Version|Content-Type|Content-Transfer-Encoding):", re.IGNORECASE | re.MULTILINE
)
_LONGEST = 2000


def looks_like_mail(text: str) -> bool:
    """Whether `text` begins with the header of a mail."""
    return len(_HEADER.findall(_head_of(text[:_LONGEST]))) >= 2


def is_encoded_mail(text: str) -> bool:
    """Whether `text` begins as a mail does whose source is not what people read of it."""
    return looks_like_mail(text) and _MIME.search(_head_of(text)) is not None


def _head_of(text: str) -> str:
    return text.lstrip().partition("\n\n")[0]
