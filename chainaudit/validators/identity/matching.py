"""Whether a name in a certificate is the name asked for: DNS names with wildcards, IP addresses, e-mail addresses.

RFC 9525, 6.3 and 6.4. Reference identifiers come prepared (lower-case A-labels, packed addresses), so that matching is
a comparison of bytes; a presented name that is no A-label never matches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.general_name import NameKind
from chainaudit.model.name import EMAIL_ADDRESS
from chainaudit.model.question import ReferenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.general_name import GeneralName
    from chainaudit.model.question import ReferenceIdentifier
    from chainaudit.model.rules import Rules

_KINDS: Final = {ReferenceKind.DNS: NameKind.DNS, ReferenceKind.IP: NameKind.IP, ReferenceKind.EMAIL: NameKind.EMAIL}

MAX_COMPARED: Final = 2_000
"""Names among which the nearest one is looked for; matching itself looks at all."""


def presented_names(certificate: Certificate, reference: ReferenceIdentifier) -> tuple[GeneralName, ...]:
    """Return the subject alternative names of the kind that is asked for; () where none is there and readable."""
    names = certificate.subject_alternative_names or ()
    return tuple(name for name in names if name.kind is _KINDS[reference.kind])


def matches(name: GeneralName, reference: ReferenceIdentifier, rules: Rules) -> bool:
    """Whether a subject alternative name is the one asked for; a name of another kind never is."""
    if name.kind is not _KINDS[reference.kind]:
        return False
    if reference.kind is ReferenceKind.IP:
        return name.value == reference.value
    if reference.kind is ReferenceKind.EMAIL:
        return email_matches(name.text, str(reference.value))
    return dns_matches(name.text, str(reference.value), rules)


def subject_matches(certificate: Certificate, reference: ReferenceIdentifier, rules: Rules) -> bool:
    """Whether the subject itself holds the name: a common name for hosts, emailAddress for addresses.

    RFC 9525, 2 no longer counts these names; RFC 6125, 6.4.4 did where no alternative name was there.
    """
    if reference.kind is ReferenceKind.EMAIL:
        return any(email_matches(text, str(reference.value)) for text in certificate.subject.values(EMAIL_ADDRESS))
    common_name = certificate.subject.common_name
    if common_name is None:
        return False
    if reference.kind is ReferenceKind.IP:
        return common_name.strip().lower() == reference.text.strip("[]").lower()
    return dns_matches(common_name, str(reference.value), rules)


def email_matches(presented: str, wanted: str) -> bool:
    """Compare mailboxes: the part before the last @ exactly, the host without regard to case (RFC 5280, 7.5)."""
    local, at, host = presented.rpartition("@")
    wanted_local, _, wanted_host = wanted.rpartition("@")
    return bool(at) and local == wanted_local and _lower(host) == _lower(wanted_host)


def dns_matches(presented: str, host: str, rules: Rules) -> bool:
    """Compare a presented DNS name, perhaps with a wildcard, with ``host`` (lower case, no trailing dot).

    A wildcard is the whole left-most label and stands for exactly one label (RFC 9525, 6.3). The rules let other
    wildcards count, as some verifiers do: ``bare_wildcards`` a name that is ``*`` alone, ``partial_wildcards`` one
    at either end of the left-most label, ``infix_wildcards`` any in it, ``inner_wildcards`` in every label; without
    ``public_suffix_wildcards`` one directly below a top-level domain does not (longer public suffixes need a list:
    certificate.public-suffix-wildcard). With ``std3_names`` both sides must be host names in the narrow sense, without
    underscores.
    """
    presented = _lower(presented)
    if rules.std3_names and not (is_host_name(presented.replace("*", "z")) and is_host_name(host)):
        return False
    if "*" not in presented:
        return bool(presented) and presented == host
    pattern, labels = presented.split("."), host.split(".")
    if len(pattern) != len(labels) or not all(labels):
        return False
    if len(pattern) == 1 and (pattern[0] != "*" or not rules.bare_wildcards):
        return False
    if rules.inner_wildcards and len(pattern) > 1:
        return "*" not in pattern[-1] and all(
            _label_matches(p, label, rules) for p, label in zip(pattern, labels, strict=True)
        )
    if pattern[1:] != labels[1:] or not _label_matches(pattern[0], labels[0], rules):
        return False
    return bool(rules.public_suffix_wildcards) or len(pattern) != 2


_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def is_host_name(text: str) -> bool:
    """Whether every label is letters, digits and inner hyphens, an A-label once it is decoded (RFC 3490, 4.1 (3))."""
    labels = text.split(".")
    if any(label.startswith("xn--") for label in labels):
        from encodings.idna import ToUnicode

        try:
            labels = [ToUnicode(label) for label in labels]
        except UnicodeError:
            return False
    ascii_letters = ({c for c in label if c.isascii()} for label in labels)
    hyphens = any(label[:1] == "-" or label[-1:] == "-" for label in labels)
    return not hyphens and all(_LETTERS.issuperset(letters) for letters in ascii_letters)


def _label_matches(pattern: str, label: str, rules: Rules) -> bool:
    if "*" not in pattern:
        return pattern == label
    if pattern == "*" or (rules.infix_wildcards and not pattern.strip("*")):
        return True
    # RFC 6125, 6.4.3: a wildcard embedded in an A-label or matching a part of one means nothing.
    if label.startswith("xn--") or pattern.startswith("xn--"):
        return False
    first, *middle, last = pattern.split("*")
    if not rules.infix_wildcards and (middle or not rules.partial_wildcards or (first and last)):
        return False
    if len(label) < len(first) + len(last) or not (label.startswith(first) and label.endswith(last)):
        return False
    return _in_order(middle, label[len(first) : len(label) - len(last)])


def _in_order(pieces: list[str], text: str) -> bool:
    """Whether the pieces stand in the text one after the other."""
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def nearest(names: Iterable[GeneralName], reference: ReferenceIdentifier) -> GeneralName | None:
    """Return the name that looks most like the one asked for; None where there are none.

    What counts is how many labels agree from the right, then how many characters from both ends, then whether it is a
    wildcard. Only the first ``MAX_COMPARED`` are looked at.
    """
    wanted = reference.text.lower()
    best: tuple[tuple[int, int, bool], GeneralName] | None = None
    for count, name in enumerate(names):
        if count >= MAX_COMPARED:
            break
        likeness = _likeness(_lower(name.shown), wanted)
        if best is None or likeness > best[0]:
            best = likeness, name
    return None if best is None else best[1]


def _likeness(name: str, wanted: str) -> tuple[int, int, bool]:
    labels = _common(name.split(".")[::-1], wanted.split(".")[::-1])
    return labels, _common(name, wanted) + _common(name[::-1], wanted[::-1]), "*" in name


def _common(one: str | list[str], other: str | list[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def why_not(name: GeneralName, reference: ReferenceIdentifier) -> str:
    """Say what keeps the nearest name from matching, where that is not plain to see; empty where it is."""
    if reference.kind is not ReferenceKind.DNS:
        return ""
    text, host = _lower(name.text), str(reference.value)
    if text.startswith("*.") and text.count("*") == 1:
        base = text[2:]
        if host == base:
            return "a wildcard does not stand for no label at all"
        if host.endswith("." + base):
            return "a wildcard stands for one label only"
        return ""
    if "*" in text:
        return "a wildcard counts only as the whole left-most label of a longer name"
    return "the dot at its end is no part of a DNS name in a certificate" if text.rstrip(".") == host else ""


def _lower(text: str) -> str:
    """Fold ASCII letters only: DNS knows no other case (RFC 4343, 3)."""
    return text.lower() if text.isascii() else "".join(c.lower() if c.isascii() else c for c in text)
