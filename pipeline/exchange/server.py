"""Requests to an annotation server: with deadlines, and with errors that are one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from sitrep.pipeline.errors import InputError

_CONNECT_SECONDS: Final = 10.0


class Server:
    """A server that speaks JSON, by the address that the user gave.

    `session` carries the credentials; no message ever shows them, nor what a server answered,
    since it may repeat what it was sent. `patience` is how many seconds the server may be silent.
    """

    def __init__(self, url: str, tool: str, session: requests.Session, patience: float) -> None:
        self.url = checked_url(url)
        self.tool = tool
        self.session = session
        self.patience = patience
        adapter = _Deadline(patience)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        # Without it, requests would put what ~/.netrc has for the host in place of our token.
        session.auth = session.auth or (lambda request: request)

    def json(self, method: str, path: str, **options: Any) -> Any:
        """What the server answers to a request; None for an empty answer."""
        response = self.send(method, path, **options)
        with self.errors():
            return response.json() if response.content else None

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        """The answer to a request, which is none that reports an error."""
        with self.errors():
            response = self.session.request(method, f"{self.url}{path}", **options)
            if response.history:
                raise InputError(
                    f"{self.url}: sends on to {response.url}; give --url as it stands there"
                )
            response.raise_for_status()
        return response

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn the errors of requests into a line that says what to do."""
        try:
            yield
        except requests.HTTPError as error:
            raise InputError(f"{self.url}: {self._refusal(error.response)}") from None
        except requests.JSONDecodeError:
            raise InputError(f"{self.url}: no {self.tool} answers there; check --url") from None
        except requests.Timeout:
            raise InputError(
                f"{self.url}: no answer for {self.patience:.0f} seconds; look at the server, then "
                "run the same command again"
            ) from None
        except requests.ConnectionError:
            raise InputError(
                f"{self.url}: no connection; check --url and whether the server runs, then run "
                "the same command again"
            ) from None
        except requests.RequestException as error:
            raise InputError(f"{self.url}: {type(error).__name__}; check --url") from None

    def _refusal(self, response: requests.Response | None) -> str:
        assert response is not None  # `raise_for_status` gives it
        code = response.status_code
        if code in (401, 403):
            return "no permission (is the token or password right, and may this user do this?)"
        if code == 404:
            return (
                f"no {self.tool} answers there (404 for {urlsplit(response.url).path}); check --url"
            )
        if code >= 500:
            return f"the server fails ({code}); look at its log, then run the same command again"
        return f"the server refuses ({code} for {urlsplit(response.url).path})"


def checked_url(url: str) -> str:
    """The address without a slash at its end. Raises InputError where it cannot be one."""
    try:
        parts = urlsplit(url)
        named = parts.username or parts.password
    except ValueError:
        raise InputError("--url: no web address; give one like http://127.0.0.1:8000") from None
    if named:
        raise InputError("--url: holds a user or password; take it out, and see --help")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"--url {url}: no web address; give one like http://127.0.0.1:8000")
    return url.rstrip("/")


class _Deadline(HTTPAdapter):
    """Gives every request a time limit, which requests leaves out."""

    def __init__(self, patience: float) -> None:
        super().__init__()
        self._limit = (min(_CONNECT_SECONDS, patience), patience)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        """Send with our limit where none is given."""
        return super().send(request, stream, timeout or self._limit, verify, cert, proxies)
