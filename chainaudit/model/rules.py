"""What one verifier asks more or less of a certificate than another: the parameters that checks are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.model.distrust import Distrust


class Rules:
    """Parameters of a profile for its checks, by name; hashable, so that checks run once per distinct rules."""

    # --- strength ---

    rsa_bits: int = 2048
    """The shortest RSA modulus that is strong enough, in bits; 0: none is too short."""
    dsa_bits: int = 2048
    """The shortest DSA prime that is strong enough, in bits; 0: none is too short."""
    ec_bits: int = 224
    """The smallest field of an elliptic curve that is strong enough, in bits; 0: none is too small."""
    weak_digests: frozenset[str] = frozenset({"md2", "md4", "md5", "sha1"})
    """Digests, in lower case without a hyphen, with which a signature counts as weak."""
    security_bits: int = 0
    """The floor of keys and signatures in bits of security (NIST SP 800-57 Part 1, 5.6.1); 0: not asked."""
    suite_b: tuple[int, ...] = ()
    """The levels of Suite B that are allowed, 128 and 192, in bits of security (RFC 5759, 3); none: not asked."""
    sm2_identity: bytes | None = None
    """The signer's identity in the target's SM2 signature, as octets; None: no verifier that would know one."""

    # --- time and length ---

    check_time: bool = True
    """The moment counts for CRLs; False: those that have expired do too."""
    moment_after_is_inclusive: bool = True
    """The second that notAfter names is still valid (RFC 5280, 4.1.2.5)."""
    fractions_count: bool = False
    """Validity ends at the instant that notAfter names, not with its second."""
    max_lifetime_days: tuple[tuple[datetime, int], ...] = ()
    """How long a target may be valid, in days, for those that begin at or after a moment, earliest first."""
    max_intermediates: int | None = None
    """How many certificates may stand between target and anchor, without self-issued ones; None: any number."""
    count_self_issued: bool = False
    """Self-issued intermediates count towards path lengths too."""
    count_every_path_length: bool = False
    """Every issuer whose path length is exceeded is told, not the first alone."""

    # --- the anchor ---

    anchor_dates_count: bool = True
    """The anchor's own validity binds."""
    anchor_constraints_count: bool = True
    """The anchor's own path length and name constraints bind (RFC 5280, 6.1.1 (d) leaves it open)."""
    anchor_usages_count: bool = True
    """The anchor's own extended key usages bind what it issues."""
    check_self_signature: bool = False
    """The signature that a root made on itself is checked."""
    distrusted_anchors: tuple[Distrust, ...] = ()
    """Roots that count for what was issued up to a day."""

    # --- usage ---

    purpose: str | None = None
    """What OpenSSL's purposes are asked by: one's name, "asked" and "required" as the question says; None: none is."""
    nested_usages: bool = True
    """A CA's extended key usages bind what it issues."""
    any_usage_counts: bool = True
    """anyExtendedKeyUsage stands for every purpose."""
    authority_marks: bool = False
    """Old marks of a CA are told of where basicConstraints is missing: version 1, Netscape's type, key usage alone."""

    # --- extensions ---

    known_critical_extensions: frozenset[str] | None = None
    """The OIDs of extensions that may be critical; None: those that this program processes."""
    critical_ignored: bool = False
    """Critical extensions of CRLs that nobody knows are no obstacle."""
    strict_marks: bool = False
    """All that X509_V_FLAG_X509_STRICT asks for is asked for."""
    authority_key_identifier_always: bool = False
    """A target must name its issuer's key even where it signed itself."""
    baseline_requirements: bool = False
    """What the CA/Browser Forum asks of a server's certificate binds."""
    java_reading: bool = False
    """Certificates are read as Java's certificate factory does."""

    # --- names asked for ---

    common_name_fallback: bool = False
    """The common name is looked at where no DNS name is there (RFC 6125, 6.4.4; RFC 9525 forbids it)."""
    literal_names: bool = False
    """Names asked for are compared octet by octet, in OpenSSL's words."""
    std3_names: bool = False
    """Presented and asked names must be host names in the narrow sense, without underscores (RFC 3490, 4.1 (3))."""
    bare_wildcards: bool = False
    """A name that is ``*`` alone stands for every name of one label."""
    partial_wildcards: bool = False
    """A wildcard may be an end of the left-most label, ``w*.example.com``."""
    infix_wildcards: bool = False
    """Wildcards may stand anywhere in a label, several too."""
    inner_wildcards: bool = False
    """Wildcards may stand in every label but the last."""
    public_suffix_wildcards: bool = True
    """A wildcard may stand directly below a public suffix, ``*.com``."""

    # --- name constraints ---

    literal_name_constraints: bool = False
    """Names and constraints are compared octet by octet, in OpenSSL's words."""
    constrainable_kinds: frozenset[str] | None = None
    """Kinds of names (values of ``NameKind``) that critical constraints may be about; None: every kind."""
    compared_kinds: frozenset[str] | None = None
    """Kinds of names that are put to constraints, of others a constrained one is refused; None: every kind."""
    name_constraints_on_self_issued: bool = False
    """Self-issued intermediates are bound too (RFC 5280, 6.1.3 (b) exempts them)."""
    common_names_constrained: bool = False
    """Common names are bound as what they are, a DNS name or an address, in every certificate."""
    wildcards_excluded_whole: bool = False
    """A wildcard is excluded only where all is that it stands for, not where some of it is."""

    # --- policies ---

    report_policies: bool = False
    """The policies for which a path is valid are told even where none was asked for."""
    policies_intersected_early: bool = False
    """The user's policies narrow the graph at every certificate, not at the end (RFC 5280, 6.1.5 (g))."""

    # --- revocation ---

    ranked_crls: bool = False
    """Of the CRLs the best is taken by points, as OpenSSL does; where revocation is required."""
    extended_crls: bool = False
    """Indirect CRLs, and those for some reasons alone, count to a verifier that ranks them."""
    crl_issuers_lack_anchors: bool = False
    """The issuer of a CRL beside the path finds no trusted certificates."""
    crl_issuer_is_target: bool = False
    """The path that is judged is that of a CRL's issuer, asked on the way to another verdict."""
    crls_as_java: bool = False
    """CRLs are chosen and read as Java's revocation checker does."""

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - parameters are of many types
        """Take the parameters that differ from the defaults.

        Raises:
            TypeError: there is none of a name, or a value is not hashable.
        """
        unknown = sorted(values.keys() - _DEFAULTS.keys())
        if unknown:
            raise TypeError(f"no such parameter of rules: {', '.join(unknown)}")
        self._values = {**_DEFAULTS, **values}
        self.__dict__.update(self._values)  # a parameter is asked for many times in every path: the nearest place
        self._hash = hash(tuple(self._values.values()))

    def but(self, **values: Any) -> Rules:  # noqa: ANN401 - parameters are of many types
        """Return these rules with some changed.

        Raises:
            TypeError: there is no parameter of a name.
        """
        return Rules(**{**self._values, **values})

    def __eq__(self, other: object) -> bool:
        """Compare every parameter."""
        return isinstance(other, Rules) and self._values == other._values

    def __hash__(self) -> int:
        """Agree with equality."""
        return self._hash

    def __repr__(self) -> str:
        """Show what differs from the defaults."""
        return f"Rules({', '.join(f'{k}={v!r}' for k, v in self._values.items() if _DEFAULTS[k] != v)})"


_DEFAULTS: Final[dict[str, Any]] = {name: vars(Rules)[name] for name in Rules.__annotations__}
