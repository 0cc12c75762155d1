"""Addresses, links and telephone numbers in a text; found by their form, without a model."""

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'，。；、）》]+")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)?\(?\d[\d ()./-]{5,18}\d(?![\w-])")
_DATE_LIKE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")
_AS_WRITTEN = re.compile(r"1[3-9]\d{9}|\d{3}[ -]\d{3}[ -]\d{4}|\d{3}[ -]\d{4}[ -]\d{4}")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15


def find_contacts(text: str) -> dict[str, list[str]]:
    """`emails`, `phones` and `urls` of `text`, each once, in order."""
    links = [match.rstrip(".,;:!?") for match in _LINK.findall(text)]
    emails = _EMAIL.findall(text)
    rest = _EMAIL.sub(" ", _LINK.sub(" ", text))
    phones = [found.strip() for found in _PHONE.findall(_DATE_LIKE.sub(" ", rest))]
    phones = [
        phone
        for phone in phones
        if _FEWEST_DIGITS <= sum(c.isdigit() for c in phone) <= _MOST_DIGITS
        and (phone.startswith(("+", "0", "(")) or _AS_WRITTEN.fullmatch(phone))
    ]
    return {
        "emails": list(dict.fromkeys(emails)),
        "phones": list(dict.fromkeys(phones)),
        "urls": list(dict.fromkeys(links)),
    }
