"""What to do about a certificate that ends, by its role: who can renew it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.context import Role
from chainaudit.model.remedy import Action
from chainaudit.validators.actions import for_certificate

if TYPE_CHECKING:
    from chainaudit.model.context import CertificateContext

_OF_ISSUER: Final = (
    "Get the renewed certificate of this CA and put it in the chain in place of the old one; where the CA has a new "
    "key, the certificates below it must be issued anew."
)
_OF_ANCHOR: Final = "Import the successor of this root into the truststore before the old one ends, beside it at first."


def renewal(ctx: CertificateContext) -> tuple[str, tuple[Action, ...]]:
    """Return the remedy, empty where the check's own fits, and the actions."""
    certificate = ctx.certificate
    if ctx.role is Role.TARGET:
        return "", (for_certificate("renew", certificate),)
    if ctx.role is Role.ANCHOR:
        store = ", ".join(ctx.question.truststores)
        return _OF_ANCHOR, (for_certificate("replace-anchor", certificate, store=store),)
    # In which entry it is missing, the finding says when it is placed: the CA stands above many.
    return _OF_ISSUER, (Action("append-issuer", subject=str(certificate.subject), issuer=str(certificate.issuer)),)
