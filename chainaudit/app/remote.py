"""Fetches what stands at a URL, bounded in bytes and seconds: http with Python's own client, the rest with fsspec.

fsspec (s3://, sftp://, gs://, abfs:// …) comes with the extra ``remote``; some protocols need a package of their own.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from chainaudit.errors import StoreError, StoreErrorKind

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT_SECONDS: Final = 30.0
"""For all of it: a store is small, and nobody waits longer for an answer."""
MAX_REDIRECTS: Final = 5
HTTP_SCHEMES: Final = ("http", "https")

_CACHES: Final = ("simplecache::", "filecache::", "blockcache::", "cached::")
"""fsspec protocols that leave a copy of what they fetch on the disk."""
_PIECE_BYTES: Final = 1 << 16


def fetch(url: str, limit: int, timeout_seconds: float = TIMEOUT_SECONDS) -> bytes:
    """Return what stands at ``url``, ``limit`` bytes and one more at most, so that the caller sees what is too large.

    Raises:
        StoreError: a package is missing, nothing can be read there, or it takes too long.
    """
    shown = without_credentials(url)
    if any(cache in url for cache in _CACHES):
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"{shown} would leave a copy on the disk; name the file itself.")
    if scheme_of(url) in HTTP_SCHEMES:
        return fetch_http(url, limit, timeout_seconds)
    return _within(timeout_seconds, shown, lambda: _fetch_with_fsspec(url, limit, shown))


def fetch_http(url: str, limit: int, timeout_seconds: float = TIMEOUT_SECONDS) -> bytes:
    """Return the body of an answer to GET, ``limit`` bytes and one more at most; redirects stay with http and https.

    ``timeout_seconds`` is for all of it.

    Raises:
        StoreError: no such answer.
    """
    shown = without_credentials(url)
    if scheme_of(url) not in HTTP_SCHEMES:
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"{shown} is no http URL.")
    # The client's own timeout is for each read, so that a server could drip for hours.
    return _within(timeout_seconds, shown, lambda: _get(url, limit, timeout_seconds, shown))


def _get(url: str, limit: int, timeout_seconds: float, shown: str) -> bytes:
    import urllib.request

    class Redirects(urllib.request.HTTPRedirectHandler):
        max_redirections = MAX_REDIRECTS

    # No handler for file: and ftp:, so that no redirect leads there.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        Redirects(),
    ):
        opener.add_handler(handler)
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "chainaudit", "Accept": "*/*"})  # noqa: S310 - looked at above
        with opener.open(request, timeout=timeout_seconds) as answer:
            return _read(answer.read, limit)
    except HTTPError as error:
        error.close()
        raise StoreError(StoreErrorKind.UNREADABLE, f"{shown} answers {error.code}.") from None
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise StoreError(StoreErrorKind.UNREADABLE, f"{shown} cannot be fetched ({type(reason).__name__}).") from None


def _read(read: Callable[[int], bytes], limit: int) -> bytes:
    pieces: list[bytes] = []
    left = limit + 1
    while left > 0:
        piece = read(min(left, _PIECE_BYTES))
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _fetch_with_fsspec(url: str, limit: int, shown: str) -> bytes:
    try:
        import fsspec
    except ImportError:
        raise StoreError(
            StoreErrorKind.UNREADABLE, f"{shown} is a URL; to read those, pip install 'chainaudit[remote]'."
        ) from None
    try:
        with fsspec.open(url, "rb") as stream:
            return _read(stream.read, limit)
    except ImportError as error:
        raise StoreError(StoreErrorKind.UNREADABLE, f"{shown} cannot be fetched: {error}.") from None
    except Exception as error:  # noqa: BLE001 - see below
        # Every protocol has exceptions of its own, which may name credentials: only their kind is said.
        name = type(error).__name__
        raise StoreError(StoreErrorKind.UNREADABLE, f"{shown} cannot be fetched ({name}).") from None


def _within(seconds: float, shown: str, work: Callable[[], bytes]) -> bytes:
    """Do ``work`` in a thread that may be left behind: not every protocol can be told to hurry.

    Raises:
        StoreError: it failed, or is not done in time.
    """
    done: list[bytes | BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the waiting thread, whatever it is
            done.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not done:
        raise StoreError(StoreErrorKind.UNREADABLE, f"{shown} did not answer within {seconds:g} seconds.")
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]


def scheme_of(url: str) -> str:
    """Return the scheme of a URL in lower case, nothing where it is none."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def without_credentials(url: str) -> str:
    """Return a URL without user, password and query, which may be secrets."""
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path.partition('?')[0]}"
