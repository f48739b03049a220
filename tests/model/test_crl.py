"""CRLs as values: what OpenSSL and cryptography read, broken ones, and very long ones."""

from __future__ import annotations

import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest
from cryptography import x509

from chainaudit.errors import EncodingError
from chainaudit.model import crl_entries, der
from chainaudit.model.crl import RevocationList
from chainaudit.model.name import Name
from tests import forge
from tests.effort import PATIENCE_SECONDS
from tests.forge_revocation import NOW, UNKNOWN, crl, entry, full_name, integer, relative_name, scoped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

CA = forge.root("CA")
ISSUER = Name(CA.subject)


def octets(serial: int) -> bytes:
    return serial.to_bytes(serial.bit_length() // 8 + 1, "big", signed=True)


def test_what_cryptography_reads_is_what_stands_here() -> None:
    encoded = crl(
        CA, entry(5), entry(6, 1), number=300, base=299, replace=scoped(name=full_name("http://a/"), users=True)
    )
    ours, theirs = RevocationList(encoded), x509.load_der_x509_crl(encoded)
    assert str(ours.issuer) == theirs.issuer.rfc4514_string()
    assert (ours.this_update, ours.next_update) == (theirs.last_update_utc, theirs.next_update_utc)
    assert ours.tbs.encoded == theirs.tbs_certlist_bytes
    assert ours.signature == theirs.signature
    assert ours.number == theirs.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number == 300
    assert ours.base_number == theirs.extensions.get_extension_for_class(x509.DeltaCRLIndicator).value.crl_number == 299
    scope = ours.issuing_distribution_point
    assert scope is not None
    assert scope.only_users
    assert (scope.only_cas, scope.indirect, scope.only_attributes) == (False, False, False)
    for serial in (4, 5, 6, 7):
        found, known = ours.find(octets(serial), ISSUER), theirs.get_revoked_certificate_by_serial_number(serial)
        assert (found is None) is (known is None)
        if found is not None and known is not None:
            assert found.revoked_at == known.revocation_date_utc
    removed = ours.find(octets(6), ISSUER)
    assert removed is not None
    assert (removed.reason, removed.reason_name) == (1, "keyCompromise")


def test_a_list_of_openssl(tool: Callable[..., Outcome], tmp_path: Path) -> None:
    """OpenSSL issues a CRL, and its certificates and dates are found in it."""
    for name, text in (
        ("index.txt", "R\t270101000000Z\t260501120000Z,superseded\t0A\tunknown\t/CN=x\n"),
        ("number", "1F\n"),
    ):
        (tmp_path / name).write_text(text)
    (tmp_path / "ca.cnf").write_text(
        f"[ca]\ndefault_ca=d\n[d]\ndatabase={tmp_path}/index.txt\ncrlnumber={tmp_path}/number\n"
        "default_md=sha256\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n"
    )
    key, certificate, made = tmp_path / "key", tmp_path / "ca.pem", tmp_path / "crl.pem"
    tool(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=CA",
        "-keyout",
        key,
        "-out",
        certificate,
    )
    tool("openssl", "ca", "-config", tmp_path / "ca.cnf", "-gencrl", "-keyfile", key, "-cert", certificate,
         "-crl_lastupdate", "20260601000000Z", "-crl_nextupdate", "20260701000000Z", "-out", made)  # fmt: skip
    tool("openssl", "crl", "-in", made, "-outform", "DER", "-out", made)
    found = RevocationList(made.read_bytes())
    assert (found.number, found.version, str(found.issuer)) == (0x1F, 2, "CN=CA")
    assert found.next_update == datetime(2026, 7, 1, tzinfo=timezone.utc)
    listed = found.find(b"\x0a", found.issuer)
    assert listed is not None
    assert listed.reason_name == "superseded"
    assert listed.revoked_at == datetime(2026, 5, 1, 12, tzinfo=timezone.utc)


def test_names_relative_to_the_issuer() -> None:
    scope = RevocationList(crl(CA, replace=scoped(name=relative_name("one")))).issuing_distribution_point
    assert scope is not None
    assert scope.name is not None
    ((_, key),) = scope.name.names((ISSUER,))  # type: ignore[misc]
    assert len(key) == 2


def test_another_issuers_certificate_is_not_looked_up() -> None:
    one = RevocationList(crl(CA, entry(5)))
    assert one.find(b"\x05", ISSUER) is not None
    assert one.find(b"\x05", Name(forge.name("Other"))) is None
    assert RevocationList(crl(CA)).find(b"\x05", ISSUER) is None


def test_padded_serial_numbers_are_the_same_number() -> None:
    odd = entry(5).replace(b"\x02\x01\x05", b"\x02\x02\x00\x05").replace(b"\x30\x12", b"\x30\x13", 1)
    assert RevocationList(crl(CA, odd)).find(b"\x05", ISSUER) is not None


@pytest.mark.parametrize("limit", [0, 1 << 20])
def test_unknown_critical_extensions_are_named(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a list of any length."""
    monkeypatch.setattr(crl_entries, "MAX_INDEXED_OCTETS", limit)
    assert RevocationList(crl(CA, entry(1), entry(2, 1))).unknown_critical_entry_extensions == ()
    assert RevocationList(crl(CA, entry(1, issuer=CA.subject))).unknown_critical_entry_extensions == ()
    harmless = (UNKNOWN[0] + ".1", False, UNKNOWN[2])
    one = RevocationList(crl(CA, entry(1), entry(2, extra=(UNKNOWN, harmless)), extra=(UNKNOWN, harmless)))
    assert one.unknown_critical_extensions == (UNKNOWN[0],)
    assert one.unknown_critical_entry_extensions == (UNKNOWN[0],)


@pytest.mark.parametrize("end", range(0, 240, 7))
def test_a_list_that_is_cut_off_is_refused(end: int) -> None:
    with pytest.raises(EncodingError):
        RevocationList(crl(CA, entry(5), replace=scoped(users=True))[:end])


@pytest.mark.parametrize("place", range(0, 300, 3))
def test_a_byte_that_is_changed_breaks_nothing_but_the_list(place: int) -> None:
    """Hostile bytes end in a value or in an EncodingError, in nothing else."""
    sound = bytearray(crl(CA, entry(5, 1), entry(6, issuer=CA.subject), replace=scoped(indirect=True)))
    for value in (0, 0x30, 0x80, 0xFF, sound[place % len(sound)] ^ 1):
        changed = bytearray(sound)
        changed[place % len(sound)] = value
        try:
            one = RevocationList(bytes(changed))
            one.find(b"\x05", ISSUER)
            _ = one.unknown_critical_entry_extensions
        except EncodingError:
            continue


def test_a_scope_that_cannot_be_read_makes_the_list_unusable() -> None:
    with pytest.raises(EncodingError):
        RevocationList(crl(CA, replace={"2.5.29.28": (True, b"\x04\x00")}))


def test_a_long_indirect_list_is_run_along(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Name(forge.name("Other"))
    encoded = crl(CA, entry(3), entry(5, issuer=other.encoded), entry(6), entry(7, issuer=CA.subject), replace=SPREAD)
    for limit in (1 << 20, 0):
        monkeypatch.setattr(crl_entries, "MAX_INDEXED_OCTETS", limit)
        one = RevocationList(encoded)
        held = {(n, who): one.find(octets(n), issuer) is not None for n in range(9) for who, issuer in WHO.items()}
        assert {key for key, found in held.items() if found} == {(3, "CA"), (5, "Other"), (6, "Other"), (7, "CA")}


SPREAD = scoped(indirect=True)
WHO = {"CA": ISSUER, "Other": Name(forge.name("other"))}


def test_half_a_million_entries_are_looked_up_without_objects() -> None:
    """16 MB: beyond the size up to which an index is kept."""
    line = entry(1 << 62, 1)
    start = line.index(octets(1 << 62))
    entries = b"".join(line[:start] + octets((1 << 62) + n) + line[start + 8 :] for n in range(400_000))
    encoded = crl(CA, entries)
    assert len(encoded) > 10 << 20
    begun = time.process_time()
    one = RevocationList(encoded)
    assert one.find(octets((1 << 62) + 399_999), ISSUER) is not None
    assert one.find(octets((1 << 62) + 400_000), ISSUER) is None
    assert one.find(octets(7), ISSUER) is None
    assert one.unknown_critical_entry_extensions == ()
    assert time.process_time() - begun < PATIENCE_SECONDS


def test_a_time_that_is_no_time_is_refused_in_the_header_and_left_open_in_an_entry() -> None:
    sound = crl(CA, entry(5))
    moment = NOW.strftime("%y%m")
    assert moment.encode() in sound
    broken = entry(5).replace(b"\x17\x0d26", b"\x17\x0dxx")
    found = RevocationList(crl(CA, broken)).find(b"\x05", ISSUER)
    assert found is not None
    assert found.revoked_at is None
    with pytest.raises(EncodingError):
        RevocationList(sound.replace(b"\x17\x0d26", b"\x17\x0dxx", 1))


def test_a_negative_number_is_kept() -> None:
    assert RevocationList(crl(CA, replace={"2.5.29.20": (False, integer(-3))})).number == -3
    with pytest.raises(EncodingError):
        RevocationList(crl(CA, replace={"2.5.29.20": (False, der.encode(der.SEQUENCE, b""))}))
