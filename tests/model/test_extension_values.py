"""Values of extensions: as cryptography writes them, and what is refused of those that nobody may write."""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from chainaudit.errors import EncodingError
from chainaudit.model import der, extension_values

if TYPE_CHECKING:
    from collections.abc import Callable

OID = "1.2.3.4"
OTHER = "1.2.3.5"


def policy(oid: str = OID) -> bytes:
    return der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(oid)))


def pair(*oids: str) -> bytes:
    parts = b"".join(der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(oid)) for oid in oids)
    return der.encode(der.SEQUENCE, parts)


def sequence(*parts: bytes) -> bytes:
    return der.encode(der.SEQUENCE, b"".join(parts))


def test_basic_constraints() -> None:
    for ca, length in ((True, None), (True, 0), (True, 300), (False, None)):
        read = extension_values.basic_constraints(x509.BasicConstraints(ca, length).public_bytes())
        assert (read.ca, read.path_length) == (ca, length)


def test_key_usage_is_the_numbers_of_its_bits() -> None:
    """Bit 0 is digitalSignature, bit 8 decipherOnly (RFC 5280, 4.2.1.3)."""
    names = [
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    ]
    for wanted in ({0, 2}, {5, 6}, {4, 7}, {4, 8}, set(range(9))):
        written = x509.KeyUsage(**{name: number in wanted for number, name in enumerate(names)})
        assert extension_values.key_usage(written.public_bytes()) == wanted


def test_extended_key_usage_keeps_its_order() -> None:
    usages = [ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH, x509.ObjectIdentifier(OID)]
    read = extension_values.extended_key_usage(x509.ExtendedKeyUsage(usages).public_bytes())
    assert read == ("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1", OID)


def test_key_identifiers() -> None:
    assert extension_values.subject_key_identifier(x509.SubjectKeyIdentifier(b"own").public_bytes()) == b"own"
    issuer = [x509.DirectoryName(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Root")]))]
    written = x509.AuthorityKeyIdentifier(b"key", issuer, 2**64)
    read = extension_values.authority_key_identifier(written.public_bytes())
    assert (read.key_identifier, read.serial_number) == (b"key", 2**64)
    assert [str(name) for name in read.issuer or ()] == ["dirName:CN=Root"]
    empty = extension_values.authority_key_identifier(sequence())
    assert (empty.key_identifier, empty.issuer, empty.serial_number) == (None, None, None)


def test_alternative_names() -> None:
    names = [x509.DNSName("a.example"), x509.RFC822Name("a@b.example"), x509.UniformResourceIdentifier("https://a/")]
    read = extension_values.subject_alternative_names(x509.SubjectAlternativeName(names).public_bytes())
    assert [str(name) for name in read] == ["DNS:a.example", "email:a@b.example", "URI:https://a/"]


def test_name_constraints() -> None:
    written = x509.NameConstraints([x509.DNSName("a.example")], [x509.IPAddress(ip_network("192.0.2.0/24"))])
    read = extension_values.name_constraints(written.public_bytes())
    assert [str(tree.name) for tree in read.permitted or ()] == ["DNS:a.example"]
    assert [str(tree.name) for tree in read.excluded or ()] == ["IP:192.0.2.0/255.255.255.0"]
    only = extension_values.name_constraints(x509.NameConstraints([x509.DNSName("a")], None).public_bytes())
    assert only.excluded is None


def test_the_distances_of_a_subtree_are_kept() -> None:
    base = der.encode(0x82, b"a.example")
    tree = sequence(base, der.encode(0x80, b"\x01"), der.encode(0x81, b"\x02"))
    (found,) = extension_values.name_constraints(sequence(der.encode(0xA0, tree))).permitted or ()
    assert (found.minimum, found.maximum) == (1, 2)


def test_policies() -> None:
    policies = [x509.PolicyInformation(x509.ObjectIdentifier(oid), ["https://cps.example"]) for oid in (OID, OTHER)]
    assert extension_values.certificate_policies(x509.CertificatePolicies(policies).public_bytes()) == (OID, OTHER)
    read = extension_values.policy_constraints(x509.PolicyConstraints(0, 3).public_bytes())
    assert (read.require_explicit_policy, read.inhibit_policy_mapping) == (0, 3)
    assert extension_values.inhibit_any_policy(x509.InhibitAnyPolicy(7).public_bytes()) == 7
    assert extension_values.policy_mappings(sequence(pair(OID, OTHER))) == ((OID, OTHER),)


def test_access_descriptions() -> None:
    location = x509.UniformResourceIdentifier("http://a.example/ca.der")
    written = x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, location)]
    )
    ((method, where),) = (
        (found.method, found.location.text) for found in extension_values.access_descriptions(written.public_bytes())
    )
    assert (method, where) == ("1.3.6.1.5.5.7.48.2", "http://a.example/ca.der")


def test_netscape_types() -> None:
    assert extension_values.netscape_cert_type(bytes.fromhex("030206c0")) == {0, 1}


NULL = der.encode(0x05, b"")
DNS = der.encode(0x82, b"a")


@pytest.mark.parametrize(
    ("read", "value", "why"),
    [
        (extension_values.basic_constraints, sequence(der.encode(der.INTEGER, b"\xff")), "negative"),
        (extension_values.basic_constraints, sequence(*[der.encode(der.INTEGER, b"\x01")] * 2), "more than two"),
        (extension_values.basic_constraints, sequence() + b"\0", "follow"),
        (extension_values.extended_key_usage, sequence(), "empty"),
        (extension_values.key_usage, sequence(), "keyUsage"),
        (extension_values.subject_key_identifier, NULL, "subjectKeyIdentifier"),
        (extension_values.authority_key_identifier, sequence(NULL), "unknown field"),
        (extension_values.subject_alternative_names, sequence(), "empty"),
        (extension_values.subject_alternative_names, sequence(NULL), "unknown tag"),
        (extension_values.name_constraints, sequence(), "neither permitted nor excluded"),
        (extension_values.name_constraints, sequence(der.encode(0xA0, b"")), "list of subtrees is empty"),
        (extension_values.name_constraints, sequence(der.encode(0xA0, sequence())), "subtree is empty"),
        (extension_values.name_constraints, sequence(*[der.encode(0xA0, sequence(DNS))] * 2), "repeated"),
        (extension_values.name_constraints, sequence(der.encode(0xA0, sequence(DNS, NULL))), "unknown field"),
        (extension_values.certificate_policies, sequence(), "empty"),
        (extension_values.certificate_policies, sequence(sequence()), "no identifier"),
        (extension_values.certificate_policies, sequence(policy(), policy()), "twice"),
        (extension_values.policy_mappings, sequence(), "empty"),
        (extension_values.policy_mappings, sequence(pair(OID)), "not a pair"),
        (extension_values.policy_constraints, sequence(), "empty"),
        (extension_values.policy_constraints, sequence(NULL), "unknown field"),
        (extension_values.inhibit_any_policy, der.encode(der.INTEGER, b"\xff"), "negative"),
        (extension_values.access_descriptions, sequence(), "empty"),
        (extension_values.access_descriptions, sequence(pair(OID)), "not a method and a location"),
    ],
)
def test_what_may_not_stand_there_is_refused_with_why(read: Callable[[bytes], Any], value: bytes, why: str) -> None:
    with pytest.raises(EncodingError, match=why):
        read(value)


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (1, False)])
def test_there_is_an_end_to_names(more: int, is_read: bool) -> None:
    value = sequence(DNS * (extension_values.MAX_GENERAL_NAMES + more))
    if is_read:
        assert len(extension_values.subject_alternative_names(value)) == extension_values.MAX_GENERAL_NAMES
    else:
        with pytest.raises(EncodingError, match="more than 50000"):
            extension_values.subject_alternative_names(value)
