"""What marks a certificate as a CA, from cA=TRUE down to what certificates had before there were extensions."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.kinship import is_self_signed, reads_as_a_whole

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate

NETSCAPE_CLIENT: Final = 0
NETSCAPE_SERVER: Final = 1
NETSCAPE_MAIL: Final = 2
NETSCAPE_TLS_CA: Final = 5
NETSCAPE_MAIL_CA: Final = 6
NETSCAPE_CA: Final = frozenset({5, 6, 7})


class Mark(enum.Enum):
    """By what a certificate is a CA."""

    NONE = "none"
    BASIC_CONSTRAINTS = "basic-constraints"
    VERSION_1 = "version-1"
    KEY_USAGE = "key-usage"
    NETSCAPE = "netscape"


def allows(certificate: Certificate, *bits: int) -> bool:
    """Whether keyUsage is absent or has one of the bits."""
    usage = certificate.key_usage
    return usage is None or any(bit in usage for bit in bits)


def mark_of(certificate: Certificate) -> Mark:
    """Return by what it is a CA; keyUsage without keyCertSign, or cA=FALSE, says that it is none."""
    if not reads_as_a_whole(certificate) or not allows(certificate, extension.KEY_CERT_SIGN):
        return Mark.NONE
    if certificate.basic_constraints is not None:
        return Mark.BASIC_CONSTRAINTS if certificate.is_ca else Mark.NONE
    if certificate.version == 1 and is_self_signed(certificate):
        return Mark.VERSION_1
    if certificate.key_usage is not None:
        return Mark.KEY_USAGE
    types = certificate.netscape_cert_type
    return Mark.NETSCAPE if types is not None and types & NETSCAPE_CA else Mark.NONE
