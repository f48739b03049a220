"""OpenSSL 1.1.1: fewer strict checks, other numbers, SHA-1 up to level 1."""

from __future__ import annotations

from chainaudit.profiles.openssl_profile import MANUAL, openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, Settings

PROFILE = openssl_profile(
    "openssl-1.1.1",
    "OpenSSL 1.1.1 as TLS client or server, level 1 as it is built",
    Settings(purpose=ASKED, auth_level=1, goes_on=False, version="1.1.1"),
    cites=(MANUAL, "OpenSSL CHANGES, 1.1.0 to 3.0"),
)
