"""Files that nothing can be put behind: the copy is judged as mended, and the file stays as it was."""

from __future__ import annotations

import base64
import gzip
import re
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from tests.validators.making import authority

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.remedies.desk import Desk
    from tests.validators.making import Made

KINDS: dict[str, Callable[[list[Made]], bytes]] = {
    "DER": lambda made: made[0].x509.public_bytes(Encoding.DER),
    "several in DER": lambda made: b"".join(one.x509.public_bytes(Encoding.DER) for one in made),
    "PKCS 7": lambda made: pkcs7.serialize_certificates([one.x509 for one in made], Encoding.DER),
    "PKCS 7 as text": lambda made: pkcs7.serialize_certificates([one.x509 for one in made], Encoding.PEM),
    "gzip": lambda made: gzip.compress(b"".join(one.pem for one in made)),
    "base64": lambda made: base64.b64encode(made[0].x509.public_bytes(Encoding.DER)),
    "UTF-16": lambda made: b"".join(one.pem for one in made).decode().encode("utf-16"),
}


def new_name(lines: tuple[str, ...]) -> str:
    (found,) = (match[1] for line in lines if (match := re.fullmatch(r"# and name (\S+) in place of .*", line)))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_root_comes_beside_the_anchors_that_are_there(desk: Desk, kind: str) -> None:
    others = [authority("Other"), authority("Another")]
    content = KINDS[kind](others)
    store = desk.write("trust", content)
    lines = desk.judged("--presented", "fullchain.pem", "--truststore", store)["trust.gap"]
    desk.type(lines)
    assert desk.judged("--presented", "fullchain.pem", "--truststore", new_name(lines)) == {}
    assert (desk.folder / store).read_bytes() == content
    kept = (desk.folder / new_name(lines)).read_bytes()
    # Formats of one certificate keep that one.
    assert kept.count(b"BEGIN CERTIFICATE") == (2 if kind in ("DER", "base64") else 3)


@pytest.mark.parametrize("kind", KINDS)
def test_an_issuer_comes_behind_the_chain(desk: Desk, kind: str) -> None:
    store = desk.write("leaf", KINDS[kind]([desk.leaf]))
    options = ("--truststore", "example-root.pem")
    lines = desk.judged("--presented", store, *options)["path.incomplete"]
    desk.type(lines)
    assert desk.judged("--presented", new_name(lines), *options) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_comes_to_its_certificate(desk: Desk, kind: str) -> None:
    content = KINDS[kind]([desk.leaf])
    store = desk.write("leaf", content)
    options = ("--truststore", "example-issuing.pem", "--partial-chain")
    lines = desk.judged("--store", store, *options)["keys.private-key-missing"]
    desk.type(lines)
    assert desk.judged("--store", new_name(lines), *options) == {}
    assert (desk.folder / store).read_bytes() == content
    assert (desk.folder / new_name(lines)).stat().st_mode & 0o077 == 0
