"""Whether a signature over bytes of a store fits a public key; cryptography does the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainaudit.model.certificate import SignatureAlgorithm
    from chainaudit.model.public_key import PublicKey


def verifies(key: PublicKey, algorithm: SignatureAlgorithm, signature: bytes, content: bytes) -> bool | None:
    """Say whether ``signature`` over ``content`` fits ``key``; None where the algorithm cannot be checked here."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa

    loaded = key.load()
    name = (algorithm.digest or "").upper().replace("-", "_")
    kind: type[hashes.HashAlgorithm] | None = getattr(hashes, name, None)
    try:
        if isinstance(loaded, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
            loaded.verify(signature, content)
        elif kind is None:
            return None
        elif isinstance(loaded, rsa.RSAPublicKey) and algorithm.key_algorithm == "RSA":
            loaded.verify(signature, content, padding.PKCS1v15(), kind())
        elif isinstance(loaded, ec.EllipticCurvePublicKey):
            loaded.verify(signature, content, ec.ECDSA(kind()))
        elif isinstance(loaded, dsa.DSAPublicKey):
            loaded.verify(signature, content, kind())
        else:
            return None
    except InvalidSignature:
        return False
    except (UnsupportedAlgorithm, ValueError):
        return None
    return True
