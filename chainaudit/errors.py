"""Every exception that chainaudit raises on purpose, one sentence each.

ChainauditError
├── UsageError              the question itself makes no sense (exit code 2)
├── StoreError              a store could not be read, wholly or in part; carries a ``StoreErrorKind``
│   (raised by readers only where nothing at all could be read; else it stands in ``Store.error``)
├── EncodingError           DER, BER, PEM or a protocol message is not what it claims to be; carries the offset
├── PeerError               a live peer did not answer as TLS
└── EvidenceError           a capture or log could not be read

None of them ever carries a password, a private key or decrypted bytes.
"""

from __future__ import annotations

import enum


class ChainauditError(Exception):
    """The root of the tree; its text is one sentence for a person."""


class UsageError(ChainauditError):
    """The question makes no sense as asked: contradictory options, an unknown name, an unreadable time."""


class StoreErrorKind(enum.Enum):
    """What stood in the way of reading a store; the words are those of the JSON document."""

    MALFORMED = "malformed"
    INTEGRITY = "integrity"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - a kind of error, not a password
    PASSWORD_NEEDED = "password-needed"  # noqa: S105 - a kind of error, not a password
    TOO_EXPENSIVE = "too-expensive"
    UNSUPPORTED = "unsupported"
    NOT_A_STORE = "not-a-store"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class Secret(enum.Enum):
    """Which password is wanted where one is missing or does not fit."""

    STORE = "store"
    KEY = "key"
    """A key's: its own, or the store's where it has none of its own."""


class StoreError(ChainauditError):
    """A store or one of its entries could not be read; ``kind`` says what stood in the way.

    ``wants`` is the password with which it could perhaps be read; whoever asks knows how one is given.
    """

    def __init__(self, kind: StoreErrorKind, message: str, wants: Secret | None = None) -> None:
        """Keep the kind and what is wanted beside the sentence."""
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.wants = wants


class EncodingError(ChainauditError):
    """Bytes break the rules of their encoding at ``offset`` (bytes from the start of what was being read)."""

    def __init__(self, message: str, offset: int = 0) -> None:
        """Keep where it broke beside the sentence."""
        super().__init__(message)
        self.message = message
        self.offset = offset


class PeerError(ChainauditError):
    """A live peer could not be reached or did not speak TLS."""


class EvidenceError(ChainauditError):
    """A capture, log or text could not be read as evidence of a handshake."""
