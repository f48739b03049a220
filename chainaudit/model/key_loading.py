"""Keys as cryptography's objects.

``cryptography.hazmat.primitives.serialization``, the public home of its loaders, imports the formats of OpenSSH along,
and with them ciphers that nobody asked for: a sixth of the time in which a keystore is judged. The same functions are
taken from where that module has them, and from the module itself where a release has moved them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes


def _loaders() -> Any:  # noqa: ANN401 - a module, of one of two names
    try:
        from cryptography.hazmat.bindings._rust import openssl

        keys = openssl.keys
        _ = keys.load_der_public_key, keys.load_der_private_key
    except (ImportError, AttributeError):
        from cryptography.hazmat.primitives import serialization

        return serialization
    return keys


def load_public_key(spki: bytes) -> PublicKeyTypes:
    """Return the key in a SubjectPublicKeyInfo.

    Raises:
        ValueError: it is malformed. TypeError, UnsupportedAlgorithm: cryptography cannot use it.
    """
    key: PublicKeyTypes = _loaders().load_der_public_key(spki)
    return key


def load_private_key(pkcs8: bytes) -> PrivateKeyTypes:
    """Return the key in an unencrypted PrivateKeyInfo.

    Raises:
        ValueError: it is malformed. TypeError, UnsupportedAlgorithm: cryptography cannot use it.
    """
    key: PrivateKeyTypes = _loaders().load_der_private_key(pkcs8, None)
    return key


def encoded(key: PublicKeyTypes) -> bytes:
    """Return a public key as SubjectPublicKeyInfo."""
    try:
        from cryptography.hazmat.primitives._serialization import Encoding, PublicFormat
    except ImportError:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
