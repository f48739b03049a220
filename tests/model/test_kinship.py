"""Who could have issued whom by what two certificates say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.model import der, extension
from chainaudit.model.canonical_name import canonical, name_hash, same_name
from chainaudit.model.kinship import could_issue, is_self_signed, reads_as_a_whole
from chainaudit.model.name import Name
from tests import forge

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

AKI, SKI, KU = extension.AUTHORITY_KEY_IDENTIFIER, extension.SUBJECT_KEY_IDENTIFIER, extension.KEY_USAGE


def test_names_identifiers_and_kinds_of_keys_must_fit() -> None:
    root = forge.root()
    assert could_issue(root.certificate, forge.issue(root).certificate)
    assert not could_issue(forge.root("Other").certificate, forge.issue(root).certificate)
    other_key = forge.root(use_key=forge.key("EC", "kin"))
    assert not could_issue(other_key.certificate, forge.issue(root).certificate)
    other_kind = forge.root(kind="2048", replace={SKI: None})
    assert not could_issue(other_kind.certificate, forge.issue(root).certificate)


def test_an_identifier_that_is_not_there_speaks_against_nobody() -> None:
    root = forge.root()
    without = forge.issue(root, replace={AKI: None})
    other = forge.root(use_key=forge.key("EC", "kin"))
    assert could_issue(other.certificate, without.certificate)
    assert could_issue(
        forge.root(use_key=forge.key("EC", "kin"), replace={SKI: None}).certificate, forge.issue(root).certificate
    )


def test_the_serial_number_of_the_issuer_counts_where_it_is_named() -> None:
    root = forge.root(serial=b"\x05")
    for serial, fits in ((b"\x05", True), (b"\x06", False)):
        named = der.encode(der.SEQUENCE, der.encode(0x82, serial))
        assert could_issue(root.certificate, forge.issue(root, replace={AKI: (False, named)}).certificate) is fits


def test_self_signed_is_told_without_the_signature() -> None:
    root = forge.root()
    assert is_self_signed(root.certificate)
    assert not is_self_signed(forge.issue(root).certificate)
    cross = forge.issue(forge.root(use_key=forge.key("EC", "kin")), subject="Root", ca=True)
    assert not is_self_signed(cross.certificate)


@pytest.mark.parametrize(
    ("extra", "whole"),
    [
        ((), True),
        (((KU, True, forge.key_usage(0)),), False),
        ((("1.2.3.4", False, b"junk"),), True),
    ],
)
def test_what_stands_twice_is_not_readable(extra: tuple[tuple[str, bool, bytes], ...], *, whole: bool) -> None:
    assert reads_as_a_whole(forge.issue(forge.root(), extra=extra).certificate) is whole


def test_a_key_usage_without_a_bit_is_void() -> None:
    void = der.encode(der.BIT_STRING, b"\0")
    assert not reads_as_a_whole(forge.issue(forge.root(), replace={KU: (True, void)}).certificate)


def test_names_that_only_look_odd_are_readable() -> None:
    odd = der.encode(der.SEQUENCE, der.encode(0x87, b"\x7f\0\0"))
    one = forge.issue(forge.root(), replace={extension.SUBJECT_ALTERNATIVE_NAME: (False, odd)})
    assert reads_as_a_whole(one.certificate)


def test_canonical_names_fold_case_and_white_space() -> None:
    assert same_name(Name(forge.name("A  Root ")), Name(forge.name("a root")))
    assert same_name(Name(forge.name("Root")), Name(forge.name("root", tag=der.PRINTABLE_STRING)))
    assert not same_name(Name(forge.name("Root")), Name(forge.name("Roots")))
    assert not same_name(Name(forge.name("É")), Name(forge.name("é")))
    assert canonical(b"junk") == b"junk"


def test_the_hash_is_that_of_openssl(tool: Callable[..., Outcome]) -> None:
    from tests.validators.making import authority

    made = authority("A Root of Mine")
    done = tool("openssl", "x509", "-noout", "-subject_hash", stdin=made.pem)
    assert name_hash(made.certificate.subject) == done.stdout.strip()


def test_values_of_another_type_and_half_names_make_a_certificate_unreadable() -> None:
    def reads(oid: str, value: bytes) -> bool:
        return reads_as_a_whole(forge.issue(replace={oid: (False, value)}).certificate)

    assert not reads(KU, b"\x30\x00")
    assert not reads(SKI, b"\x30\x00")
    san = extension.SUBJECT_ALTERNATIVE_NAME
    assert reads(san, b"\x30\x00")
    assert not reads(san, der.encode(der.SEQUENCE, der.encode(0xA5, b"")))
    party = der.encode(0xA1, der.encode(der.UTF8_STRING, b"x"))
    assert reads(san, der.encode(der.SEQUENCE, der.encode(0xA5, party)))
    assert reads(extension.BASIC_CONSTRAINTS, b"\x30\x03\x01\x01\x01")
