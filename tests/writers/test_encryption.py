"""Keys under a password, as OpenSSL opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.model import der
from chainaudit.model.pem import pem
from chainaudit.writers.encryption import LEGACY_ROUNDS, ROUNDS, bmp_string, integer, oid, pbe_3des, pbes2

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS = {"pbes2": pbes2, "pbe_3des": pbe_3des}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory, tool: Callable[..., Any]) -> list[bytes]:
    """Keys of OpenSSL whose lengths differ, so that padding does too."""
    folder = tmp_path_factory.mktemp("keys")
    made = []
    for algorithm in (("ED25519",), ("X448",), ("EC", "-pkeyopt", "ec_paramgen_curve:P-256"), ("RSA",)):
        source, target = folder / f"{algorithm[0]}.pem", folder / f"{algorithm[0]}.der"
        tool("openssl", "genpkey", "-algorithm", *algorithm, "-out", source)
        tool("openssl", "pkcs8", "-topk8", "-nocrypt", "-in", source, "-outform", "DER", "-out", target)
        made.append(target.read_bytes())
    return made


def sealed(plain: bytes, password: str, kind: str) -> str:
    algorithm, octets = KINDS[kind](plain, password)
    return pem(der.encode(der.SEQUENCE, algorithm + der.encode(der.OCTET_STRING, octets)), "ENCRYPTED PRIVATE KEY")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("password", ["changeit", "", "mit Leerzeichen und ü"])
def test_openssl_opens_it(
    kind: str, password: str, keys: list[bytes], tmp_path: Path, tool: Callable[..., Any]
) -> None:
    (tmp_path / "password").write_text(password + "\n", encoding="utf-8")
    for plain in keys:
        (tmp_path / "key.pem").write_text(sealed(plain, password, kind))
        done = tool("openssl", "pkcs8", "-in", tmp_path / "key.pem", "-passin", f"file:{tmp_path}/password",
                    "-out", tmp_path / "clear.pem")  # fmt: skip
        assert done.exit_code == 0
        clear = ("-in", tmp_path / "clear.pem", "-outform", "DER", "-out", tmp_path / "clear.der")
        tool("openssl", "pkcs8", "-topk8", "-nocrypt", *clear)
        assert (tmp_path / "clear.der").read_bytes() == plain


@pytest.mark.parametrize("kind", KINDS)
def test_another_password_does_not_open_it(
    kind: str, keys: list[bytes], tmp_path: Path, tool: Callable[..., Any]
) -> None:
    (tmp_path / "key.pem").write_text(sealed(keys[0], "changeit", kind))
    done = tool("openssl", "pkcs8", "-in", tmp_path / "key.pem", "-passin", "pass:changeIt", check=False)
    assert done.exit_code != 0


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("pbes2", ("PBES2", "aes-256-cbc", "hmacWithSHA256", f"{ROUNDS:X}")),
        ("pbe_3des", ("pbeWithSHA1And3-KeyTripleDES-CBC", f"{LEGACY_ROUNDS:X}")),
    ],
)
def test_it_is_what_its_name_says(
    kind: str, said: tuple[str, ...], keys: list[bytes], tmp_path: Path, tool: Callable[..., Any]
) -> None:
    (tmp_path / "key.pem").write_text(sealed(keys[0], "changeit", kind))
    told = tool("openssl", "asn1parse", "-in", tmp_path / "key.pem").stdout
    assert all(word in told for word in said), told


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_key_is_never_sealed_the_same_way(kind: str, keys: list[bytes]) -> None:
    assert sealed(keys[0], "changeit", kind) != sealed(keys[0], "changeit", kind)
    assert keys[0] not in KINDS[kind](keys[0], "changeit")[1]


@pytest.mark.parametrize(
    ("value", "octets"), [(0, "020100"), (127, "02017f"), (128, "02020080"), (65536, "0203010000")]
)
def test_numbers_are_not_negative(value: int, octets: str) -> None:
    assert integer(value).hex() == octets


def test_parts() -> None:
    assert oid("1.2.840.113549.1.5.13").hex() == "06092a864886f70d01050d"
    assert bmp_string("aü") == b"\0a\0\xfc\0\0"
