"""Certificates by subject: the same as comparing every name, and without reading every name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.opening import open_store
from chainaudit.app.truststores import open_truststore
from chainaudit.builder.subjects import Subjects
from chainaudit.model.certificate import Certificate
from tests.validators.making import authority, end

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from chainaudit.model.name import Name

ROOT = authority("Root")
MIDDLE = authority("Middle", ROOT)
LEAF = end("a.example", MIDDLE)


def test_they_are_found_as_by_comparing_all(testdata: Path) -> None:
    known = (*open_truststore("certifi").certificates, *open_store(testdata / "demo" / "partners.pem").certificates)
    subjects = Subjects(known)
    for certificate in known:
        expected = [c for c in known if c.subject == certificate.issuer]
        assert subjects.named(certificate.issuer) == expected


def test_names_beyond_ascii_and_in_other_strings_are_found_in_the_order_given() -> None:
    unicode = authority("Wurzel Müller")
    below = end("b.example", unicode)
    subjects = Subjects([unicode.certificate, ROOT.certificate, MIDDLE.certificate])
    assert subjects.named(below.certificate.issuer) == [unicode.certificate]
    assert subjects.named(LEAF.certificate.issuer) == [MIDDLE.certificate]
    assert subjects.named(LEAF.certificate.subject) == []


def test_a_question_about_one_name_reads_few(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    whole: Any = Certificate.subject

    def counted(certificate: Certificate) -> Name:
        read.append(certificate.der)
        found: Name = whole.__get__(certificate, Certificate)
        return found

    monkeypatch.setattr(Certificate, "subject", property(counted))
    known = [Certificate.read(c.der) for c in open_truststore("certifi").certificates]
    issuer = known[5].issuer
    assert Subjects(known).named(issuer) == [known[5]]
    assert len(known) > 100
    assert len(read) < 20
