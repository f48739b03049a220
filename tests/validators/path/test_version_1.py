"""Certificates from before there were extensions."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.path.version_1 import CHECK
from tests import forge
from tests.validators.making import authority, end, findings, of_certificate, variants


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("role", "variant", "severity"),
    [
        (Role.TARGET, "target", Severity.WARNING),
        (Role.INTERMEDIATE, "issuer", Severity.ERROR),
        (Role.ANCHOR, "anchor", Severity.WARNING),
    ],
)
def test_how_bad_it_is_depends_on_the_role(version: int, role: Role, variant: str, severity: Severity) -> None:
    (finding,) = findings(CHECK, of_certificate(forge.issue(version=version), role))
    assert finding.variant == variant
    assert finding.severity is severity
    assert finding.values["version"] == version
    assert finding.observed.startswith(f"it is an X.509 version {version} certificate")


def test_version_3_passes() -> None:
    assert variants(CHECK, of_certificate(end())) == []
    assert variants(CHECK, of_certificate(authority(), Role.INTERMEDIATE)) == []
    assert variants(CHECK, of_certificate(authority(), Role.ANCHOR)) == []


def test_openssl_makes_one_too(tool: object, tmp_path: object) -> None:
    """A certificate of version 1 as ``openssl x509 -req`` writes it without an extension section."""
    request, private, out = (tmp_path / n for n in ("a.csr", "a.key", "a.der"))  # type: ignore[operator]
    made = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", private, "-out", request)
    tool("openssl", "req", "-subj", "/CN=old", *made)  # type: ignore[operator]
    tool("openssl", "x509", "-req", "-in", request, "-signkey", private, "-outform", "DER", "-out", out)  # type: ignore[operator]
    from chainaudit.model.certificate import Certificate

    certificate = Certificate.read(out.read_bytes())
    if certificate.version == 1:  # OpenSSL 3.2 and later write version 3
        assert variants(CHECK, of_certificate(certificate)) == ["target"]
    else:
        assert variants(CHECK, of_certificate(certificate)) == []
