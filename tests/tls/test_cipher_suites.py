from __future__ import annotations

import shutil
import subprocess

from chainaudit.tls.cipher_suites import cipher_suite_name, cipher_suite_number


def test_names_and_numbers() -> None:
    assert cipher_suite_name(0xC030) == "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    assert cipher_suite_number("SSL_RSA_WITH_RC4_128_MD5") == 4
    assert cipher_suite_name(0xFFFE) == "0xFFFE"
    assert cipher_suite_number("TLS_NO_SUCH_SUITE") is None


def test_openssl_gives_the_same_numbers() -> None:
    openssl = shutil.which("openssl")
    assert openssl is not None
    listed = subprocess.run(
        [openssl, "ciphers", "-V", "-stdname", "HIGH:@SECLEVEL=0"], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listed.stdout.splitlines() if line.strip()]
    assert len(rows) > 40
    for row in rows:
        number = int("".join(part[2:] for part in row[0].split(",")), 16)
        assert cipher_suite_number(row[2]) == number or "PSK_DHE" in row[2]
