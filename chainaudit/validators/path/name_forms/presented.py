"""The names of a certificate that constraints bind, one by one, the unreadable ones too (RFC 5280, 4.2.1.10)."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, general_name
from chainaudit.model.extension import SUBJECT_ALTERNATIVE_NAME
from chainaudit.model.general_name import GeneralName, NameKind
from chainaudit.model.name import EMAIL_ADDRESS
from chainaudit.validators.path.name_forms.dns import host_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate

SUBJECT: Final = "subject"
SUBJECT_EMAIL: Final = "emailAddress of the subject"
SUBJECT_EMAIL_BESIDE_SAN: Final = "emailAddress of the subject beside a subjectAltName"
ALTERNATIVE: Final = "subjectAltName"
COMMON_NAME: Final = "common name"

SMTP_UTF8_MAILBOX: Final = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.3.6.1.5.5.7.8.9"))

_KINDS: Final = {
    0x81: NameKind.EMAIL,
    0x82: NameKind.DNS,
    0x86: NameKind.URI,
    0x87: NameKind.IP,
    0xA4: NameKind.DIRECTORY,
}


class PresentedName:
    """A name, where in the certificate it stands (``source``), and its place in the order of looking."""

    __slots__ = ("name", "order", "source")

    def __init__(self, name: GeneralName, source: str, order: int) -> None:
        self.name = name
        self.source = source
        self.order = order


def names_of(certificate: Certificate, *, with_common_names: bool, as_what_it_is: bool = False) -> list[PresentedName]:
    """Return the subject, its mail addresses, the alternative names and, if asked, common names that may be DNS names.

    With ``as_what_it_is`` the last common name counts as the address or the host name of letters, digits and hyphens
    that it is, where there is no alternative name of that kind.

    Mail addresses in the subject are bound where there is no subjectAltName (RFC 5280, 4.2.1.10); with one they are
    still given, for verifiers that bind them always, and marked by their source.
    """
    alternatives = list(_alternatives(certificate))
    found: list[tuple[GeneralName, str]] = []
    subject = certificate.subject
    if not subject.is_empty:
        found.append((GeneralName(NameKind.DIRECTORY, subject.encoded, directory=subject), SUBJECT))
        source = SUBJECT_EMAIL_BESIDE_SAN if alternatives else SUBJECT_EMAIL
        found.extend((_text(NameKind.EMAIL, text), source) for text in subject.values(EMAIL_ADDRESS))
    found.extend((name, ALTERNATIVE) for name in alternatives)
    if with_common_names and not any(name.kind is NameKind.DNS for name in alternatives):
        names = (text for text in subject.values("2.5.4.3") if not host_fault(text.removeprefix("*.")))
        found.extend((_text(NameKind.DNS, text), COMMON_NAME) for text in names)
    if as_what_it_is:
        name = _common_name(subject.common_name or "")
        if name is not None and not any(other.kind is name.kind for other in alternatives):
            found.append((name, COMMON_NAME))
    return [PresentedName(name, source, order) for order, (name, source) in enumerate(found)]


def _common_name(text: str) -> GeneralName | None:
    import ipaddress

    try:
        return GeneralName(NameKind.IP, ipaddress.ip_address(text).packed)
    except ValueError:
        return None if host_fault(text) or "_" in text else _text(NameKind.DNS, text)


def _text(kind: NameKind, text: str) -> GeneralName:
    return GeneralName(kind, text.encode("utf-8", "surrogatepass"), text)


def _alternatives(certificate: Certificate) -> Iterator[GeneralName]:
    names = certificate.subject_alternative_names
    if names is None:
        raw = certificate.extension(SUBJECT_ALTERNATIVE_NAME)
        if raw is None:
            return
        names = _read_leniently(raw.value)
    for name in names:
        yield _mailbox_beyond_ascii(name) if name.kind is NameKind.OTHER else name


def _read_leniently(value: bytes) -> tuple[GeneralName, ...]:
    """Read what can be read of a subjectAltName that is malformed somewhere: a bad name must not hide the others."""
    found: list[GeneralName] = []
    with contextlib.suppress(EncodingError):
        found.extend(lenient_name(node) for node in der.iterate(value, der.read(value).value_start, len(value)))
    return tuple(found)


def lenient_name(node: der.Node, *, constraint: bool = False) -> GeneralName:
    """Read one name; a malformed one keeps its kind and octets, and the form it claims says what is wrong with it.

    Raises:
        EncodingError: its kind cannot be told.
    """
    try:
        return general_name.read(node, constraint=constraint)
    except EncodingError:
        kind = _KINDS.get(node.tag)
        if kind is None:
            raise
        return GeneralName(kind, node.content, node.content.decode("latin-1"))


def _mailbox_beyond_ascii(name: GeneralName) -> GeneralName:
    """Return a SmtpUTF8Mailbox as the mailbox that rfc822Name constraints bind (RFC 8398, 6), other names unchanged."""
    if not name.value.startswith(SMTP_UTF8_MAILBOX):
        return name
    try:
        text = (
            der.read(name.value, len(SMTP_UTF8_MAILBOX))
            .children()[0]
            .expect(der.UTF8_STRING, "a mailbox")
            .content.decode()
        )
    except (EncodingError, IndexError, UnicodeDecodeError):
        return GeneralName(NameKind.EMAIL, name.value, "")
    local, at, host = text.rpartition("@")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return GeneralName(NameKind.EMAIL, name.value, text)
    return GeneralName(NameKind.EMAIL, name.value, local + at + host)
