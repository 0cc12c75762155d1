"""The way to a server: directly or through a proxy, encrypted with the system's certificates."""

import http.client
import ssl
import urllib.request
from base64 import b64encode
from urllib.parse import unquote, urlsplit

from pa_cli.core.web_address import WebAddress


class Route:
    """How `address` is reached; proxies are those of the environment or of the system.

    Args:
        address: The server; one on this machine needs no proxy.
    """

    def __init__(self, address: WebAddress) -> None:
        self._address = address
        self._proxy = _find_proxy(address)

    def target(self, path: str) -> str:
        """What is asked for: a proxy for plain http wants the whole address."""
        through = self._proxy and self._address.scheme == "http"
        return self._address.origin + path if through else path

    def headers(self) -> dict[str, str]:
        """What a proxy for plain http has to be told with each request."""
        return _authorization(self._proxy) if self._address.scheme == "http" else {}

    def connect(self, timeout: float) -> http.client.HTTPConnection:
        """A new connection.

        Args:
            timeout: Seconds to wait for it.

        Raises:
            OSError: There is none to be had.
        """
        address = self._address
        host, port = address.host, address.port
        if self._proxy:
            parts = urlsplit(self._proxy if "://" in self._proxy else f"http://{self._proxy}")
            host, port = parts.hostname or "", parts.port or 8080
        connection: http.client.HTTPConnection
        if address.scheme == "https":
            context = _tls_context()
            connection = http.client.HTTPSConnection(host, port, timeout=timeout, context=context)
            if self._proxy:
                connection.set_tunnel(address.host, address.port, _authorization(self._proxy))
        else:
            connection = http.client.HTTPConnection(host, port, timeout=timeout)
        connection.connect()
        return connection


def _find_proxy(address: WebAddress) -> str | None:
    if address.is_loopback or urllib.request.proxy_bypass(f"{address.host}:{address.port}"):
        return None
    proxies = urllib.request.getproxies()
    return proxies.get(address.scheme) or proxies.get("all")


def _authorization(proxy: str | None) -> dict[str, str]:
    parts = urlsplit(proxy) if proxy and "@" in proxy else None
    if parts is None or parts.username is None:
        return {}
    login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {b64encode(login).decode()}"}


def _tls_context() -> ssl.SSLContext:
    """Certificates as the system keeps them, where Python alone would not find them."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
