"""JCEKS, the keystore of the SunJCE provider: JKS with better protected keys, and with secret keys."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store
    from chainaudit.readers.crypto.key_derivation import WorkBudget

MAGIC: Final = b"\xce\xce\xce\xce"
_PROTECTION: Final = "PBEWithMD5AndTripleDES"


def sniff(data: bytes) -> int:
    """Return 100 where the magic number stands."""
    return 100 if data[:4] == MAGIC else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a JCEKS; its certificates need no password, its digest and its keys do.

    Raises:
        StoreError: the header cannot be read.
    """
    from chainaudit.readers.java.store import SecretFormat, read_store

    return read_store(data, request, "JCEKS", SecretFormat(_end_of_secret, _open_secret))


def _end_of_secret(data: bytes, offset: int) -> int:
    from chainaudit.readers.java import serialization

    return serialization.read(data, offset)[1]


def _open_secret(sealed: bytes, password: str, budget: WorkBudget) -> tuple[str, bytes]:
    """Return algorithm and bytes of the secret key in a serialised SealedObjectForKeyProtector.

    Raises:
        StoreError: wrong password, too expensive, malformed, or something else than a sealed key.
    """
    from chainaudit.readers.java import serialization

    outer = serialization.read(sealed)[0]
    fields = getattr(outer, "fields", {})
    content, parameters = fields.get("encryptedContent"), fields.get("encodedParams")
    if not isinstance(content, bytes):
        raise StoreError(StoreErrorKind.UNSUPPORTED, "It is not a sealed key as Java writes them.")
    algorithm = fields.get("sealAlg")
    if algorithm != _PROTECTION or not isinstance(parameters, bytes):
        shown = repr(algorithm[:60]) if isinstance(algorithm, str) else "what has no name"
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"It is sealed with {shown}; only {_PROTECTION} is known.")
    return _secret_key(_unseal(content, parameters, password, budget))


def _unseal(content: bytes, parameters: bytes, password: str, budget: WorkBudget) -> Any:  # noqa: ANN401 - any Java value
    from chainaudit.model import der
    from chainaudit.readers.crypto.ciphers import unpad
    from chainaudit.readers.java import serialization
    from chainaudit.readers.java.key_protection import (
        DamagedKeyError,
        pbe_parameters,
        pbe_with_md5_and_triple_des,
    )

    try:
        salt, rounds = pbe_parameters(der.read(parameters))
    except EncodingError as error:
        raise StoreError(StoreErrorKind.MALFORMED, f"Its parameters are malformed: {error.message}.") from None
    begins_well = False
    for padded in pbe_with_md5_and_triple_des(content, salt, rounds, password, budget):
        begins_well = begins_well or padded[:4] == b"\xac\xed\x00\x05"
        plain = unpad(padded, 8) if begins_well else None
        if plain is not None:
            with contextlib.suppress(EncodingError):
                return serialization.read(plain)[0]
    if begins_well:
        raise DamagedKeyError
    raise StoreError(StoreErrorKind.WRONG_PASSWORD, "The password does not open the key, or the key is damaged.")


def _secret_key(value: Any) -> tuple[str, bytes]:  # noqa: ANN401 - any Java value
    """SecretKeySpec has ``algorithm`` and ``key``, java.security.KeyRep ``algorithm`` and ``encoded``."""
    fields = getattr(value, "fields", {})
    algorithm = fields.get("algorithm")
    secret = fields.get("key", fields.get("encoded"))
    if not isinstance(algorithm, str) or not isinstance(secret, bytes):
        name = next(iter(getattr(value, "classes", ())), type(value).__name__)
        raise StoreError(StoreErrorKind.UNSUPPORTED, f"What is sealed is no secret key but a {name[:80]}.")
    return algorithm, secret


READER = Reader(
    name="JCEKS", title="Java Cryptography Extension KeyStore", extensions=(".jceks", ".jce"), sniff=sniff, read=read
)
