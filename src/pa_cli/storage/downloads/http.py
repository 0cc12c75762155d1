"""A file on the web into a part: encrypted, resumed where it stopped, never trusted about its end."""

import contextlib
import http.client
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote, urlsplit

from pa_cli import __version__
from pa_cli.core.errors import NetworkError
from pa_cli.core.web_address import is_loopback_host
from pa_cli.storage.downloads.part_file import PartFile

RETRY_DELAYS: tuple[float, ...] = (1, 2, 4, 8, 16)
"""Seconds to wait after the first, second... failure in a row that brought no byte."""

_TIMEOUT = 30.0
_MOST_REDIRECTS = 10
_BLOCK = 1 << 16
_LONGEST_WAIT = 60.0
_CONTENT_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")
_ALLOWED_IN_URL = "%:/?#[]@!$&'()*+,;=~"
_WORTH_A_RETRY = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class WebFile:
    """What a server says of a file.

    Attributes:
        size: Bytes, None when it does not say.
        validator: Strong ETag or date that names these very bytes, "" when there is none.
    """

    size: int | None
    validator: str


class _TransientError(Exception):
    """The connection or the server failed; trying again may help."""

    def __init__(self, reason: str, *, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but never to an unencrypted place, and takes no secret to another host."""

    max_redirections = _MOST_REDIRECTS

    def redirect_request(  # noqa: PLR0917 - the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        try:
            check_url(newurl)
        except NetworkError:
            fp.close()
            raise
        following = super().redirect_request(req, fp, code, msg, headers, newurl)
        if following is not None and urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            following.remove_header("Authorization")
        if following is not None:
            following.method = req.get_method()
        return following


def is_loopback(url: str) -> bool:
    """Whether `url` names this machine itself."""
    return is_loopback_host(urlsplit(url).hostname or "")


def check_url(url: str) -> None:
    """Refuse what is not encrypted.

    Raises:
        NetworkError: `url` is not https, nor http to this machine.
    """
    scheme = urlsplit(url).scheme.lower()
    if scheme == "https" or (scheme == "http" and is_loopback(url)):
        return
    raise NetworkError(f"{url} is not encrypted, so it is not used.", hint="Use an https address.")


def look_up(url: str, *, headers: Mapping[str, str] | None = None) -> WebFile:
    """Ask for size and identity of the file at `url`, not for its bytes.

    Raises:
        NetworkError: It cannot be reached, or is not there.
    """
    try:
        with _open(url, {**(headers or {}), "Range": "bytes=0-0"}) as response:
            return _describe(response)
    except _TransientError as error:
        raise NetworkError(f"{_host(url)}: {error}.") from None


def download(
    url: str, part: PartFile, *, size: int | None, headers: Mapping[str, str] | None = None
) -> None:
    """Append to `part` what it lacks of the file at `url`.

    It is tried again, with growing pauses, as long as bytes arrive in between.

    Args:
        url: An https address; http to this machine only.
        part: Its note keeps the validator of the bytes.
        size: Bytes of the whole, None when nobody knows.
        headers: Added to each request; `Authorization` stays with the first host.

    Raises:
        NetworkError: The server refused or kept failing; `part` keeps what came.
        StorageError: The disk is full or failed.
    """
    failures = 0
    while size is None or part.size < size:
        before = part.size
        try:
            _download_once(url, part, size, headers or {})
        except _TransientError as error:
            failures = 0 if part.size > before else failures + 1
            if failures > _patience(part, error):
                raise NetworkError(
                    f"{_host(url)}: {error}.",
                    hint="Run the same command again; it goes on where this one stopped.",
                ) from None
            time.sleep(max(RETRY_DELAYS[max(failures - 1, 0)], error.wait))
        else:
            return


def _patience(part: PartFile, error: _TransientError) -> int:
    """How many failures in a row are borne; without a byte so far the next source is worth more."""
    if part.size:
        return len(RETRY_DELAYS)
    return 2 if error.wait else 0


def _download_once(url: str, part: PartFile, size: int | None, headers: Mapping[str, str]) -> None:
    """One request; raises `_TransientError` when the body is not whole."""
    validator = "" if part.is_hash_known else str(part.note.get("validator", ""))
    asked = dict(headers)
    if part.size and (validator or part.is_hash_known):
        asked["Range"] = f"bytes={part.size}-"
        if validator:
            asked["If-Range"] = validator
    else:
        part.truncate(0)
    with _open(url, asked) as response:
        if response.status == 416:
            if _complete_size(response) != part.size:
                part.truncate(0)
                raise _TransientError("the file there has changed", wait=0.1)
            return
        found = _describe(response)
        is_other = not part.is_hash_known and found.validator != validator
        if response.status == 206 and (is_other or not _continues(response, part)):
            part.truncate(0)
            raise _TransientError("the file there has changed", wait=0.1)
        if response.status != 206:
            part.truncate(0)
        if size is not None and found.size is not None and found.size != size:
            raise NetworkError(f"{_host(url)} has {found.size} bytes, but the file has {size}.")
        if is_other:
            part.note["validator"] = found.validator
            part.save_note()
        _append(response, part, size if size is not None else found.size)


def _append(response: http.client.HTTPResponse, part: PartFile, size: int | None) -> None:
    """Write the body to `part`; a body that goes on after `size` bytes is cut there and refused."""
    while True:
        try:
            block = response.read(_BLOCK)
        except (OSError, http.client.HTTPException) as error:
            raise _TransientError(_reason(error)) from None
        if not block:
            break
        part.write(block)
        if size is not None and part.size > size:
            part.discard()
            raise NetworkError(f"The server sent more than the {size} bytes of the file.")
    if size is not None and part.size < size:
        raise _TransientError(f"the connection ended after {part.size} of {size} bytes")


def _continues(response: http.client.HTTPResponse, part: PartFile) -> bool:
    """Whether a partial body begins where `part` ends."""
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    return match is not None and match[1] is not None and int(match[1]) == part.size


def _complete_size(response: http.client.HTTPResponse) -> int | None:
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    return int(match[3]) if match is not None and match[3] != "*" else None


def _describe(response: http.client.HTTPResponse) -> WebFile:
    headers = response.headers
    etag = headers.get("ETag", "")
    validator = etag if etag.startswith('"') else headers.get("Last-Modified", "")
    size = _complete_size(response)
    if size is None and response.status == 200 and "Content-Encoding" not in headers:
        length = headers.get("Content-Length", "")
        size = int(length) if length.isdecimal() else None
    return WebFile(size, validator)


@contextlib.contextmanager
def _open(url: str, headers: Mapping[str, str]) -> Iterator[http.client.HTTPResponse]:
    """The response to a GET; 416 is a response, other refusals are errors."""
    check_url(url)
    request = urllib.request.Request(  # noqa: S310 - the scheme was checked
        quote(url, safe=_ALLOWED_IN_URL), headers={"User-Agent": f"pa/{__version__}", **headers}
    )
    handlers: list[urllib.request.BaseHandler] = [
        _Redirects(),
        urllib.request.HTTPSHandler(context=_tls_context()),
    ]
    if is_loopback(url):
        handlers.append(urllib.request.ProxyHandler({}))
    opener = urllib.request.build_opener(*handlers)
    try:
        response = opener.open(request, timeout=_TIMEOUT)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 416 and isinstance(error.fp, http.client.HTTPResponse):
                yield error.fp
                return
            raise _refusal(url, error) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _TransientError(_reason(error)) from None
    with response:
        yield response


def _refusal(url: str, error: urllib.error.HTTPError) -> Exception:
    """The error that stands for a status code."""
    if error.code in _WORTH_A_RETRY:
        wait = error.headers.get("Retry-After", "")
        seconds = min(float(wait), _LONGEST_WAIT) if wait.isdecimal() else 0.1
        return _TransientError(f"the server answered {error.code} {error.reason}", wait=seconds)
    if error.code in {401, 403}:
        return NetworkError(f"{_host(url)} does not let you have this file ({error.code}).")
    if error.code in {404, 410}:
        return NetworkError(f"There is no such file: {url}")
    return NetworkError(f"{_host(url)} answered {error.code} {error.reason}.")


def _tls_context() -> ssl.SSLContext:
    """Certificates as the system keeps them, where Python alone would not find them."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return "no answer in time"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({cause.verify_message})"
    if isinstance(cause, ConnectionRefusedError):
        return "nothing answers there"
    if isinstance(cause, http.client.HTTPException | ConnectionError):
        return "the connection was cut"
    if isinstance(cause, OSError) and cause.strerror:
        return f"it cannot be reached ({cause.strerror})"
    return f"it cannot be reached ({cause})"
