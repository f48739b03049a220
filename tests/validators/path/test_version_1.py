"""Certificates from before there were extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.model.certificate import Certificate
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.path.version_1 import CHECK
from tests import forge
from tests.validators.making import authority, end, findings, of_certificate, variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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
    assert CHECK.severity is Severity.WARNING
    assert variants(CHECK, of_certificate(end())) == []
    assert variants(CHECK, of_certificate(authority(), Role.INTERMEDIATE)) == []
    assert variants(CHECK, of_certificate(authority(), Role.ANCHOR)) == []


def test_openssl_makes_one_too(tool: Callable[..., Any], tmp_path: Path) -> None:
    """A certificate without extensions, as ``openssl x509 -req`` writes it: version 1 until OpenSSL 3.2, 3 since."""
    request, private, out = tmp_path / "a.csr", tmp_path / "a.key", tmp_path / "a.der"
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", private)
    tool("openssl", "req", "-subj", "/CN=old", *key, "-out", request)
    tool("openssl", "x509", "-req", "-in", request, "-signkey", private, "-outform", "DER", "-out", out)
    text = tool("openssl", "x509", "-inform", "DER", "-in", out, "-noout", "-text").stdout
    expected = ["target"] if "Version: 1 (0x0)" in text else []
    assert variants(CHECK, of_certificate(Certificate.read(out.read_bytes()))) == expected
