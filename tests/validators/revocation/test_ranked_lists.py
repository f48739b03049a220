"""CRLs as OpenSSL ranks them: the highest one is asked, in OpenSSL's order."""

from __future__ import annotations

from typing import Any

import pytest

from chainaudit.model import extension
from chainaudit.model.certificate import Certificate
from chainaudit.model.question import RevocationInputs, RevocationMode
from chainaudit.model.rules import Rules
from chainaudit.validators.revocation.ranked_lists import CHECK
from tests.differential import making
from tests.differential.making import Key
from tests.validators.making import key, of_path, variants

CA_KEY, LEAF_KEY, OTHER_KEY = (Key(key("P-256", label)) for label in ("CRL CA", "CRL leaf", "CRL other"))
CA_NAME, SERIAL = making.name(("CN", "CRL CA")), 77
RULES = Rules(ranked_crls=True)


def read(**parts: Any) -> Certificate:
    return Certificate.read(making.certificate(**parts))


def ca(usage: tuple[int, ...] = (5, 6)) -> Certificate:
    extensions = [
        making.extension("2.5.29.19", making.basic_constraints(ca=True), critical=True),
        making.extension("2.5.29.15", making.flags(usage), critical=True),
    ]
    return read(subject=CA_NAME, issuer=CA_NAME, key=CA_KEY, signer=CA_KEY, extensions=extensions)


LEAF = read(subject=making.name(("CN", "x")), issuer=CA_NAME, key=LEAF_KEY, signer=CA_KEY, serial=SERIAL)


def crl(**parts: Any) -> bytes:
    return making.revocation_list(**{"issuer": CA_NAME, "signer": CA_KEY, **parts})


def said(
    *lists: bytes,
    above: Certificate | None = None,
    rules: Rules = RULES,
    mode: RevocationMode = RevocationMode.REQUIRE_TARGET,
) -> list[str]:
    asked = RevocationInputs(lists, (), mode, use_deltas=True)
    return variants(CHECK, of_path(LEAF, above or ca(), anchored=True, rules=rules, revocation=asked))


def scoped(tag: int) -> list[bytes]:
    return [making.extension("2.5.29.28", making.seq(making.der.encode(tag, b"\xff")), critical=True)]


def test_a_current_crl_that_does_not_list_it_clears_it() -> None:
    assert said(crl()) == []


def test_nobody_asked() -> None:
    assert said(rules=Rules()) == []
    assert said(mode=RevocationMode.OFF) == []


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        ([], ["no-list"]),
        ([crl(revoked=[(SERIAL, None)])], ["revoked"]),
        ([crl(revoked=[(SERIAL + 1, None)])], []),
        ([crl(revoked=[(SERIAL, 8)])], []),
        ([crl(damage=True)], ["signature"]),
        ([crl(signer=OTHER_KEY)], ["signature"]),
        ([crl(issuer=making.name(("CN", "other")))], ["no-list"]),
        ([crl(days=(-20, -1))], ["expired"]),
        ([crl(days=(-20, 0))], ["expired"]),
        ([crl(days=(1, 9))], ["not-yet-valid"]),
        ([crl(days=(-20, -1), revoked=[(SERIAL, 1)])], ["expired", "revoked"]),
        ([crl(extensions=scoped(0x82))], ["scope"]),
        ([crl(extensions=scoped(0x81))], []),
        ([crl(extensions=scoped(0x85))], ["scope"]),
        ([crl(extensions=scoped(0x84))], ["no-list"]),
        ([crl(extensions=[making.extension("1.2.3", b"\5\0", critical=True)])], ["critical-extension"]),
        ([crl(extensions=[making.extension("1.2.3", b"\5\0")])], []),
    ],
)
def test_one_crl_and_what_is_said_of_it(lists: list[bytes], expected: list[str]) -> None:
    assert said(*lists) == expected


def test_the_highest_counts_and_among_equals_the_newer() -> None:
    old, new = crl(days=(-9, 9), revoked=[(SERIAL, None)]), crl(days=(-8, 9))
    assert said(old, new) == said(new, old) == []
    assert said(crl(days=(-9, 9)), crl(days=(-8, 9), revoked=[(SERIAL, None)])) == ["revoked"]
    assert said(crl(days=(-9, -1), revoked=[(SERIAL, None)]), crl()) == []


def test_the_issuer_must_be_allowed_to_sign_crls() -> None:
    assert said(crl(), above=ca((5,))) == ["no-crl-sign"]


def test_every_certificate_is_asked_where_that_is_required() -> None:
    assert said(crl(), mode=RevocationMode.REQUIRE_ALL) == []
    revoked_root = crl(revoked=[(1, None)])
    assert said(revoked_root, mode=RevocationMode.REQUIRE_ALL) == ["revoked"]
    assert said(revoked_root) == []


def test_where_nothing_is_required_what_was_given_is_asked() -> None:
    given = RevocationMode.IF_GIVEN
    assert said(mode=given) == []
    assert said(crl(), mode=given) == []
    assert said(crl(issuer=making.name(("CN", "other"))), mode=given) == [], "it speaks of nobody here"
    assert said(crl(revoked=[(SERIAL, None)]), mode=given) == ["revoked"]
    assert said(crl(revoked=[(1, None)]), mode=given) == ["revoked"], "of the root, which has a list here"
    assert set(said(crl(days=(-20, -1)), mode=given)) == {"expired"}, "a list that cannot be used is no good news"


def test_indirect_crls_need_the_option() -> None:
    extended = Rules(ranked_crls=True, extended_crls=True)
    assert said(crl(extensions=scoped(0x84)), rules=extended) == []


def test_a_delta_is_put_on_the_complete_crl_that_names_it() -> None:
    freshest = making.extension(extension.FRESHEST_CRL, making.seq())
    number = making.extension("2.5.29.20", making.integer(5))
    complete = crl(extensions=[number, freshest])
    base, later = (
        making.extension("2.5.29.27", making.integer(4), critical=True),
        making.extension("2.5.29.20", making.integer(6)),
    )
    delta = crl(extensions=[base, later], revoked=[(SERIAL, None)], days=(-11, 9))
    extended = Rules(ranked_crls=True, extended_crls=True)
    assert said(complete, delta, rules=extended) == ["revoked"]
    assert said(complete, rules=extended) == []


SIGNER_KEY, SIGNER_NAME = Key(key("P-256", "CRL signer")), making.name(("CN", "Signer of lists"))
INDIRECT = [making.extension("2.5.29.28", making.seq(making.der.encode(0x84, b"\xff")), critical=True)]
POINT = making.seq(making.der.encode(0xA2, making.der.encode(0xA4, SIGNER_NAME)))
POINTED = read(
    subject=making.name(("CN", "x")),
    issuer=CA_NAME,
    key=LEAF_KEY,
    signer=CA_KEY,
    serial=SERIAL,
    extensions=[making.extension("2.5.29.31", making.seq(POINT))],
)


def by_another(target: Certificate, usage: int = 6) -> list[str]:
    """Ask of a CRL that another signs than the CA, whose own path nothing is wrong with."""
    usages = making.extension("2.5.29.15", making.flags((usage,)), critical=True)
    signer = read(subject=SIGNER_NAME, issuer=CA_NAME, key=SIGNER_KEY, signer=CA_KEY, extensions=[usages])
    one = making.revocation_list(issuer=SIGNER_NAME, signer=SIGNER_KEY, extensions=INDIRECT)
    context = of_path(
        target,
        ca(),
        anchored=True,
        rules=Rules(ranked_crls=True, extended_crls=True),
        revocation=RevocationInputs((one,), (), RevocationMode.REQUIRE_TARGET),
        untrusted=(signer,),
    )
    context.find_path = lambda _: context.path
    return variants(CHECK, context)


def test_a_signer_beside_the_path_has_to_have_one_of_its_own() -> None:
    assert by_another(POINTED) == []
    assert by_another(LEAF) == ["scope"]


def test_key_usage_of_a_signer_is_not_looked_at_before_its_own_path_is_asked() -> None:
    assert by_another(POINTED, usage=0) == []
