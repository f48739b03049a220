"""curl built with OpenSSL: partial chains are accepted, which a plain OpenSSL client refuses."""

from __future__ import annotations

from chainaudit.profiles.openssl_profile import MANUAL, openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, Settings

PROFILE = openssl_profile(
    "curl",
    "curl with OpenSSL 3, security level 2 as Debian sets it",
    Settings(purpose=ASKED, auth_level=2, goes_on=False, partial_chain=True),
    host_words="SSL: no alternative certificate subject name matches target host name '{host}'",
    cites=(
        MANUAL,
        "observed with curl 7.88.1 and OpenSSL 3.0",
        "curl, CURLOPT_SSL_OPTIONS: CURLSSLOPT_NO_PARTIALCHAIN",
    ),
)
