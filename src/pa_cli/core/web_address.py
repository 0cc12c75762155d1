"""Web addresses as users write them: checked, and taken apart without asking anybody."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where a server is.

    Attributes:
        scheme: "http" or "https".
        host: Name or number, without brackets.
        port: Never 0.
        path: Begins with "/" unless it is empty, and never ends with one.
    """

    scheme: str
    host: str
    port: int
    path: str = ""

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address; the usual port is left out."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme]
        return name if self.port == usual else f"{name}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def is_loopback(self) -> bool:
        """It is this machine itself."""
        return is_loopback_host(self.host)

    def __str__(self) -> str:
        return self.origin + self.path


def parse_web_address(text: str) -> WebAddress:
    """The address in `text`.

    Raises:
        ValueError: It is none, or holds a password; the sentence never repeats `text`.
    """
    sentence = "must be an address such as http://127.0.0.1:8080/v1"
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(sentence) from None
    if "@" in parts.netloc:
        raise ValueError("must not hold a password; name a variable in engine.api_key_env instead")
    plain = text.isascii() and text.isprintable() and " " not in text.strip()
    if parts.scheme not in {"http", "https"} or not host or port == 0 or not plain:
        raise ValueError(sentence)
    if parts.query or parts.fragment:
        raise ValueError(f"{sentence}, without ? and #")
    usual = 443 if parts.scheme == "https" else 80
    return WebAddress(parts.scheme, host, port or usual, parts.path.rstrip("/"))


def is_loopback_host(host: str) -> bool:
    """Whether `host` is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
