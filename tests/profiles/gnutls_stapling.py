"""Certificates with TLS features, an OCSP response for one of them, and what gnutls-cli says of their servers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from chainaudit.model import der
from chainaudit.model.extension import TLS_FEATURE
from tests.peers import LIVES, NOW, free_port, running
from tests.validators.making import Made, authority, end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

HOST: Final = "localhost"


def feature(*numbers: int, critical: bool = False) -> tuple[str, bool, bytes]:
    """The extension of RFC 7633 with these features."""
    body = b"".join(der.encode(der.INTEGER, number.to_bytes(1, "big")) for number in numbers)
    return TLS_FEATURE, critical, der.encode(der.SEQUENCE, body)


def ca(subject: str, issuer: Made | None = None, *extra: tuple[str, bool, bytes]) -> Made:
    """A CA that is valid today, with these extensions."""
    return authority(subject, issuer, extra=extra, **LIVES)


def server(issuer: Made | None, *extra: tuple[str, bool, bytes]) -> Made:
    """A certificate of this host that is valid today, with these extensions."""
    return end(HOST, issuer, extra=extra, **LIVES)


ROOT: Final = ca("Root of staples")
STERN: Final = ca("Root that requires staples", None, feature(5))
STAPLES: Final = ca("CA that requires staples", ROOT, feature(5))
UNDER_STERN: Final = ca("CA below a root that requires staples", STERN)
REQUIRES: Final = server(ROOT, feature(5))
ANCHORS: Final = (ROOT, STERN)


class Case(NamedTuple):
    """What is presented, target first, and for whom and by whom a response is stapled."""

    presented: tuple[Made, ...]
    stapled_by: Made | None = None


CASES: Final = {
    "no feature": Case((server(ROOT),)),
    "it is missing": Case((REQUIRES,)),
    "it is there": Case((REQUIRES,), ROOT),
    "the feature is critical": Case((server(ROOT, feature(5, critical=True)),)),
    "another feature, critical": Case((server(ROOT, feature(17, critical=True)),)),
    "several features": Case((server(ROOT, feature(17, 5)),)),
    "the CA requires it too": Case((server(STAPLES, feature(5)), STAPLES)),
    "stapled for the target alone": Case((server(STAPLES, feature(5)), STAPLES), STAPLES),
    "the CA alone requires it": Case((server(STAPLES), STAPLES)),
    "the anchor alone requires it": Case((server(STERN),)),
    "the anchor requires it of a CA": Case((server(UNDER_STERN, feature(5)), UNDER_STERN)),
    "the anchor is presented": Case((server(STERN), STERN)),
    "the issuer is unknown": Case((server(ca("Nobody"), feature(5)),)),
}


def response(made: Made, issuer: Made) -> bytes:
    """An answer that the certificate is good, in DER."""
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=made.x509,
        issuer=issuer.x509,
        algorithm=hashes.SHA1(),  # noqa: S303 - what RFC 6960 has clients send
        cert_status=ocsp.OCSPCertStatus.GOOD,
        this_update=NOW - timedelta(hours=1),
        next_update=NOW + timedelta(days=1),
        revocation_time=None,
        revocation_reason=None,
    )
    signed = builder.responder_id(ocsp.OCSPResponderEncoding.NAME, issuer.x509).sign(issuer.key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def sentences(status: str) -> set[str]:
    """Take a status apart."""
    return {sentence.strip(" .") for sentence in status.split(". ")} - {""}


def asked(case: Case, folder: Path, tool: Callable[..., Outcome]) -> set[str]:
    """Let gnutls-cli connect to a server that presents the case; return the sentences of its status."""
    chain = folder / "chain.pem"
    key = folder / "key.pem"
    (folder / "leaf.pem").write_bytes(case.presented[0].pem)
    chain.write_bytes(b"".join(made.pem for made in case.presented[1:]))
    (folder / "trusted.pem").write_bytes(b"".join(made.pem for made in ANCHORS))
    private = case.presented[0].key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key.write_bytes(private)
    port = free_port()
    command: list[str | Path] = ["openssl", "s_server", "-accept", f"{port}", "-cert", folder / "leaf.pem"]
    command += ["-key", key, "-quiet", *(["-cert_chain", chain] if case.presented[1:] else [])]
    if case.stapled_by is not None:
        (folder / "staple.der").write_bytes(response(case.presented[0], case.stapled_by))
        command += ["-status_file", folder / "staple.der"]
    with running(*command, port=port):
        said = tool("gnutls-cli", "--x509cafile", folder / "trusted.pem", "-p", f"{port}", HOST, check=False)
    status = next(line for line in said.stdout.splitlines() if line.startswith("- Status: "))
    return sentences(status.removeprefix("- Status: "))
