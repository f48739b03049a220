"""Trust by name: certifi's bundle, the system's, Java's; and a file that happens to have one of these names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import certifi
import pytest

from chainaudit.app import truststores
from chainaudit.app.opening import open_store
from chainaudit.app.truststores import anchors_of, open_truststore
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_certifi_is_read_as_the_file_would_be() -> None:
    ours, file = open_truststore("certifi"), open_store(certifi.where())
    assert ours.source == file.source == certifi.where()
    assert (ours.format, ours.integrity, ours.problem) == (file.format, file.integrity, file.problem)
    assert [c.der for c in ours.certificates] == [c.der for c in file.certificates]
    assert len(ours.certificates) > 100


def test_a_damaged_bundle_is_no_silent_empty_trust(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = tmp_path / "cacert.pem"
    monkeypatch.setattr(truststores, "_certifi_bundle", lambda: str(gone))
    assert open_truststore("certifi").problem is not None
    gone.write_bytes(b"")
    assert open_truststore("certifi").problem is not None


@pytest.mark.parametrize("name", ["system", "java"])
def test_trust_of_the_machine(name: str) -> None:
    found = open_truststore(name)
    assert found.problem is None
    assert len(anchors_of(found)) > 50


def test_the_system_is_where_openssl_is_told_to_look(monkeypatch: pytest.MonkeyPatch, testdata: Path) -> None:
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(testdata / "demo" / "partners.pem"))
    assert len(open_truststore("system").certificates) == 2


def test_trust_that_is_nowhere_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truststores, "JAVA_BUNDLES", ())
    monkeypatch.setattr(truststores, "_java_homes", lambda: ("/nowhere/cacerts",))
    with pytest.raises(UsageError, match="name the file itself"):
        open_truststore("java")


def test_a_file_of_that_name_is_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, testdata: Path) -> None:
    (tmp_path / "certifi").write_bytes((testdata / "demo" / "partners.pem").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert len(open_truststore("certifi").certificates) == 2


def test_what_java_takes_for_trusted_in_a_pkcs12(testdata: Path, tmp_path: Path, tool: Callable[..., object]) -> None:
    """The own certificate of a key and what the attribute marks, and nothing of what openssl put beside them."""
    demo, key = testdata / "demo", tmp_path / "key.pem"
    own, store = tmp_path / "own.pem", tmp_path / "own.p12"
    request = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=own", "-keyout", key, "-out", own)
    tool("openssl", *request)
    beside = ("-certfile", demo / "partners.pem", "-passout", "pass:changeit", "-out", store)
    tool("openssl", "pkcs12", "-export", "-inkey", key, "-in", own, *beside)
    root = ("-file", demo / "issuing-ca.pem", "-keystore", store, "-storepass", "changeit")
    tool("keytool", "-importcert", "-noprompt", "-alias", "issuing", *root)
    marked = [a for a in anchors_of(open_store(str(store), password="changeit")) if a.is_marked]
    assert sorted(a.certificate.subject.common_name or "" for a in marked) == ["Gateway Issuing CA", "own"]
    assert all(a.is_marked for a in anchors_of(open_store(str(demo / "gateway.jks"))))
