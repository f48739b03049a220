"""Names as OpenSSL prints them, compared with what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.openssl_names import flags_of, written
from chainaudit.model.certificate import Certificate
from tests.differential import making
from tests.differential.making import Key
from tests.differential.scenarios import pem
from tests.validators.making import key

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome

NAMES = (
    making.name(("C", "DE"), ("O", 'A, "B" <c>; #d+e=\\'), ("CN", "www.a.example")),
    making.name(("CN", " edges ")),
    making.name(("CN", "#hash"), ("OU", "Jörg")),
    making.name(("emailAddress", "x@a.example")),
    making.seq(),
)


@pytest.mark.parametrize(
    "option", [None, "oneline", "RFC2253", "RFC2253,oid", "oneline,-esc_msb", "sep_semi_plus_space,lname,utf8"]
)
@pytest.mark.parametrize("name", NAMES)
def test_as_openssl_prints_them(name: bytes, option: str | None, tool: Callable[..., Outcome]) -> None:
    own = Key(key("P-256", "names"))
    one = making.certificate(subject=name, issuer=name, key=own, signer=own)
    words = ["-nameopt", option] if option else []
    real = tool("openssl", "x509", "-noout", "-subject", *words, stdin=pem(one)).stdout.rstrip("\n")
    shown = written(Certificate.read(one).subject, flags_of(option))
    assert real.partition("=")[2].strip() == shown.strip()


def test_a_name_that_cannot_be_read_is_shown_as_octets() -> None:
    from chainaudit.model.name import Name

    assert written(Name(b"\x02\x01\x05"), flags_of(None)) == "#020105"


def test_the_oldest_way_puts_commas_before_short_types_alone() -> None:
    name = making.name(("C", "DE"), ("CN", "x"), ("emailAddress", "x@a.example"))
    from chainaudit.model.name import Name

    assert written(Name(name), flags_of("compat")) == "C=DE, CN=x/emailAddress=x@a.example"
