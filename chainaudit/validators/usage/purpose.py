"""The extensions of a certificate do not allow a named purpose, by all that they say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.kinship import reads_as_a_whole
from chainaudit.validators.usage import marks
from chainaudit.validators.usage.marks import Mark, allows, mark_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

_STEP_UP: Final = ("1.3.6.1.4.1.311.10.3.3", "2.16.840.1.113730.4.1")
"""Microsoft's and Netscape's server gated cryptography, which stand for serverAuth."""
_USAGES: Final[dict[str, tuple[str, ...]]] = {
    "sslclient": (extension.CLIENT_AUTH,),
    "sslserver": (extension.SERVER_AUTH, *_STEP_UP),
    "nssslserver": (extension.SERVER_AUTH, *_STEP_UP),
    "smimesign": (extension.EMAIL_PROTECTION,),
    "smimeencrypt": (extension.EMAIL_PROTECTION,),
}
_BY_USAGE: Final = {
    extension.SERVER_AUTH: "sslserver",
    extension.CLIENT_AUTH: "sslclient",
    extension.EMAIL_PROTECTION: "smimesign",
    extension.TIME_STAMPING: "timestampsign",
}
PURPOSES: Final = (*_USAGES, "crlsign", "any", "ocsphelper", "timestampsign")
_NO: Final = ""
_YES: Final = "yes"
_GRUDGINGLY: Final = "grudgingly"
"""Allowed by an old mark or by another Netscape type than the one meant."""


def asked(ctx: CertificateContext) -> str | None:
    """Return the purpose by OpenSSL's name: the rules name it, or say where in the question it stands."""
    named: str | None = ctx.rules.purpose
    usage = None
    if named == "asked":
        usage = ctx.question.purpose.usage
    elif named == "required":
        usage = next(iter(ctx.question.required_usages), None)
    elif named is not None:
        return named
    return _BY_USAGE.get(usage or "")


def applies(ctx: CertificateContext) -> bool:
    """Only where a purpose is asked for."""
    return asked(ctx) is not None


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Ask the target for the purpose itself, and everything above it for a CA of the purpose and for the purpose.

    The latter matters where it issued a proxy certificate.
    """
    purpose = asked(ctx) or "any"
    as_target = _as_target(ctx.certificate, purpose)
    if ctx.role is Role.TARGET:
        yield from _told(ctx, "target", purpose, as_target)
        return
    yield from _told(ctx, "issuer", purpose, _as_ca(ctx.certificate, purpose))
    yield from _told(ctx, "issuer-as-target", purpose, as_target)


def _told(ctx: CertificateContext, variant: str, purpose: str, answer: str) -> Iterator[Finding]:
    if answer != _YES:
        part = "a CA of the" if variant == "issuer" else "the"
        yield CHECK.finding(
            ctx.certificate,
            observed=f"its extensions do not allow {part} purpose {purpose}",
            expected=f"usages, and marks of a CA where it issues others, that go with {purpose}",
            field="extKeyUsage",
            variant=variant,
            purpose=purpose,
            grudgingly=answer == _GRUDGINGLY,
        )


def allows_use(certificate: Certificate, purpose: str) -> bool:
    """Whether extKeyUsage is absent or names the purpose; anyExtendedKeyUsage names none."""
    wanted, usages = _USAGES.get(purpose), certificate.extended_key_usage
    if wanted is None or certificate.extension(extension.EXTENDED_KEY_USAGE) is None:
        return True
    return usages is not None and any(usage in usages for usage in wanted)


def _as_ca(certificate: Certificate, purpose: str) -> str:
    if not reads_as_a_whole(certificate):
        return _GRUDGINGLY  # what cannot be read is not held against it where it is not strict
    if purpose == "any":
        return _YES
    if not allows_use(certificate, purpose):
        return _NO
    mark = mark_of(certificate)
    if mark is Mark.NONE:
        return _NO
    if mark is Mark.BASIC_CONSTRAINTS:
        return _YES
    types = certificate.netscape_cert_type or frozenset()
    if purpose.endswith(("sslserver", "sslclient")):
        return _YES if mark is not Mark.NETSCAPE or marks.NETSCAPE_TLS_CA in types else _NO
    if purpose.startswith("smime") and mark is Mark.NETSCAPE and marks.NETSCAPE_MAIL_CA not in types:
        return _NO
    return _GRUDGINGLY


def _as_target(certificate: Certificate, purpose: str) -> str:
    if not reads_as_a_whole(certificate):
        return _GRUDGINGLY
    if not allows_use(certificate, purpose):
        return _NO
    return _TARGETS[purpose](certificate)


def _tls_client(certificate: Certificate) -> str:
    types = certificate.netscape_cert_type
    usage = allows(certificate, extension.DIGITAL_SIGNATURE, extension.KEY_AGREEMENT)
    return _YES if usage and (types is None or marks.NETSCAPE_CLIENT in types) else _NO


def _tls_server(certificate: Certificate) -> str:
    types = certificate.netscape_cert_type
    usage = allows(certificate, extension.DIGITAL_SIGNATURE, extension.KEY_ENCIPHERMENT, extension.KEY_AGREEMENT)
    return _YES if usage and (types is None or marks.NETSCAPE_SERVER in types) else _NO


def _netscape_server(certificate: Certificate) -> str:
    return _tls_server(certificate) if allows(certificate, extension.KEY_ENCIPHERMENT) else _NO


def _mail(certificate: Certificate, *bits: int) -> str:
    types = certificate.netscape_cert_type
    if not allows(certificate, *bits):
        return _NO
    if types is None or marks.NETSCAPE_MAIL in types:
        return _YES
    return _GRUDGINGLY if marks.NETSCAPE_CLIENT in types else _NO


def _time_stamping(certificate: Certificate) -> str:
    usage, raw = certificate.key_usage, certificate.extension(extension.EXTENDED_KEY_USAGE)
    signing = {extension.DIGITAL_SIGNATURE, extension.NON_REPUDIATION}
    if usage is not None and (usage - signing or not usage & signing):
        return _NO
    alone = certificate.extended_key_usage == (extension.TIME_STAMPING,)
    return _YES if alone and raw is not None and raw.critical else _NO


_TARGETS: Final[dict[str, Callable[[Certificate], str]]] = {
    "sslclient": _tls_client,
    "sslserver": _tls_server,
    "nssslserver": _netscape_server,
    "smimesign": lambda c: _mail(c, extension.DIGITAL_SIGNATURE, extension.NON_REPUDIATION),
    "smimeencrypt": lambda c: _mail(c, extension.KEY_ENCIPHERMENT),
    "crlsign": lambda c: _YES if allows(c, extension.CRL_SIGN) else _NO,
    "any": lambda _: _YES,
    "ocsphelper": lambda _: _YES,
    "timestampsign": _time_stamping,
}

CHECK = Check(
    id="usage.purpose",
    title="The extensions of a certificate do not allow the purpose",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(
        Citation("OpenSSL", "openssl-verification-options(1), Certificate Extensions"),
        Citation("RFC 5280", "4.2.1.12"),
    ),
    explanation="OpenSSL asks extended key usage, key usage, Netscape certificate type and the marks of a CA together, "
    "of the target and of every certificate above it, the anchor included.",
    remedy="Have the certificate reissued with the usages of its purpose; in a CA leave extended key usage out.",
    find=find,
    stands_alone=True,
    applies=applies,
    refines=(
        "usage.server-auth-missing",
        "usage.client-auth-missing",
        "usage.key-usage",
        "path.issuer-not-ca",
        "path.version-1",
    ),
    variants=("target", "issuer", "issuer-as-target"),
)
