"""Whose commands a diagnosis shows, and with which values."""

from __future__ import annotations

import pytest

from chainaudit.app.diagnosis.remedy import actions_for, commands_for, system_for
from chainaudit.errors import UsageError
from chainaudit.model.evidence import Connection, Diagnosis, SeenCertificate
from chainaudit.model.remedy import Action
from chainaudit.model.store import Holder, Store


def log_of(product: str, viewpoint: str = "client") -> Connection:
    connection = Connection("test.log")
    connection.product = product
    connection.viewpoint = viewpoint
    return connection


@pytest.mark.parametrize(
    ("product", "store_format", "side", "system"),
    [
        ("", "", "unknown", "openssl"),
        ("java", "", "unknown", "keytool"),
        ("iaik", "", "unknown", "webmethods"),
        ("", "PKCS12", "client", "pkcs12"),
        ("", "JKS", "client", "keytool"),
        ("java", "PKCS12", "client", "keytool"),
        ("java", "BCFKS", "client", "bouncycastle"),
        ("java", "PEM", "client", "openssl"),
        ("iaik", "PKCS12", "client", "webmethods"),
        ("iaik", "JKS", "client", "webmethods"),
        ("iaik", "JKS", "server", "keytool"),
        ("transfer-cft", "PKCS12", "client", "transfer-cft"),
        ("transfer-cft", "JKS", "client", "keytool"),
        ("openssl", "JKS", "client", "keytool"),
        ("openssl", "PEM", "client", "openssl"),
        ("nginx", "PEM", "client", "nginx"),
        ("iaik", "NONE OF THESE", "server", "webmethods"),
    ],
)
def test_the_product_of_the_log_mends_what_it_reads(product: str, store_format: str, side: str, system: str) -> None:
    store = Store("store", store_format) if store_format else None
    assert system_for(None, log_of(product), store, side).name == system
    assert system_for("nss", log_of(product), store, side).name == "nss"


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no system 'nope'"):
        system_for("nope", log_of("java"))


def diagnosed(cause: str, *presented: SeenCertificate, product: str = "java") -> Diagnosis:
    connection = log_of(product)
    connection.presented = presented or None
    return Diagnosis(connection, cause, "client", "certain", ("a reason",))


LEAF = SeenCertificate("CN=gw.example.com", "CN=Issuing")
ISSUING = SeenCertificate("CN=Issuing", "CN=Root")
LEAF.names = ("gw.example.com", "www.example.com")


@pytest.mark.parametrize("cause", ["truststore_empty", "unknown_ca", "server_cert_rejected"])
def test_what_is_imported_as_an_anchor_is_the_authority_and_not_the_certificate(cause: str) -> None:
    (action,) = [each for each in actions_for(diagnosed(cause, LEAF, ISSUING)) if each.kind == "import-anchor"]
    assert action.value("subject", "") == "CN=Root"
    lines = commands_for((action,), system_for(None, log_of("transfer-cft")))
    assert "PKIUTIL PKICER ID='root', ITYPE=ROOT, ROOTCID='root', IFORM=PEM, INAME='root.pem', MODE=CREATE" in lines
    assert lines[-1].endswith("ROOTCID=(TRUSTED_SO_FAR,root), MODE=REPLACE")


def test_a_certificate_to_be_reissued_is_the_first_with_its_names() -> None:
    actions = {action.kind: action for action in actions_for(diagnosed("cn_only_no_san", LEAF, ISSUING))}
    assert actions["reissue"].value("subject", "") == "CN=gw.example.com"
    assert actions["reissue"].value("names", "") == "gw.example.com, www.example.com"


def test_nothing_is_to_be_done_where_nothing_failed() -> None:
    assert actions_for(Diagnosis(log_of("java"), None, "none", "certain", ())) == ()


@pytest.mark.parametrize("asked", [None, "openssl"])
@pytest.mark.parametrize(
    ("store", "start"),
    [
        (Store("own", "PEM", holders=(Holder("gzip", "PEM"),)), "chainaudit convert own"),
        (Store("own", "DER"), "chainaudit convert own"),
        (Store("own", "JKS"), "keytool"),
        (Store("own", "PEM"), "(echo; openssl x509"),
    ],
)
def test_a_client_s_store_is_not_spoiled(store: Store, start: str, asked: str | None) -> None:
    action = Action("append-issuer", store="own", subject="CN=Issuing")
    lines = commands_for((action,), system_for(asked, log_of("openssl"), store, "client"), store)
    assert any(line.startswith(start) for line in lines), lines
    assert any(">> own" in line for line in lines) == (store.format == "PEM" and not store.holders)
