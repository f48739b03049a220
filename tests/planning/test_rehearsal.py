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


WEAK = end("api.example.com", MIDDLE, kind="RSA 1024")
ODD = end("api.example.com", MIDDLE, kind="P-224")


@pytest.mark.parametrize(
    ("server", "refused_by", "alert"),
    [
        (OPENSSL, "server", None),
        ("curl", "server", None),
        ("nginx", "server", None),
        ("node-20", "client", "bad_certificate"),
        (JAVA, "client", "bad_certificate"),
        ("gnutls-3.7", "client", "bad_certificate"),
    ],
)
def test_a_weak_key_is_not_loaded_by_a_server_with_a_security_level(
    server: str, refused_by: str, alert: str | None
) -> None:
    played = _play(_party("client", OPENSSL, trusts=(ROOT,)), _party("server", server, _entry(WEAK, MIDDLE)))
    assert (played.refused_by, played.alert) == (refused_by, alert)
    assert ("too short to be loaded" in played.reasons[0]) is (refused_by == "server")


@pytest.mark.parametrize(
    "entry",
    [
        _entry(end("client", MIDDLE, usages=CLIENT_AUTH, kind="RSA 1024"), MIDDLE),
        _entry(CLIENT, MIDDLE, key=SERVER),
        _entry(CLIENT, MIDDLE, with_key=False),
    ],
)
def test_a_client_with_an_identity_that_cannot_be_loaded_does_not_start(entry: Entry) -> None:
    server = _party("server", OPENSSL, GOOD_SERVER, trusts=(ROOT,))
    played = _play(_party("client", OPENSSL, entry, trusts=(ROOT,)), server, wants=REQUIRED)
    assert (played.refused_by, played.alert) == ("client", None)
    assert "does not start" in played.reasons[0]


@pytest.mark.parametrize(
    ("client", "server", "tls13", "refused_by", "alert"),
    [
        (OPENSSL, OPENSSL, False, "server", "handshake_failure"),
        (OPENSSL, OPENSSL, True, "server", "protocol_version"),
        (OPENSSL, "java-25", True, "server", "internal_error"),
        (OPENSSL, "gnutls-3.7", False, "client", "illegal_parameter"),
        ("gnutls-3.7", "gnutls-3.7", False, None, None),
    ],
)
def test_a_key_on_a_curve_that_nobody_offers(
    client: str, server: str, tls13: bool, refused_by: str | None, alert: str | None
) -> None:
    played = _play(_party("c", client, trusts=(ROOT,)), _party("s", server, _entry(ODD, MIDDLE)), tls13=tls13)
    assert (played.refused_by, played.alert) == (refused_by, alert)


@pytest.mark.parametrize(
    ("client", "server", "tls13", "refused_by", "alert"),
    [
        (OPENSSL, OPENSSL, False, "server", "illegal_parameter"),
        (OPENSSL, OPENSSL, True, "server", "certificate_required"),
        (OPENSSL, "java-25", False, "server", "handshake_failure"),
        ("java-25", OPENSSL, True, "client", "internal_error"),
        (OPENSSL, "gnutls-3.7", False, None, None),
    ],
)
def test_a_client_key_on_a_curve_that_nobody_offers(
    client: str, server: str, tls13: bool, refused_by: str | None, alert: str | None
) -> None:
    odd = _entry(end("client", MIDDLE, usages=CLIENT_AUTH, kind="P-224"), MIDDLE)
    own = _party("c", client, odd, trusts=(ROOT,))
    played = _play(own, _party("s", server, GOOD_SERVER, trusts=(ROOT,)), wants=REQUIRED, tls13=tls13)
    assert (played.refused_by, played.alert) == (refused_by, alert)


def _long(role: str, count: int) -> Entry:
    """A chain of ``count`` certificates below the root."""
    issuer, above = ROOT, []
    for number in range(count - 1):
        issuer = authority(f"CA {number}", issuer)
        above.insert(0, issuer)
    usages = {"usages": CLIENT_AUTH} if role == "client" else {}
    return _entry(end("api.example.com", issuer, **usages), *above)


@pytest.mark.parametrize(("count", "refused"), [(6, None), (10, "certificate_unknown"), (11, "handshake_failure")])
def test_java_takes_ten_certificates_of_a_server(count: int, refused: str | None) -> None:
    played = _play(_party("c", JAVA, trusts=(ROOT,)), _party("s", OPENSSL, _long("server", count)))
    assert played.alert in (refused, None)
    assert (played.alert == "handshake_failure") is (count > 10)


@pytest.mark.parametrize(
    ("server", "count", "refused"), [("java-25", 8, False), ("java-25", 9, True), (JAVA, 9, False)]
)
def test_java_25_takes_eight_certificates_of_a_client(server: str, count: int, refused: bool) -> None:
    client = _party("c", OPENSSL, _long("client", count), trusts=(ROOT,))
    played = _play(client, _party("s", server, GOOD_SERVER, trusts=(ROOT,)), wants=REQUIRED)
    assert (played.alert == "handshake_failure") is refused


@pytest.mark.parametrize(
    ("client", "refused_by", "alert"),
    [(JAVA, "client", "unexpected_message"), ("java-25", "client", "unexpected_message"), (OPENSSL, None, None)],
)
@pytest.mark.parametrize("tls13", [True, False])
def test_a_list_of_authorities_that_is_too_long_for_java(
    client: str, refused_by: str | None, alert: str | None, tls13: bool
) -> None:
    names = [
        authority(f"A certification authority with a rather long name {n:04}", use_key=ROOT.key) for n in range(500)
    ]
    own = _party("c", client, _entry(CLIENT, MIDDLE), trusts=(ROOT,))
    played = _play(own, _party("s", OPENSSL, GOOD_SERVER, trusts=(ROOT, *names)), wants=REQUIRED, tls13=tls13)
    assert (played.refused_by, played.alert) == (refused_by, alert)


@pytest.mark.parametrize(
    ("server", "words"), [("nginx", "answers 400 Bad Request in HTTP"), ("node-20", "closes the connection after")]
)
def test_a_server_that_refuses_without_an_alert_is_told_how(server: str, words: str) -> None:
    stranger = _entry(end("client", ELSEWHERE, usages=CLIENT_AUTH))
    own = _party("c", OPENSSL, stranger, trusts=(ROOT,))
    played = _play(own, _party("s", server, GOOD_SERVER, trusts=(ROOT,)), wants=REQUIRED)
    assert (played.refused_by, played.alert) == ("server", None)
    assert words in played.reasons[0]


def test_an_alias_that_is_not_there_is_named() -> None:
    played = _play(_party("c", OPENSSL, trusts=(ROOT,)), _party("s", OPENSSL, GOOD_SERVER, alias="other"))
    assert "holds no entry 'other'" in played.reasons[0]
