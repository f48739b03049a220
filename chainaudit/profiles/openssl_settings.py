"""The options of `openssl verify` and of X509_VERIFY_PARAM that change what OpenSSL says, as one value."""

from __future__ import annotations

from typing import Any, Final

_DEFAULTS: Final[dict[str, Any]] = {
    "partial_chain": False,
    "strict": False,
    "auth_level": 0,
    "purpose": None,
    "usage": None,
    "trust_settings": True,
    "depth": None,
    "check_time": True,
    "trusted_first": True,
    "alternatives": True,
    "proxies": False,
    "ignore_critical": False,
    "check_self_signature": False,
    "policies": False,
    "goes_on": True,
    "suite_b": (),
    "extended_crl": False,
    "crls_of_stack": False,
    "crl_issuer": False,
    "partial_wildcards": True,
    "sm2_identity": b"",
    "version": "3.0",
}

ASKED: Final = "asked"
"""A purpose that follows the question: a TLS server's or client's, as TLS libraries set it."""
REQUIRED: Final = "required"
"""A purpose only where the question requires a usage expressly, as with ``-purpose`` on the command line."""


class Settings:
    """What OpenSSL was told.

    partial_chain, strict, trusted_first, check_time, ignore_critical, check_self_signature: flags of
    X509_VERIFY_PARAM_set_flags(3); alternatives: shorter paths are tried where the truststore does not come first.
    auth_level: 0 to 5. purpose: OpenSSL's name of it, ``ASKED``, ``REQUIRED`` or None; usage: the OID that anchors must
    be trusted for where the purpose does not say it; trust_settings: what the truststore says of purposes counts.
    depth: certificates between target and anchor. proxies: proxy
    certificates are allowed. policies: policies are checked. goes_on: after some errors the next ones are
    reported too, as the program does and TLS does not. suite_b: the levels of security allowed, in bits.
    extended_crl: indirect CRLs and CRLs by reason count. crls_of_stack: issuers of CRLs find no anchors (-trusted).
    crl_issuer: the target is the issuer of a CRL beside the path, asked on the way to another verdict.
    sm2_identity: the signer of SM2 signatures (SM2(7), distid).
    partial_wildcards: ``w*.example.com`` counts. version: "1.1.1", or that of any later one, which say the same.
    """

    __slots__ = ("_values",)

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - options are of many types
        unknown = set(values) - set(_DEFAULTS)
        if unknown:
            raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
        self._values = {**_DEFAULTS, **values}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - options are of many types
        """Return an option."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self._values[name]

    def but(self, **values: Any) -> Settings:  # noqa: ANN401 - options are of many types
        """Return these settings with some changed."""
        return Settings(**{**self._values, **values})

    def __repr__(self) -> str:
        """Show what differs from the defaults."""
        return f"Settings({', '.join(f'{k}={v!r}' for k, v in self._values.items() if _DEFAULTS[k] != v)})"
