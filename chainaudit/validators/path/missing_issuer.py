"""What is known of an issuer that is not there: its name, its key identifier, where to fetch it, who was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.extension import CA_ISSUERS_ACCESS
from chainaudit.model.general_name import NameKind
from chainaudit.validators.wording import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.path import Anchor, Path, Refusal
    from chainaudit.model.question import Question

MAX_SHOWN: Final = 5
"""Addresses and refused candidates that a sentence names; thousands of look-alikes are no help to a reader."""

MAX_NAME: Final = 120
"""Characters of one name in a sentence."""


def fetch_urls(certificate: Certificate) -> tuple[str, ...]:
    """Return where the issuer's certificate is said to be (RFC 5280, 4.2.2.1, caIssuers), at most ``MAX_SHOWN``."""
    return tuple(
        access.location.shown
        for access in certificate.authority_information_access
        if access.method == CA_ISSUERS_ACCESS and access.location.kind is NameKind.URI
    )[:MAX_SHOWN]


def key_identifier(certificate: Certificate) -> str:
    """Return the key identifier by which a certificate names its issuer's key, in hex; empty where it names none."""
    authority = certificate.authority_key_identifier
    if authority is None or authority.key_identifier is None:
        return ""
    return authority.key_identifier.hex()


def refused_candidates(refusals: Iterable[Refusal], subject: Certificate) -> tuple[str, ...]:
    """Say of each certificate that looked like the issuer why it is none, at most ``MAX_SHOWN``."""
    lines = [f"'{r.candidate.subject}': {r}" for r in refusals if r.subject == subject]
    if len(lines) > MAX_SHOWN:
        return (*lines[:MAX_SHOWN], f"and {len(lines) - MAX_SHOWN} more")
    return tuple(lines)


def anchor_of(certificate: Certificate, question: Question) -> Anchor | None:
    """Return the entry of the truststores that is this very certificate, usable or not; None where there is none."""
    for anchor in question.anchors:
        if anchor.certificate == certificate:
            return anchor
    return None


def is_rejected(anchor: Anchor, question: Question) -> bool:
    """Whether the store that trusts the certificate says that it does not do so for the purpose asked for."""
    usage = question.purpose.usage
    return usage is not None and not anchor.is_trusted_for(usage)


def authorities(path: Path, question: Question, last: str = "") -> str:
    """Name the authorities that a system has to list so that the path holds: its anchors, then ``last``.

    An anchor goes by its alias in the truststore, and by its common name where it has none. Returned as
    ``B, C``, the form of a list such as ROOTCID.
    """
    names = []
    for _, certificate in path.issuers():
        anchor = anchor_of(certificate, question)
        if anchor is not None:
            names.append(anchor.alias or short_name(certificate))
    return ", ".join([*names, last] if last else names)


def describe(ctx: PathContext) -> str:
    """Say in one sentence which certificate is missing above the top of the path."""
    top = ctx.path.top
    identifier = key_identifier(top)
    text = f"the issuer of '{_short(str(top.subject))}' is missing: '{top.issuer}'"
    return f"{text}, key identifier {identifier}" if identifier else text


def _short(text: str) -> str:
    return text if len(text) <= MAX_NAME else text[:MAX_NAME] + "…"
