"""OpenSSL 3.2 to 3.6: what 3.0 does, with security level 2 as it is built."""

from __future__ import annotations

from chainaudit.profiles.openssl_profile import MANUAL, openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, Settings

PROFILE = openssl_profile(
    "openssl-3.2",
    "OpenSSL 3.2 to 3.6 as TLS client or server: purpose, host name, security level 2",
    Settings(purpose=ASKED, auth_level=2, goes_on=False),
    cites=(MANUAL, "OpenSSL CHANGES, 3.2", "observed with the library of OpenSSL 3.5.9"),
    aliases=("openssl",),
    products=("openssl", "python", "node"),
)
