"""Fetches stores from URLs (s3://, sftp://, https:// …) with fsspec, which the extra ``remote`` brings."""

from __future__ import annotations

from chainaudit.errors import StoreError, StoreErrorKind


def fetch(url: str, limit: int) -> bytes:
    """Return what stands at ``url``, ``limit`` bytes and one more at most, so that the caller sees what is too large.

    Raises:
        StoreError: fsspec or the protocol's own package is missing, or nothing can be read there.
    """
    shown = without_credentials(url)
    try:
        import fsspec
    except ImportError:
        raise StoreError(
            StoreErrorKind.UNREADABLE, f"{shown} is a URL; to read those, pip install 'chainaudit[remote]'."
        ) from None
    try:
        with fsspec.open(url, "rb") as stream:
            return bytes(stream.read(limit + 1))
    except ImportError as error:
        raise StoreError(StoreErrorKind.UNREADABLE, f"{shown} cannot be fetched: {error}.") from None
    except Exception as error:
        # Every protocol has exceptions of its own, which may name credentials: only their kind is said.
        name = type(error).__name__
        raise StoreError(StoreErrorKind.UNREADABLE, f"{shown} cannot be fetched ({name}).") from None


def without_credentials(url: str) -> str:
    """Return a URL without user, password and query, which may be secrets."""
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}://{authority.rpartition('@')[2]}{slash}{path.partition('?')[0]}"
