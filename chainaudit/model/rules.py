"""What one verifier asks more or less of a certificate than another: the parameters that checks are given."""

from __future__ import annotations

from typing import Any, Final

_DEFAULTS: Final[dict[str, Any]] = {
    "rsa_bits": 2048,
    "dsa_bits": 2048,
    "ec_bits": 224,
    "weak_digests": frozenset({"md2", "md4", "md5", "sha1"}),
    "common_name_fallback": False,
    "anchor_dates_count": True,
    "anchor_constraints_count": True,
    "anchor_usages_count": True,
    "nested_usages": True,
    "any_usage_counts": True,
    "moment_after_is_inclusive": True,
    "max_intermediates": None,
    "bare_wildcards": False,
    "partial_wildcards": False,
    "public_suffix_wildcards": True,
    "authority_key_identifier_always": None,
    "authority_marks": None,
    "baseline_requirements": None,
    "check_self_signature": None,
    "check_time": None,
    "common_names_constrained": None,
    "compared_kinds": None,
    "constrainable_kinds": None,
    "count_every_path_length": None,
    "count_self_issued": None,
    "critical_ignored": None,
    "crl_issuer_is_target": None,
    "crl_issuers_lack_anchors": None,
    "crls_as_java": None,
    "extended_crls": None,
    "fractions_count": None,
    "infix_wildcards": None,
    "inner_wildcards": None,
    "java_reading": None,
    "known_critical_extensions": None,
    "literal_name_constraints": None,
    "literal_names": None,
    "max_lifetime_days": None,
    "name_constraints_on_self_issued": None,
    "policies_intersected_early": None,
    "purpose": None,
    "ranked_crls": None,
    "report_policies": None,
    "security_bits": None,
    "sm2_identity": None,
    "std3_names": None,
    "strict_marks": None,
    "suite_b": None,
    "wildcards_excluded_whole": None,
}


class Rules:
    """Parameters of a profile for its checks; hashable, so that checks run once per distinct Rules.

    rsa_bits, dsa_bits, ec_bits: floors of key sizes, in bits. weak_digests: digests that count as weak.
    common_name_fallback: the common name is looked at where no DNS name is there (RFC 6125, 6.4.4; RFC 9525 forbids).
    anchor_dates_count, anchor_constraints_count, anchor_usages_count: whether the anchor's own validity, path length,
    name constraints and extended key usages bind. nested_usages: a CA's extended key usages bind what it issues.
    any_usage_counts: anyExtendedKeyUsage stands for every purpose. moment_after_is_inclusive: notAfter itself is valid.
    max_intermediates: non-self-issued intermediates allowed. bare_wildcards, partial_wildcards,
    public_suffix_wildcards: which wildcards match.
    Further keys may be given by name; an absent one is None.
    """

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - parameters are of many types
        self._values = {**_DEFAULTS, **values}
        self.__dict__.update(self._values)  # a parameter is asked for many times in every path, so it is an attribute
        self._hash = hash(tuple(sorted((k, repr(v)) for k, v in self._values.items())))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - parameters are of many types
        """Return a parameter; None where neither the profile nor the defaults name it."""
        if name.startswith("_"):
            raise AttributeError(name)
        return None

    def but(self, **values: Any) -> Rules:  # noqa: ANN401 - parameters are of many types
        """Return these rules with some changed."""
        return Rules(**{**self._values, **values})

    def __eq__(self, other: object) -> bool:
        """Compare every parameter."""
        return isinstance(other, Rules) and self._values == other._values

    def __hash__(self) -> int:
        """Agree with equality."""
        return self._hash

    def __repr__(self) -> str:
        """Show what differs from the defaults."""
        return f"Rules({', '.join(f'{k}={v!r}' for k, v in self._values.items() if _DEFAULTS.get(k) != v)})"
