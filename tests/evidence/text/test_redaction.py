from __future__ import annotations

import pytest

from chainaudit.evidence.text.redaction import MAX_SHOWN, redact


@pytest.mark.parametrize(
    "text",
    [
        "-Djavax.net.ssl.keyStorePassword=S3cret -x",
        "keytool -storepass S3cret -list",
        "PKIPASSW='S3cret', IKPASSW = S3cret",
        'password: "S3cret"',
        "https://user:S3cret@host/",
        "Authorization: Basic S3cret",
        "PASS S3cret",
        "AUTH PLAIN S3cret",
        "curl -u me:S3cret https://h/",
        "openssl pkcs12 -passin pass:S3cret",
        "api_key=S3cret",
        "-----BEGIN RSA PRIVATE KEY----- S3cret",
    ],
)
def test_secrets_are_taken_out(text: str) -> None:
    assert "S3cret" not in redact(text)


def test_keys_in_hexadecimal_and_base64() -> None:
    assert "ABCD" not in redact("Master-Key: " + "ABCD" * 24)
    assert "QUJD" not in redact("QUJD" * 20)


def test_what_is_no_secret_stays() -> None:
    text = "verify error:num=20:unable to get local issuer certificate"
    assert redact(text) == text
    assert redact("keystore password was incorrect") == "keystore password was incorrect"
    assert redact("a\x1b[31mb\tc") == "a [31mb c"
    assert len(redact("word " * 200)) <= MAX_SHOWN + 1
