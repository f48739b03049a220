"""A certificate obliges its server to staple an OCSP response, and none is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import EncodingError
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.question import Purpose
from chainaudit.validators.usage.features import STATUS_REQUEST, features_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.ocsp import OcspResponse


def applies(ctx: PathContext) -> bool:
    """Only servers staple for themselves."""
    return ctx.question.purpose is Purpose.SERVER


def find(ctx: PathContext) -> Iterator[Finding]:
    """Look at what the server presents; what the verifier adds to it is not asked for."""
    given: tuple[OcspResponse, ...] | None = None
    for certificate in dict.fromkeys((ctx.path.target, *ctx.presented)):
        if STATUS_REQUEST not in features_of(certificate):
            continue
        if given is None:
            given = _responses(ctx)
        if not any(_speaks_of(response, certificate) for response in given):
            yield CHECK.finding(
                certificate,
                position=_position(ctx, certificate),
                observed=f"'{certificate.subject}' requires a stapled OCSP response, and none for it is known",
                expected="a server that staples, or a certificate without the TLS feature status_request",
                field="tlsFeature",
                subject=str(certificate.subject),
            )


def _responses(ctx: PathContext) -> tuple[OcspResponse, ...]:
    from chainaudit.model.ocsp import OcspResponse

    found = []
    for encoded in ctx.question.revocation.ocsp_responses:
        try:
            found.append(OcspResponse(encoded))
        except EncodingError:
            continue
    return tuple(found)


def _speaks_of(response: OcspResponse, certificate: Certificate) -> bool:
    """Whether an answer is for the serial number; who signed it, and what it says, is for others to judge."""
    number = certificate.serial_number
    return any(
        int.from_bytes(answer.certificate_id.serial_octets, "big", signed=True) == number
        for answer in response.responses
    )


def _position(ctx: PathContext, certificate: Certificate) -> int | None:
    return next((at for at, one in enumerate(ctx.path.certificates) if one.der == certificate.der), None)


CHECK = Check(
    id="usage.staple-missing",
    title="A certificate requires a stapled OCSP response, and none is given",
    severity=Severity.NOTICE,
    scope=Scope.PATH,
    cites=(Citation("RFC 7633", "4.3.3"),),
    explanation="With the TLS feature status_request a certificate tells clients to refuse a server that staples no "
    "current OCSP response. GnuTLS and Firefox do; most others pass over it. Of a store nobody can see whether the "
    "server staples: a response given beside it counts as stapled, and so does what a live peer staples.",
    remedy="Turn OCSP stapling on in the server (nginx: ssl_stapling on; Apache: SSLUseStapling on), or have the "
    "certificate reissued without the feature where its CA answers no OCSP any more.",
    find=find,
    applies=applies,
)
