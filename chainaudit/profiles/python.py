"""CPython's ssl.create_default_context(): OpenSSL with its own flags, strict and partial since 3.13."""

from __future__ import annotations

from chainaudit.profiles.openssl_profile import MANUAL, openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, Settings

_CITES = (MANUAL, "ssl.create_default_context(), docs.python.org/3/library/ssl.html")
_CONTEXT = Settings(purpose=ASKED, auth_level=2, goes_on=False, partial_wildcards=False)

PROFILES = (
    openssl_profile(
        "python-3.11",
        "Python up to 3.12, ssl.create_default_context(), OpenSSL 3.0 with security level 2",
        _CONTEXT,
        host_words="Hostname mismatch, certificate is not valid for '{host}'.",
        cites=(*_CITES, "observed with CPython 3.11"),
    ),
    openssl_profile(
        "python-3.13",
        "Python since 3.13, ssl.create_default_context(): VERIFY_X509_STRICT and VERIFY_X509_PARTIAL_CHAIN",
        Settings(
            purpose=ASKED,
            auth_level=2,
            goes_on=False,
            partial_wildcards=False,
            partial_chain=True,
            strict=True,
        ),
        host_words="Hostname mismatch, certificate is not valid for '{host}'.",
        cites=(*_CITES, "CPython 3.13, What's New: ssl", "observed with CPython 3.13.0"),
        aliases=("python",),
    ),
)
