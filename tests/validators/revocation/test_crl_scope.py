"""The CRLs of the right issuer cover other certificates."""

from __future__ import annotations

from typing import Any

import pytest

from chainaudit.model.question import RevocationMode
from chainaudit.validators.revocation.crl_scope import CHECK
from chainaudit.validators.revocation.revoked import CHECK as REVOKED
from chainaudit.validators.revocation.unknown import CHECK as UNKNOWN_STATUS
from tests import forge
from tests.forge_revocation import asked, crl, entry, full_name, point, points, relative_name, scoped
from tests.validators.revocation.pki import CA, PATH, ROOT, told

URL, OTHER_URL = full_name("http://crl.example/a"), full_name("http://crl.example/b")
AT_URL = forge.issue(CA, extra=points(point(URL)))


def problems(leaf: forge.Forged, *crls: bytes, known: tuple[forge.Forged, ...] = ()) -> list[tuple[int | None, str]]:
    context = asked(leaf, CA, ROOT, crls=(crl(ROOT), *crls), known=known)
    return told(CHECK, context) + told(UNKNOWN_STATUS, context)


@pytest.mark.parametrize(
    ("covers", "variant"),
    [
        ({"cas": True}, "ca-certificates"),
        ({"attributes": True}, "attribute-certificates"),
        ({"name": OTHER_URL}, "distribution-point"),
        ({"users": True}, ""),
        ({"name": URL}, ""),
        ({"name": full_name("http://crl.example/x", "http://crl.example/a")}, ""),
    ],
)
def test_an_end_certificate(covers: dict[str, Any], variant: str) -> None:
    found = problems(AT_URL, crl(CA, replace=scoped(**covers)))
    assert found == ([(0, variant), (0, "nothing-given")] if variant else [])


def test_a_ca_certificate_is_not_covered_by_a_list_for_end_entities() -> None:
    context = asked(*PATH, crls=(crl(ROOT, replace=scoped(users=True)), crl(CA)))
    assert told(CHECK, context) == [(1, "user-certificates")]
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT, replace=scoped(cas=True)), crl(CA)))) == []


def test_names_relative_to_the_issuer_are_put_together() -> None:
    whole = der_name("CA", "list 1")
    relative = forge.issue(CA, extra=points(point(relative_name("list 1"))))
    full = forge.issue(CA, extra=points(point(whole)))
    for leaf in (relative, full):
        assert problems(leaf, crl(CA, replace=scoped(name=relative_name("list 1")))) == []
        assert problems(leaf, crl(CA, replace=scoped(name=whole))) == []
        assert problems(leaf, crl(CA, replace=scoped(name=relative_name("list 2")))) != []


def der_name(*common_names: str) -> bytes:
    from chainaudit.model import der

    rdns = b"".join(der.read(forge.name(one)).content for one in common_names)
    return der.encode(0xA0, der.encode(0xA0, der.encode(0xA4, der.encode(der.SEQUENCE, rdns))))


SIGNER = forge.intermediate(ROOT, "CRL signer")
BY_SIGNER = forge.issue(CA, extra=points(point(URL, issuer=SIGNER.subject)))


def test_a_point_with_another_issuer_needs_an_indirect_list() -> None:
    assert problems(BY_SIGNER, crl(SIGNER, replace=scoped(name=URL)), known=(SIGNER,))[0] == (0, "not-indirect")
    assert problems(BY_SIGNER, crl(SIGNER, replace=scoped(name=URL, indirect=True)), known=(SIGNER,)) == []
    assert problems(BY_SIGNER, crl(SIGNER, replace=scoped(indirect=True)), known=(SIGNER,)) == []


def test_the_entries_of_an_indirect_list_belong_to_the_issuer_named_last() -> None:
    number = BY_SIGNER.certificate.serial_number

    def is_revoked(*entries: bytes) -> bool:
        one = crl(SIGNER, *entries, replace=scoped(indirect=True))
        return bool(told(REVOKED, asked(BY_SIGNER, CA, ROOT, crls=(crl(ROOT), one), known=(SIGNER,))))

    assert not is_revoked(entry(number))  # a certificate of the CRL's own issuer
    assert is_revoked(entry(number, issuer=CA.subject))
    assert is_revoked(entry(1, issuer=CA.subject), entry(2), entry(number))
    assert not is_revoked(entry(1, issuer=CA.subject), entry(2, issuer=ROOT.subject), entry(number))


def test_without_a_point_the_list_of_the_issuer_is_assumed() -> None:
    bare = forge.issue(CA)
    assert problems(bare, crl(CA)) == []
    assert problems(bare, crl(CA, replace=scoped(name=der_name("CA")))) == []
    assert problems(bare, crl(CA, replace=scoped(name=URL)))[0] == (0, "distribution-point")


def test_unreadable_points_are_told_where_a_status_is_required() -> None:
    broken = forge.issue(CA, extra=points(b"\x04\x00"))
    assert problems(broken)[0] == (0, "points-unreadable")


def test_lists_for_others_are_no_fault_where_nothing_is_required() -> None:
    only_cas = (crl(CA, replace=scoped(cas=True)),)
    assert told(CHECK, asked(*PATH, crls=only_cas, mode=RevocationMode.IF_GIVEN)) == []
