"""OpenSSL 3.0: its TLS client, and its program `verify` with the options that people use."""

from __future__ import annotations

from chainaudit.profiles.openssl_profile import openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, REQUIRED, Settings

PROFILES = (
    openssl_profile(
        "openssl-3.0",
        "OpenSSL 3.0 as TLS client or server: purpose, host name, security level 2 as Debian sets it",
        Settings(purpose=ASKED, auth_level=2, goes_on=False),
    ),
    openssl_profile(
        "openssl-3.0-default",
        "openssl verify -partial_chain, OpenSSL 3.0",
        Settings(partial_chain=True, purpose=REQUIRED),
    ),
    openssl_profile(
        "openssl-3.0-strict",
        "openssl verify -partial_chain -x509_strict -auth_level 2, OpenSSL 3.0",
        Settings(partial_chain=True, purpose=REQUIRED, strict=True, auth_level=2),
    ),
    openssl_profile(
        "openssl-3.0-level2",
        "openssl verify -partial_chain -auth_level 2, OpenSSL 3.0",
        Settings(partial_chain=True, purpose=REQUIRED, auth_level=2),
    ),
    openssl_profile(
        "openssl-3.0-pkits",
        "openssl verify with CRL checks and policy settings, OpenSSL 3.0",
        Settings(policies=True, extended_crl=True),
    ),
)
