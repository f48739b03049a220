"""A profile of OpenSSL for given settings: its way to a path, its rules, its rulings."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from chainaudit.model import extension
from chainaudit.model.profile import Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules
from chainaudit.profiles.openssl_rulings import GOES_ON, rulings
from chainaudit.profiles.openssl_stages import IDENTITY

if TYPE_CHECKING:
    from chainaudit.profiles.openssl_settings import Settings

MANUAL: Final = "openssl-verification-options(1)"
OBSERVED: Final = "observed by running OpenSSL 3.0.19"

SECURITY_BITS: Final = (0, 80, 112, 128, 192, 256)
"""Security level -> bits (SSL_CTX_set_security_level(3))."""

SUPPORTED_EXTENSIONS: Final = frozenset(
    {
        extension.NETSCAPE_CERT_TYPE,
        extension.KEY_USAGE,
        extension.SUBJECT_ALTERNATIVE_NAME,
        extension.BASIC_CONSTRAINTS,
        extension.CERTIFICATE_POLICIES,
        extension.CRL_DISTRIBUTION_POINTS,
        extension.EXTENDED_KEY_USAGE,
        extension.POLICY_CONSTRAINTS,
        extension.NAME_CONSTRAINTS,
        extension.POLICY_MAPPINGS,
        extension.INHIBIT_ANY_POLICY,
        extension.PROXY_CERT_INFO,
        "1.3.6.1.5.5.7.1.7",  # sbgp-ipAddrBlock (RFC 3779)
        "1.3.6.1.5.5.7.1.8",  # sbgp-autonomousSysNum
        "1.3.6.1.5.5.7.48.1.5",  # OCSP no check (RFC 6960, 4.2.2.2.1)
    }
)
"""What may be critical (X509_supported_extension(3)); key identifiers are not among it, observed with 3.0.19."""


def openssl_profile(name: str, title: str, settings: Settings, **parts: Any) -> Profile:  # noqa: ANN401 - parts of Profile
    """Return the profile; ``parts`` are further parts of ``Profile``, or change those made here.

    ``host_words`` says in the program's own words that the host name differs, for programs that do not print OpenSSL's.
    ``further`` are rulings beside OpenSSL's.
    """
    host_words: str | None = parts.pop("host_words", None)
    further: dict[str, Ruling] = parts.pop("further", {})
    level = min(settings.auth_level, 5)
    for_crl_issuers = functools.partial(
        openssl_profile, name, title, settings.but(crl_issuer=True), host_words=host_words, further=further, **parts
    )
    made: dict[str, Any] = {
        "cites": (MANUAL, OBSERVED),
        "strategy": Strategy(
            StrategyKind.COMMITTED,
            self_signed_anchors=not settings.partial_chain,
            trusted_first=settings.trusted_first,
            alternatives=settings.alternatives,
            check_time=settings.check_time,
            purpose=settings.purpose,
            usage=settings.usage,
            trust_settings=settings.trust_settings,
            depth=settings.depth,
            key_usage_counts=settings.version == "1.1.1",
            crl_issuer=for_crl_issuers,
        ),
        "rules": Rules(
            common_name_fallback=True,
            moment_after_is_inclusive=False,
            partial_wildcards=settings.partial_wildcards,
            public_suffix_wildcards=False,
            authority_marks=True,
            purpose="crlsign" if settings.crl_issuer else settings.purpose,
            known_critical_extensions=SUPPORTED_EXTENSIONS,
            security_bits=SECURITY_BITS[level],
            strict_marks=settings.strict,
            count_every_path_length=True,
            literal_name_constraints=True,
            literal_names=True,
            sm2_identity=settings.sm2_identity,
            suite_b=settings.suite_b,
            ranked_crls=True,
            extended_crls=settings.extended_crl,
            crl_issuers_lack_anchors=settings.crls_of_stack,
            crl_issuer_is_target=settings.crl_issuer,
            critical_ignored=settings.ignore_critical,
            check_time=settings.check_time,
            check_self_signature=settings.check_self_signature,
        ),
        "rulings": rulings(settings),
        "goes_on": GOES_ON if settings.goes_on else frozenset(),
    }
    if host_words is not None:
        made["rulings"]["identity.literal-names"] = Ruling(
            host_words, number=62, stage=IDENTITY, depth=lambda _f, _p: 0
        )
        for kind in ("dns", "ip", "email"):
            del made["rulings"][f"identity.literal-names/{kind}"]
    made["rulings"].update(further)
    made.update(parts)
    return Profile(name=name, title=title, **made)
