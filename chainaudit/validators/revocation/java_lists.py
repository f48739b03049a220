"""What keeps Java from using a CRL that RFC 5280 would let it use (sun.security.provider.certpath, OpenJDK 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.validators.revocation.fact import Fact, shown, values_of

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.crl import RevocationList


def java_facts(ctx: PathContext, certificate: Certificate, one: RevocationList) -> tuple[Fact, ...]:
    """Ask for nextUpdate, and for a signer with the key identifier that the CRL names.

    A CRL that names another key than the certificate does is looked upon as one of another issuer, whose certificate
    must be known by that identifier.
    """
    found = []
    if one.next_update is None:
        text = f"{shown(one)} does not say when the next one comes"
        found.append(Fact("crl-expired", text, values=values_of(one)))
    keys = [one.authority_key_identifier, certificate.authority_key_identifier]
    named, own = (None if key is None else key.key_identifier for key in keys)
    known = (c.subject_key_identifier for c in (*ctx.path.certificates, *ctx.known) if c.subject == one.issuer)
    if named is not None and own is not None and named != own and named not in known:
        text = f"{shown(one)}: no certificate of its issuer has the key identifier {named.hex()}"
        found.append(Fact("crl-issuer-untrusted", text, variant="no-certificate", values=values_of(one)))
    return tuple(found)
