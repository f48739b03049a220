"""The extended key usages are not those of a TLS server certificate of a public CA."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

PRECERTIFICATE_SIGNING: Final = "1.3.6.1.4.1.11129.2.4.4"
FORBIDDEN: Final = frozenset(
    {
        extension.ANY_EXTENDED_KEY_USAGE,
        extension.CODE_SIGNING,
        extension.EMAIL_PROTECTION,
        extension.TIME_STAMPING,
        extension.OCSP_SIGNING,
        PRECERTIFICATE_SIGNING,
    }
)


def applies(ctx: CertificateContext) -> bool:
    """Only where the Baseline Requirements are asked for; of clients they are silent."""
    if not ctx.rules.baseline_requirements:
        return False
    return ctx.role is not Role.TARGET or ctx.question.purpose.usage == extension.SERVER_AUTH


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """A root must have none, a server certificate some and none of the forbidden ones; none is critical anywhere."""
    certificate = ctx.certificate
    raw = certificate.extension(extension.EXTENDED_KEY_USAGE)
    if raw is not None and raw.critical:
        yield CHECK.finding(certificate, observed="extKeyUsage is critical", field="extKeyUsage", variant="critical")
    if ctx.role is Role.ANCHOR and raw is not None and certificate.is_self_issued:
        finding = CHECK.finding(certificate, observed="the root has extKeyUsage", field="extKeyUsage", variant="root")
        yield finding.but(cites=(Citation("CA/Browser Forum TLS BR", "7.1.2.1.2"),))
    if ctx.role is Role.TARGET:
        yield from _subscriber(certificate, present=raw is not None)


def _subscriber(certificate: Certificate, *, present: bool) -> Iterator[Finding]:
    if not present:
        yield CHECK.finding(certificate, observed="there is no extKeyUsage", field="extKeyUsage", variant="missing")
    forbidden = [oid for oid in certificate.extended_key_usage or () if oid in FORBIDDEN]
    if forbidden:
        names = ", ".join(extension.USAGE_NAMES.get(oid, oid) for oid in forbidden)
        finding = CHECK.finding(
            certificate, observed=f"extKeyUsage has {names}", field="extKeyUsage", variant="forbidden"
        )
        yield finding.but(cites=(Citation("CA/Browser Forum TLS BR", "7.1.2.7.10"),))


CHECK = Check(
    id="certificate.baseline-usages",
    title="The extended key usages are not those of a public TLS server certificate",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("CA/Browser Forum TLS BR", "7.1.2.7.6"),),
    explanation="Certificates of public CAs for servers are for that alone: they name serverAuth, and nothing by which "
    "the key could sign code, mail, time stamps or OCSP responses.",
    remedy="Have the certificate reissued with serverAuth alone, and not critical.",
    applies=applies,
    find=find,
    variants=("root", "missing", "critical", "forbidden"),
)
