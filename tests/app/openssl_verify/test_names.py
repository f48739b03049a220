"""Names as OpenSSL prints them, compared with what it prints."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.openssl_verify.names import flags_of, written
from chainaudit.model import der
from chainaudit.model.certificate import Certificate
from tests.differential import making
from tests.differential.making import Key
from tests.differential.scenarios import pem
from tests.validators.making import key

if TYPE_CHECKING:
    from pathlib import Path


def of_tag(tag: int, value: bytes) -> bytes:
    pair = making.seq(making.oid("2.5.4.3"), der.encode(tag, value))
    return making.seq(der.encode(0x31, pair))


NAMES = (
    making.name(("C", "DE"), ("O", 'A, "B" <c>; #d+e=\\'), ("CN", "www.a.example")),
    making.name(("CN", " edges ")),
    making.name(("CN", "#hash"), ("OU", "Jörg")),
    making.name(("emailAddress", "x@a.example")),
    making.seq(),
    making.name(("O", "(a*b)\\ \x01\x7f"), ("OU", "\u20ac\U0001f512")),
    of_tag(0x1E, "J\u00f6rg \u20ac".encode("utf-16-be")),
    of_tag(0x1C, "J\u00f6rg".encode("utf-32-be")),
    of_tag(0x14, b"J\xf6rg"),
    of_tag(0x13, b" a,b+c "),
    making.seq(*(der.encode(0x31, pair) for pair in (making.seq(making.oid("1.2.3.4"), b"\x0c\x01x"),))),
)
OPTIONS = (
    None,
    *("oneline", "RFC2253", "multiline", "RFC2253,oid", "oneline,-esc_msb", "sep_semi_plus_space,lname,utf8"),
    *("utf8", "sep_comma_plus", "oneline,-utf8", "oneline,-utf8,-esc_msb", "nofname", "show_type", "dump_all"),
    *("RFC2253,dump_all", "ignore_type", "esc_2254", "use_quote,esc_2253", "align", "oneline,-use_quote", "dump_nostr"),
    *("oneline,show_type", "sname,align,space_eq", "lname,-lname", "esc_ctrl", "dn_rev,sep_multiline", "esc_2253"),
)


@pytest.mark.parametrize("name", NAMES)
def test_as_openssl_prints_them(name: bytes, tmp_path: Path) -> None:
    """What is compared are octets: without ``utf8`` OpenSSL prints Latin-1."""
    own = Key(key("P-256", "names"))
    one = making.certificate(subject=name, issuer=name, key=own, signer=own)
    (tmp_path / "one.pem").write_bytes(pem(one))
    for option in OPTIONS:
        words = ["-nameopt", option] if option else []
        command = ["openssl", "verify", "-no-CAfile", "-no-CApath", "-no-CAstore", *words, "one.pem"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        shown = written(Certificate.read(one).subject, flags_of(option))
        told = shown.encode("utf-8", "surrogateescape")
        assert done.stderr.split(b"\nerror ")[0] == told, option


def test_a_name_that_cannot_be_read_is_shown_as_octets() -> None:
    from chainaudit.model.name import Name

    assert written(Name(b"\x02\x01\x05"), flags_of(None)) == "#020105"


def test_the_oldest_way_puts_commas_before_short_types_alone() -> None:
    name = making.name(("C", "DE"), ("CN", "x"), ("emailAddress", "x@a.example"))
    from chainaudit.model.name import Name

    assert written(Name(name), flags_of("compat")) == "C=DE, CN=x/emailAddress=x@a.example"
