from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from chainaudit.evidence import chain
from chainaudit.model.evidence import SeenCertificate

MOMENT = datetime(2026, 11, 21, tzinfo=timezone.utc)
SECOND = timedelta(seconds=1)


def seen(subject: str, issuer: str, **facts: object) -> SeenCertificate:
    certificate = SeenCertificate(f"CN={subject}", f"CN={issuer}")
    certificate.is_ca = subject != "leaf"
    for name, value in facts.items():
        setattr(certificate, name, value)
    return certificate


LEAF, INTER, ROOT, OTHER = seen("leaf", "inter"), seen("inter", "root"), seen("root", "root"), seen("x", "y")


def causes(*faults: chain.ChainFault) -> list[str]:
    return [fault.cause for fault in faults]


@pytest.mark.parametrize(
    ("presented", "expected"),
    [
        ((LEAF,), []),
        ((LEAF, INTER), []),
        ((LEAF, INTER, ROOT), ["chain_contains_root"]),
        ((LEAF, ROOT, INTER), ["chain_wrong_order", "chain_contains_root"]),
        ((LEAF, INTER, OTHER), ["chain_extra_cert"]),
        ((INTER, LEAF), ["chain_leaf_not_first"]),
    ],
)
def test_order(presented: tuple[SeenCertificate, ...], expected: list[str]) -> None:
    assert causes(*chain.order_faults(presented)) == expected


@pytest.mark.parametrize(
    ("presented", "expected"),
    [
        ((), []),
        ((ROOT,), ["self_signed"]),
        ((LEAF, INTER, ROOT), ["unknown_ca"]),
        ((LEAF,), ["incomplete_chain", "unknown_ca"]),
        ((LEAF, INTER), ["unknown_ca", "incomplete_chain"]),
    ],
)
def test_why_no_anchor_may_have_been_found(presented: tuple[SeenCertificate, ...], expected: list[str]) -> None:
    assert causes(*chain.issuer_faults(presented)) == expected


def test_of_a_chain_that_was_cut_nothing_is_concluded_above_the_cut() -> None:
    whole, cut = chain.issuer_faults((LEAF,)), chain.issuer_faults((LEAF,), is_whole=False)
    assert max(whole, key=lambda fault: fault.weight).cause == "incomplete_chain"
    assert max(cut, key=lambda fault: fault.weight).cause == "unknown_ca"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (MOMENT - SECOND, ["certificate_not_yet_valid"]),
        (MOMENT, []),
        (MOMENT + timedelta(days=1), []),
        (MOMENT + timedelta(days=1) + SECOND, ["certificate_expired"]),
        (None, []),
    ],
)
def test_dates_count_to_the_second(moment: datetime | None, expected: list[str]) -> None:
    dated = seen("leaf", "inter", not_before=MOMENT, not_after=MOMENT + timedelta(days=1))
    assert causes(*chain.date_faults((dated,), moment)) == expected


def test_an_expired_issuer_is_another_cause_and_one_beside_the_path_is_none() -> None:
    inter = seen("inter", "root", not_after=MOMENT - SECOND)
    beside = seen("x", "y", not_after=MOMENT - SECOND)
    assert causes(*chain.date_faults((LEAF, inter, beside), MOMENT)) == ["intermediate_expired"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"key_algorithm": "RSA", "key_bits": 2047}, ["weak_chain"]),
        ({"key_algorithm": "RSA", "key_bits": 2048}, []),
        ({"key_algorithm": "EC", "key_bits": 223}, ["weak_chain"]),
        ({"key_algorithm": "EC", "key_bits": 224}, []),
        ({"digest": "sha1"}, ["weak_chain"]),
        ({"digest": "sha256"}, []),
    ],
)
def test_strength(facts: dict[str, object], expected: list[str]) -> None:
    assert causes(*chain.strength_faults((seen("leaf", "inter", **facts),))) == expected


def test_the_digest_of_a_root_does_not_count() -> None:
    assert list(chain.strength_faults((seen("root", "root", digest="sha1"),))) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [({"version": 1}, ["x509_v1_ca"]), ({"version": 3, "is_ca": False}, ["x509_v1_ca"]), ({"version": 3}, [])],
)
def test_issuers_that_may_not_issue(facts: dict[str, object], expected: list[str]) -> None:
    assert causes(*chain.issuing_faults((LEAF, seen("inter", "root", **facts)))) == expected


@pytest.mark.parametrize(
    ("purposes", "expected"),
    [
        ((chain.CLIENT_AUTH,), ["wrong_eku"]),
        ((chain.SERVER_AUTH,), []),
        ((chain.ANY_PURPOSE,), []),
        (None, []),
    ],
)
def test_purposes(purposes: tuple[str, ...] | None, expected: list[str]) -> None:
    assert causes(*chain.purpose_faults((seen("leaf", "inter", purposes=purposes),), chain.SERVER_AUTH)) == expected


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        (("a.test",), "A.test.", []),
        (("*.test",), "a.test", ["hostname_mismatch"]),
        (("*.b.test",), "a.b.test", []),
        (("*.b.test",), "x.a.b.test", ["hostname_mismatch"]),
        (("10.0.0.1",), "10.0.0.1", []),
        (("::1",), "0:0:0:0:0:0:0:1", []),
        ((), "leaf", ["cn_only_no_san"]),
        ((), "a.test", ["hostname_mismatch"]),
        (None, "a.test", []),
        (("a.test",), None, []),
    ],
)
def test_names(names: tuple[str, ...] | None, host: str | None, expected: list[str]) -> None:
    assert causes(*chain.name_faults((seen("leaf", "inter", names=names),), host)) == expected


def test_dates_at_an_assumed_moment_weigh_less_and_say_so() -> None:
    expired = (seen("leaf", "inter", not_after=MOMENT - SECOND),)
    sure, assumed = (
        next(each for each in chain.server_faults(expired, MOMENT, None, is_assumed=flag) if "expired" in each.cause)
        for flag in (False, True)
    )
    assert assumed.weight < sure.weight
    assert "time of the file" in assumed.reason


def test_a_circle_of_issuers_ends() -> None:
    one, other = seen("one", "other"), seen("other", "one")
    assert chain.path_of((one, other)) == (one, other)
