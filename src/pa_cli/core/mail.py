"""Mails as they lie in files and pipes: who wrote, and what, without what they quoted."""

import re
from dataclasses import dataclass
from email import message_from_string, policy
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses
from html.parser import HTMLParser

from pa_cli.core.mail_header import is_encoded_mail, looks_like_mail

_TRANSPORTS = ("quoted-printable", "base64", "x-uuencode", "uuencode", "x-uue", "uue")
_SKIPPED = frozenset(("script", "style", "head", "title"))
_BREAKS = frozenset(
    ("p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "table")
)

_QUOTE = "\ue000"
"""Stands before the words of a quote while HTML is read; private use."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail.

    Attributes:
        sender: Who wrote it, "" when it does not say.
        subject: Its subject, "" for none.
        date: Its date as written, "" for none.
        text: Its words, without attachments.
        attachments: Names of the files that hang on it.
        recipient: To whom, "" when it does not say, or says several.
    """

    sender: str
    subject: str
    date: str
    text: str
    attachments: tuple[str, ...] = ()
    recipient: str = ""

    @property
    def own_words(self) -> str:
        """Its words without those that it quotes, and without a signature."""
        own = re.split(r"^-- ?$", self.text, maxsplit=1, flags=re.MULTILINE)[0]
        own = re.sub(r"(?:^.{0,200}[:：]\s*\n)?(?:^>.*(?:\n|\Z))+", "", own, flags=re.MULTILINE)
        return own.strip() or self.text

    @property
    def sender_name(self) -> str:
        """The name of who wrote it, without the address."""
        return _name_of(self.sender)

    @property
    def exchange(self) -> str:
        """Who got it from whom, said to the one who got it, in words and without addresses."""
        sender, recipient = self.sender_name, _name_of(self.recipient)
        you = f"You are {recipient}. " if recipient else ""
        return f"{you}{sender or 'Somebody'} wrote this to you."

    def quoted(self) -> str:
        """Its words as a reply quotes them."""
        lines = self.text.strip().splitlines()
        intro = f"{self.sender} wrote:" if self.sender else "You wrote:"
        if self.date:
            intro = f"On {self.date}, {intro}"
        return "\n".join([intro, *(f"> {line}".rstrip() for line in lines)])


def read_mail(text: str) -> Mail:
    """The mail in `text`; a text without a header is all words."""
    if not looks_like_mail(text):
        return Mail("", "", "", text.strip())
    message = message_from_string(text.lstrip(), policy=policy.default)
    return Mail(
        sender=_header(message, "From"),
        subject=_header(message, "Subject"),
        date=_header(message, "Date"),
        text=_body(message).strip(),
        recipient=_header(message, "To"),
        attachments=tuple(part.get_filename() or "a file" for part in message.iter_attachments()),
    )


def readable(text: str) -> str:
    """A mail as people read it: its heads, its words, what hangs on it; other texts as they are."""
    if not is_encoded_mail(text):
        return text
    mail = read_mail(text)
    heads = {
        "From": mail.sender,
        "To": mail.recipient,
        "Date": mail.date,
        "Subject": mail.subject,
        "Attachments": ", ".join(mail.attachments),
    }
    lines = [f"{name}: {value}" for name, value in heads.items() if value]
    return "\n".join([*lines, "", mail.text])


def reply_subject(subject: str) -> str:
    """The subject of a reply to `subject`."""
    return (
        subject if re.match(r"(?i)\s*(re|回复|答复|aw|sv)\s*[:：]", subject) else f"Re: {subject}"
    )


def _name_of(header: str) -> str:
    """The name before the address in a header; "" for none, or several."""
    names = [name for name, _ in getaddresses([header])]
    return names[0] if len(names) == 1 else ""


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = _content(part)
    return _words_of(content) if part.get_content_subtype() == "html" else content


def _content(part: MIMEPart) -> str:
    """The text of a part; what is not encoded for transport was decoded with the whole mail."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    payload = part.get_payload()
    if encoding not in _TRANSPORTS and isinstance(payload, str):
        return payload
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _words_of(html: str) -> str:
    reader = _HtmlWords()
    reader.feed(html)
    lines = map(_tidied, "".join(reader.parts).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _tidied(line: str) -> str:
    """A line without needless space, with the mark of a quote where it is one."""
    words = " ".join(line.replace(_QUOTE, "").split())
    return f"> {words}" if _QUOTE in line and words else words


class _HtmlWords(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._skipping = self._quoting = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        self._skipping += tag in _SKIPPED
        self._quoting += tag == "blockquote"
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag in _SKIPPED and self._skipping > 0
        self._quoting -= tag == "blockquote" and self._quoting > 0
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.parts.append(f"{_QUOTE}{data}" if self._quoting else data)
