"""Policy extensions, and paths with them, for the tests of policies."""

from __future__ import annotations

from typing import Any

from chainaudit.model import der, extension
from chainaudit.model.context import PathContext
from chainaudit.model.extension import ANY_POLICY
from chainaudit.model.path import Anchor, Path
from chainaudit.model.question import PolicyInputs, Question, Target
from chainaudit.model.rules import Rules
from tests import forge

ANY = ANY_POLICY
ONE, TWO, THREE = "1.3.6.1.4.1.99999.7.1", "1.3.6.1.4.1.99999.7.2", "1.3.6.1.4.1.99999.7.3"
ROOT = forge.root()

Replaced = dict[str, "tuple[bool, bytes] | None"]


def oid(dotted: str) -> bytes:
    """Encode an OBJECT IDENTIFIER."""
    return der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(dotted))


def policies(*oids: str) -> Replaced:
    """Return certificatePolicies."""
    body = b"".join(der.encode(der.SEQUENCE, oid(one)) for one in oids)
    return {extension.CERTIFICATE_POLICIES: (False, der.encode(der.SEQUENCE, body))}


def mappings(*pairs: tuple[str, str]) -> Replaced:
    """Return policyMappings."""
    body = b"".join(der.encode(der.SEQUENCE, oid(one) + oid(other)) for one, other in pairs)
    return {extension.POLICY_MAPPINGS: (True, der.encode(der.SEQUENCE, body))}


def constraints(explicit: int | None = None, mapping: int | None = None) -> Replaced:
    """Return policyConstraints."""
    body = b"" if explicit is None else der.encode(0x80, bytes([explicit]))
    body += b"" if mapping is None else der.encode(0x81, bytes([mapping]))
    return {extension.POLICY_CONSTRAINTS: (True, der.encode(der.SEQUENCE, body))}


def inhibit_any(count: int) -> Replaced:
    """Return inhibitAnyPolicy."""
    return {extension.INHIBIT_ANY_POLICY: (True, der.encode(der.INTEGER, bytes([count])))}


def chain(*below: Replaced | None, names: tuple[str, ...] = ()) -> tuple[forge.Forged, ...]:
    """Make a path, target first: one certificate for each of ``below``, which go from the root down."""
    made = [ROOT]
    for place, replace in enumerate(below):
        last = place == len(below) - 1
        name = "leaf.example" if last else names[place] if place < len(names) else f"CA {place}"
        own = forge.key("EC", f"policies {place}")  # self-issued certificates have keys of their own
        made.append(forge.issue(made[-1], subject=name, ca=not last, replace=replace, use_key=own))
    return tuple(reversed(made))


def asked(path: tuple[forge.Forged, ...], rules: Rules | None = None, **inputs: Any) -> PathContext:
    """Return what a policy check is handed; ``policies`` are those that the user accepts."""
    certificates = tuple(one.certificate for one in path)
    accepted = frozenset(inputs.pop("policies", (ANY,)))
    question = Question(
        Target(certificates[0]),
        anchors=(Anchor(certificates[-1]),),
        moment=forge.MOMENT,
        policies=PolicyInputs(accepted, **inputs),
    )
    return PathContext(Path(certificates, Anchor(certificates[-1])), question, rules or Rules())
