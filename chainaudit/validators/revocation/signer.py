"""Who signed a CRL, and whether that key may and is trusted to (RFC 5280, 6.3.3 (f), (g))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.extension import CRL_SIGN
from chainaudit.model.signature import SignatureStatus, verify
from chainaudit.validators.revocation.fact import Fact, shown, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.crl import RevocationList
    from chainaudit.model.path import Path
    from chainaudit.model.public_key import PublicKey

MAX_SIGNATURE_CHECKS: Final = 2_000
"""Signatures of CRLs that are checked for one question; a check takes some 50 microseconds with RSA, 1 ms with DSA."""
_CHECKS: Final = ("revocation", "checks")


class Signer:
    """The certificate whose key made a CRL, and the path by which it is trusted (None: the path that is judged)."""

    __slots__ = ("certificate", "path")

    def __init__(self, certificate: Certificate, path: Path | None) -> None:
        self.certificate = certificate
        self.path = path


def find_signer(
    ctx: PathContext, path: Path, position: int, revocation_list: RevocationList, is_revoked: Callable[[Path], str]
) -> tuple[Signer | None, Fact | None]:
    """Return who signed the CRL and is trusted for it, or the fact that says why there is nobody.

    The status of the certificate at ``position`` of ``path`` is asked; those above it are trusted as far as the path
    is. Others need a path to the same anchor, of which ``is_revoked(path)`` says what speaks against it, if anything.
    """
    above = path.certificates[position + 1 :]
    named = [c for c in (*above, *ctx.known) if c.subject == revocation_list.issuer]
    candidates = list(dict.fromkeys(named))
    refused: list[Fact] = []
    for certificate in candidates:
        key = key_of(certificate, (*path.certificates, *ctx.known))
        if key is None or _verify(ctx, revocation_list, key) is not SignatureStatus.VALID:
            continue
        if certificate.key_usage is not None and CRL_SIGN not in certificate.key_usage:
            refused.append(_fact(revocation_list, "crl-issuer-key-usage", "key usage without cRLSign", certificate))
        elif certificate in above:
            return Signer(certificate, None), None
        else:
            found = None if ctx.find_path is None else find_path(ctx, certificate)
            against = _against(path, found, is_revoked)
            if found is not None and not against[0]:
                return Signer(certificate, found), None
            refused.append(_fact(revocation_list, "crl-issuer-untrusted", against[1], certificate, variant=against[0]))
    if refused:
        return None, refused[0]
    if ctx.kept.get(_CHECKS, 0) > MAX_SIGNATURE_CHECKS:
        text = f"more than {MAX_SIGNATURE_CHECKS} signatures of CRLs were to be checked"
        return None, Fact("unknown", text, variant="limit", values=values_of(revocation_list))
    if not candidates:
        return None, _fact(
            revocation_list,
            "crl-issuer-untrusted",
            "no certificate of its issuer is known",
            None,
            variant="no-certificate",
        )
    return None, _fact(
        revocation_list, "crl-signature-invalid", "its signature was made with no key of its issuer", candidates[0]
    )


def _against(path: Path, found: Path | None, is_revoked: Callable[[Path], str]) -> tuple[str, str]:
    """Say what speaks against a signer's path, as a variant and in words; "" where nothing does."""
    if found is None:
        return "no-path", "its signer has no valid path to a trust anchor"
    if found.top.subject != path.top.subject or found.top.public_key != path.top.public_key:
        return "other-anchor", f"its signer is trusted by another anchor, '{found.top.subject}'"
    against = is_revoked(found)
    return against, {
        "revoked": "its signer is revoked",
        "revocation-unknown": "whether its signer is revoked cannot be told",
    }.get(against, "")


def find_path(ctx: PathContext, certificate: Certificate) -> Path | None:
    """Return an acceptable path of another certificate; searched once for each."""
    place = ("revocation", "path", certificate.der)
    if place not in ctx.kept:
        ctx.kept[place] = None if ctx.find_path is None else ctx.find_path(certificate)
    found: Path | None = ctx.kept[place]
    return found


def key_of(certificate: Certificate, others: tuple[Certificate, ...]) -> PublicKey | None:
    """Return the key with DSA parameters inherited from an issuer filled in (RFC 5280, 6.1.4 (e))."""
    key = certificate.public_key
    if key is None or not key.has_inherited_parameters:
        return key
    current = certificate
    for _ in range(8):
        above = next((c for c in others if c.subject == current.issuer and c.der != current.der), None)
        if above is None or above.public_key is None or above.public_key.algorithm != key.algorithm:
            return key
        if not above.public_key.has_inherited_parameters:
            return key.with_parameters_of(above.public_key)
        current = above
    return key


def _verify(ctx: PathContext, revocation_list: RevocationList, key: PublicKey) -> SignatureStatus:
    place = ("revocation", "signature", revocation_list, key.spki)
    status: SignatureStatus | None = ctx.read.get(place)
    if status is None:
        ctx.kept[_CHECKS] = ctx.kept.get(_CHECKS, 0) + 1
        if ctx.kept[_CHECKS] > MAX_SIGNATURE_CHECKS:
            return SignatureStatus.UNSUPPORTED
        status = verify(
            key, revocation_list.signature_algorithm, revocation_list.signature, revocation_list.tbs.encoded
        )
        ctx.read[place] = status
    return status


def _fact(
    revocation_list: RevocationList, kind: str, what: str, signer: Certificate | None, *, variant: str = ""
) -> Fact:
    values = values_of(revocation_list)
    if signer is not None:
        values["signer"] = str(signer.subject)
        values["signer_fingerprint"] = signer.fingerprint
    return Fact(kind, f"{shown(revocation_list)}: {what}", variant=variant, values=values)
