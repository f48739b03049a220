"""Proxy certificates (RFC 3820) and what stands around them."""

from __future__ import annotations

from chainaudit.model import der, extension
from chainaudit.validators.path.proxy_certificate import CHECK
from tests.differential import making
from tests.differential.making import Key
from tests.validators.making import findings, key, of_path

CA_KEY, USER_KEY, PROXY_KEY = (Key(key("P-256", label)) for label in ("proxy CA", "proxy user", "proxy"))
ROOT_NAME, USER_NAME = making.name(("CN", "CA")), making.name(("CN", "user"))
PROXY_NAME = making.name(("CN", "user"), ("CN", "proxy"))


def info(length: int | None = None) -> bytes:
    inherit = making.seq(making.oid("1.3.6.1.5.5.7.21.1"))
    value = making.seq(b"" if length is None else making.integer(length), inherit)
    return making.extension(extension.PROXY_CERT_INFO, value, critical=True)


def read(**parts: object) -> object:
    from chainaudit.model.certificate import Certificate

    return Certificate.read(making.certificate(**parts))  # type: ignore[arg-type]


CA = read(
    subject=ROOT_NAME,
    issuer=ROOT_NAME,
    key=CA_KEY,
    signer=CA_KEY,
    extensions=[making.extension("2.5.29.19", making.basic_constraints(ca=True), critical=True)],
)
USER = read(subject=USER_NAME, issuer=ROOT_NAME, key=USER_KEY, signer=CA_KEY)


def said(*path: object) -> list[tuple[int | None, str]]:
    return [(f.position, f.variant) for f in findings(CHECK, of_path(*path, anchored=True))]


def proxy(name: bytes = PROXY_NAME, issuer: bytes = USER_NAME, length: int | None = None) -> object:
    return read(subject=name, issuer=issuer, key=PROXY_KEY, signer=USER_KEY, extensions=[info(length)])


def test_a_proxy_is_told_of() -> None:
    assert said(proxy(), USER, CA) == [(0, "present")]
    assert said(USER, CA) == []


def test_its_name_is_its_issuers_and_one_common_name_more() -> None:
    assert said(proxy(making.name(("CN", "other"), ("CN", "proxy"))), USER, CA) == [(0, "present"), (0, "name")]
    assert said(proxy(making.name(("CN", "user"), ("O", "x"))), USER, CA) == [(0, "present"), (0, "name")]
    assert said(proxy(making.name(("CN", "user"))), USER, CA) == [(0, "present"), (0, "name")]


def test_a_ca_issues_no_proxies() -> None:
    assert (1, "ca") in said(proxy(making.name(("CN", "CA"), ("CN", "p")), ROOT_NAME), CA)


def test_who_issues_a_proxy_must_be_allowed_to_sign() -> None:
    usage = making.extension("2.5.29.15", making.flags((2,)))
    user = read(subject=USER_NAME, issuer=ROOT_NAME, key=USER_KEY, signer=CA_KEY, extensions=[usage])
    assert (1, "no-digital-signature") in said(proxy(), user, CA)


def test_a_proxy_may_limit_the_proxies_below_it() -> None:
    below = making.name(("CN", "user"), ("CN", "proxy"), ("CN", "second"))
    for length, expected in ((1, []), (0, [(1, "path-length")])):
        found = said(proxy(below, PROXY_NAME), proxy(length=length), USER, CA)
        assert [one for one in found if one[1] == "path-length"] == expected


def test_a_path_length_that_cannot_be_read_limits_nothing() -> None:
    broken = making.extension(extension.PROXY_CERT_INFO, der.encode(der.INTEGER, b"\1"), critical=True)
    odd = read(subject=PROXY_NAME, issuer=USER_NAME, key=PROXY_KEY, signer=USER_KEY, extensions=[broken])
    assert said(odd, USER, CA) == [(0, "present")]
