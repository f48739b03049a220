"""The extensions of a certificate as values, each read when it is first asked for (RFC 5280, 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from chainaudit.model import extension, extension_values
from chainaudit.model.lazily import once

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.extension import (
        AccessDescription,
        AuthorityKeyIdentifier,
        BasicConstraints,
        NameConstraints,
        PolicyConstraints,
    )
    from chainaudit.model.general_name import GeneralName

_T = TypeVar("_T")

TYPED: Final[dict[str, Callable[[bytes], Any]]] = {
    extension.BASIC_CONSTRAINTS: extension_values.basic_constraints,
    extension.KEY_USAGE: extension_values.key_usage,
    extension.EXTENDED_KEY_USAGE: extension_values.extended_key_usage,
    extension.SUBJECT_ALTERNATIVE_NAME: extension_values.subject_alternative_names,
    extension.SUBJECT_KEY_IDENTIFIER: extension_values.subject_key_identifier,
    extension.AUTHORITY_KEY_IDENTIFIER: extension_values.authority_key_identifier,
    extension.NAME_CONSTRAINTS: extension_values.name_constraints,
    extension.CERTIFICATE_POLICIES: extension_values.certificate_policies,
    extension.POLICY_MAPPINGS: extension_values.policy_mappings,
    extension.POLICY_CONSTRAINTS: extension_values.policy_constraints,
    extension.INHIBIT_ANY_POLICY: extension_values.inhibit_any_policy,
    extension.AUTHORITY_INFORMATION_ACCESS: extension_values.access_descriptions,
    extension.NETSCAPE_CERT_TYPE: extension_values.netscape_cert_type,
}
"""The extensions that are read into values, and the function that reads each."""

CLAUSES: Final = {
    extension.AUTHORITY_KEY_IDENTIFIER: "RFC 5280, 4.2.1.1",
    extension.SUBJECT_KEY_IDENTIFIER: "RFC 5280, 4.2.1.2",
    extension.KEY_USAGE: "RFC 5280, 4.2.1.3",
    extension.CERTIFICATE_POLICIES: "RFC 5280, 4.2.1.4",
    extension.POLICY_MAPPINGS: "RFC 5280, 4.2.1.5",
    extension.SUBJECT_ALTERNATIVE_NAME: "RFC 5280, 4.2.1.6",
    extension.BASIC_CONSTRAINTS: "RFC 5280, 4.2.1.9",
    extension.NAME_CONSTRAINTS: "RFC 5280, 4.2.1.10",
    extension.POLICY_CONSTRAINTS: "RFC 5280, 4.2.1.11",
    extension.EXTENDED_KEY_USAGE: "RFC 5280, 4.2.1.12",
    extension.INHIBIT_ANY_POLICY: "RFC 5280, 4.2.1.14",
    extension.AUTHORITY_INFORMATION_ACCESS: "RFC 5280, 4.2.2.1",
}


class TypedExtensions:
    """What a certificate's extensions say; the certificate itself finds, reads and remembers them (``_typed``)."""

    _malformed: set[str]

    def _typed(self, oid: str, parse: Callable[[bytes], _T]) -> _T | None:
        raise NotImplementedError

    def is_malformed(self, oid: str) -> bool:
        """Whether the extension is there but cannot be read."""
        parse = TYPED.get(oid)
        if parse is not None:
            self._typed(oid, parse)
        return oid in self._malformed

    def is_lost(self, oid: str) -> bool:
        """Whether the extension is there but cannot be read even as BER, or with bytes behind it."""
        return self.is_malformed(oid) and (oid not in TYPED or self._typed(oid, TYPED[oid]) is None)

    @once
    def basic_constraints(self) -> BasicConstraints | None:
        """The basicConstraints extension, None if absent or malformed."""
        return self._typed(extension.BASIC_CONSTRAINTS, extension_values.basic_constraints)

    @once
    def is_ca(self) -> bool:
        """Whether basicConstraints says cA=TRUE."""
        constraints = self.basic_constraints
        return constraints is not None and constraints.ca

    @once
    def key_usage(self) -> frozenset[int] | None:
        """The bits of keyUsage that are set (numbers in ``extension``), None if absent or malformed."""
        return self._typed(extension.KEY_USAGE, extension_values.key_usage)

    @once
    def extended_key_usage(self) -> tuple[str, ...] | None:
        """The purposes as OIDs, None if absent or malformed."""
        return self._typed(extension.EXTENDED_KEY_USAGE, extension_values.extended_key_usage)

    @once
    def subject_alternative_names(self) -> tuple[GeneralName, ...] | None:
        """The names, None if the extension is absent or malformed."""
        return self._typed(extension.SUBJECT_ALTERNATIVE_NAME, extension_values.subject_alternative_names)

    @once
    def subject_key_identifier(self) -> bytes | None:
        """The identifier of the subject's key, None if absent."""
        return self._typed(extension.SUBJECT_KEY_IDENTIFIER, extension_values.subject_key_identifier)

    @once
    def authority_key_identifier(self) -> AuthorityKeyIdentifier | None:
        """How the issuer's key is to be recognised, None if absent."""
        return self._typed(extension.AUTHORITY_KEY_IDENTIFIER, extension_values.authority_key_identifier)

    @once
    def name_constraints(self) -> NameConstraints | None:
        """The nameConstraints extension, None if absent or malformed."""
        return self._typed(extension.NAME_CONSTRAINTS, extension_values.name_constraints)

    @once
    def certificate_policies(self) -> tuple[str, ...] | None:
        """The policies as OIDs, None if absent or malformed."""
        return self._typed(extension.CERTIFICATE_POLICIES, extension_values.certificate_policies)

    @once
    def policy_mappings(self) -> tuple[tuple[str, str], ...] | None:
        """The policy mappings, None if absent or malformed."""
        return self._typed(extension.POLICY_MAPPINGS, extension_values.policy_mappings)

    @once
    def policy_constraints(self) -> PolicyConstraints | None:
        """The policyConstraints extension, None if absent or malformed."""
        return self._typed(extension.POLICY_CONSTRAINTS, extension_values.policy_constraints)

    @once
    def inhibit_any_policy(self) -> int | None:
        """The inhibitAnyPolicy count, None if absent or malformed."""
        return self._typed(extension.INHIBIT_ANY_POLICY, extension_values.inhibit_any_policy)

    @once
    def authority_information_access(self) -> tuple[AccessDescription, ...]:
        """Where the issuer's certificate and OCSP responder are; () if absent or malformed."""
        return self._typed(extension.AUTHORITY_INFORMATION_ACCESS, extension_values.access_descriptions) or ()

    @once
    def netscape_cert_type(self) -> frozenset[int] | None:
        """The bits of nsCertType, None if absent or malformed."""
        return self._typed(extension.NETSCAPE_CERT_TYPE, extension_values.netscape_cert_type)
