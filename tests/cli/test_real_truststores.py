"""Truststores as the programs write them that people use, in every format: who is in them is trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSWORD = "changeit"
AT = "2026-11-21T12:00:00Z"


@pytest.mark.parametrize("store_type", ["JKS", "JCEKS", "PKCS12"])
@pytest.mark.parametrize("profile", ["recommended", "java", "openssl"])
def test_what_keytool_imported_is_trusted(
    chainaudit: Callable[..., Any],
    tool: Callable[..., Any],
    testdata: Path,
    tmp_path: Path,
    store_type: str,
    profile: str,
) -> None:
    """The mark of keytool on trusted entries of PKCS 12 is anyExtendedKeyUsage: trust for every purpose."""
    store = tmp_path / "trust"
    names = ("-alias", "root", "-file", testdata / "demo" / "partners.pem", "-keystore", store)
    tool("keytool", "-importcert", "-noprompt", "-storetype", store_type, "-storepass", PASSWORD, *names)
    demo = testdata / "demo"
    told = chainaudit(
        *("verify", "--store", demo / "gateway.jks", "--alias", "api", "--password", f"pass:{PASSWORD}"),
        *("--host", "api.example.com", "--untrusted", demo / "issuing-ca.pem", "--at", AT, "--as", profile),
        *("--truststore", store, "--truststore-password", f"pass:{PASSWORD}"),
    )
    assert told.stdout.startswith("ACCEPTED"), told.stdout
    assert told.exit_code == 0


def test_what_openssl_exported_is_seen_by_openssl_and_not_by_java(
    chainaudit: Callable[..., Any], tool: Callable[..., Any], testdata: Path, tmp_path: Path
) -> None:
    """Java takes only certificates with its attribute for trusted ones; importing one with keytool adds it."""
    store, demo = tmp_path / "trust.p12", testdata / "demo"
    certificates = ("-export", "-nokeys", "-in", demo / "partners.pem", "-passout", f"pass:{PASSWORD}")
    tool("openssl", "pkcs12", *certificates, "-out", store)
    assert "0 entries" in tool("keytool", "-list", "-keystore", store, "-storepass", PASSWORD).stdout
    asked = (
        *("verify", "--store", demo / "gateway.jks", "--alias", "api", "--password", f"pass:{PASSWORD}"),
        *("--host", "api.example.com", "--untrusted", demo / "issuing-ca.pem", "--at", AT),
        *("--truststore", store, "--truststore-password", f"pass:{PASSWORD}"),
    )
    assert chainaudit(*asked, "--as", "openssl").exit_code == 0
    refused = chainaudit(*asked, "--as", "java")
    assert refused.stdout.startswith("REJECTED")
    assert "path.untrusted" in refused.stdout
    assert "without the attribute trustedKeyUsage" in " ".join(refused.stdout.split())
    root = ("-file", demo / "partners.pem", "-keystore", store, "-storepass", PASSWORD)
    tool("keytool", "-importcert", "-noprompt", "-alias", "root", *root)
    assert chainaudit(*asked, "--as", "java").exit_code == 0
