"""Rehearsals: what is sent, who refuses with which alert, and everything that is wrong on both sides."""

from __future__ import annotations

from typing import Any

import pytest

from chainaudit.app import registry
from chainaudit.app.rehearse import software
from chainaudit.model.path import Anchor
from chainaudit.model.rehearsal import NONE, REQUIRED, Link, Party, Rehearsal
from chainaudit.model.store import Entry, EntryKind, PrivateKey, Store
from chainaudit.planning.rehearsal import Cast, rehearse
from tests.validators.making import MOMENT, Made, authority, end

CLIENT_AUTH = ("1.3.6.1.5.5.7.3.2",)
ROOT = authority("Root")
MIDDLE = authority("Middle", ROOT)
SERVER = end("api.example.com", MIDDLE)
CLIENT = end("client", MIDDLE, usages=CLIENT_AUTH)
ELSEWHERE = authority("Elsewhere")


def _entry(*chain: Made, alias: str | None = "own", key: Made | None = None, with_key: bool = True) -> Entry:
    owner = key or chain[0]
    public = owner.certificate.public_key
    private = PrivateKey(b"", "EC", 256, public) if with_key else None
    return Entry(
        EntryKind.PRIVATE_KEY if with_key else EntryKind.CERTIFICATE,
        alias=alias,
        certificates=tuple(c.certificate for c in chain),
        has_private_key=with_key,
        private_key=private,
    )


def _party(name: str, profile: str, *entries: Entry, trusts: tuple[Made, ...] | None = None, **parts: Any) -> Party:
    identity = Store(f"{name}.jks", "JKS", entries=entries) if entries else None
    anchors = None if trusts is None else tuple(Anchor(t.certificate) for t in trusts)
    return Party(name, profile, identity=identity, anchors=anchors, **parts)


def _play(
    client: Party, server: Party, *, wants: str = NONE, host: str = "api.example.com", tls13: bool = True
) -> Rehearsal:
    from chainaudit.model.reference import reference_identifier

    link = Link("link", client, server, host=(reference_identifier(host),), client_authentication=wants, tls13=tls13)
    return rehearse(link, Cast(registry.checks(), MOMENT, registry.profile, software))


GOOD_SERVER = _entry(SERVER, MIDDLE)
OPENSSL, JAVA = "openssl-3.0", "java-17"


@pytest.mark.parametrize("client", [OPENSSL, JAVA, "go-1.27"])
def test_what_fits_is_accepted(client: str) -> None:
    played = _play(_party("client", client, trusts=(ROOT,)), _party("server", OPENSSL, GOOD_SERVER))
    assert played.accepted
    assert played.alert is None
    assert next(step.side for step in played.steps) == "server"


@pytest.mark.parametrize(("client", "alert"), [(OPENSSL, "unknown_ca"), (JAVA, "certificate_unknown")])
def test_a_leaf_alone_is_refused_by_the_client_in_its_own_way(client: str, alert: str) -> None:
    played = _play(_party("client", client, trusts=(ROOT,)), _party("server", JAVA, _entry(SERVER)))
    assert (played.refused_by, played.alert) == ("client", alert)
    assert played.client_view is not None
    assert "path.incomplete" in {f.check for f in played.client_view.findings}


@pytest.mark.parametrize(
    ("client", "tls13", "alert"),
    [
        (OPENSSL, True, "certificate_expired"),
        (OPENSSL, False, "certificate_expired"),
        (JAVA, True, "certificate_unknown"),
        (JAVA, False, "certificate_expired"),
    ],
)
def test_an_expired_server_certificate(client: str, tls13: bool, alert: str) -> None:
    from datetime import timedelta

    old = end("api.example.com", MIDDLE, end=MOMENT - timedelta(days=1))
    server = _party("server", OPENSSL, _entry(old, MIDDLE))
    played = _play(_party("client", client, trusts=(ROOT,)), server, tls13=tls13)
    assert (played.refused_by, played.alert) == ("client", alert)


@pytest.mark.parametrize(("client", "alert"), [(OPENSSL, "bad_certificate"), (JAVA, "certificate_unknown")])
def test_the_wrong_host(client: str, alert: str) -> None:
    played = _play(
        _party("client", client, trusts=(ROOT,)), _party("server", OPENSSL, GOOD_SERVER), host="other.example.com"
    )
    assert (played.refused_by, played.alert) == ("client", alert)


@pytest.mark.parametrize(("server", "alert"), [(OPENSSL, None), (JAVA, "handshake_failure")])
def test_a_server_without_a_key_refuses_everybody(server: str, alert: str | None) -> None:
    played = _play(
        _party("client", OPENSSL, trusts=(ROOT,)), _party("server", server, _entry(SERVER, MIDDLE, with_key=False))
    )
    assert (played.refused_by, played.alert) == ("server", alert)
    assert "no private key" in played.reasons[0]


def test_a_key_that_does_not_belong_to_the_certificate() -> None:
    mismatched = _entry(SERVER, MIDDLE, key=CLIENT)
    assert (
        _play(_party("client", OPENSSL, trusts=(ROOT,)), _party("server", OPENSSL, mismatched)).refused_by == "server"
    )
    played = _play(_party("client", OPENSSL, trusts=(ROOT,)), _party("server", JAVA, mismatched))
    assert (played.refused_by, played.alert) == ("client", "decrypt_error")


# --- the client's certificate ---------------------------------------------------------------------


def _mutual(
    client: str, *entries: Entry, server: str = OPENSSL, trusts: tuple[Made, ...] = (ROOT,), **parts: Any
) -> Rehearsal:
    return _play(
        _party("client", client, *entries, trusts=(ROOT,)),
        _party("server", server, GOOD_SERVER, trusts=trusts),
        wants=REQUIRED,
        **parts,
    )


@pytest.mark.parametrize("client", [OPENSSL, JAVA])
def test_a_client_that_fits_is_accepted(client: str) -> None:
    assert _mutual(client, _entry(CLIENT, MIDDLE)).accepted


def test_java_sends_nothing_when_its_issuer_is_not_listed_and_openssl_sends_all_the_same() -> None:
    entry = _entry(CLIENT, MIDDLE)
    java = _mutual(JAVA, entry, trusts=(ELSEWHERE,))
    assert (java.refused_by, java.alert) == ("server", "certificate_required")
    assert any("not among the authorities" in reason for reason in java.reasons)
    openssl = _mutual(OPENSSL, entry, trusts=(ELSEWHERE,))
    assert (openssl.refused_by, openssl.alert) == ("server", "unknown_ca")


@pytest.mark.parametrize(
    ("server", "tls13", "alert"),
    [
        (OPENSSL, True, "certificate_required"),
        (OPENSSL, False, "handshake_failure"),
        (JAVA, True, "bad_certificate"),
        (JAVA, False, "bad_certificate"),
    ],
)
def test_a_client_without_a_certificate(server: str, tls13: bool, alert: str) -> None:
    played = _mutual(OPENSSL, server=server, tls13=tls13)
    assert (played.refused_by, played.alert) == ("server", alert)


def test_a_client_whose_certificate_is_for_servers_only() -> None:
    wrong = _entry(end("client", MIDDLE), MIDDLE)
    assert _mutual(OPENSSL, wrong).alert == "unsupported_certificate"
    assert _mutual(OPENSSL, wrong, server=JAVA).alert == "certificate_unknown"


def test_the_first_refusal_ends_it_and_the_others_are_told() -> None:
    played = _play(
        _party("client", OPENSSL, _entry(CLIENT), trusts=(ELSEWHERE,)),
        _party("server", OPENSSL, GOOD_SERVER, trusts=(ROOT,)),
        wants=REQUIRED,
    )
    assert played.refused_by == "client"
    assert len(played.reasons) == 2
    assert played.server_view is not None
    assert not played.server_view.verdicts[0].accepted


def test_a_client_of_whom_it_is_not_known_whom_it_trusts_decides_nothing() -> None:
    played = _play(_party("client", OPENSSL), _party("server", OPENSSL, GOOD_SERVER))
    assert not played.accepted
    assert played.undetermined is not None
    assert "truststore" in played.undetermined


def test_a_saved_chain_stands_for_a_server() -> None:
    chain = (SERVER.certificate, MIDDLE.certificate)
    assert _play(_party("client", JAVA, trusts=(ROOT,)), _party("server", OPENSSL, chain=chain)).accepted
