from __future__ import annotations

import pytest

from chainaudit.evidence.certificates import normal_name, same_name, see_certificate


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("C = ZZ, O = Evidence Test, CN = Root", "CN=Root,O=Evidence Test,C=ZZ"),
        ("/C=ZZ/O=Evidence Test/CN=Root/emailAddress=a@b", "emailAddress=a@b,CN=Root,O=Evidence Test,C=ZZ"),
        ('CN=Duke, O="Sun Microsystems, Inc.", C=US', "CN=Duke,O=Sun Microsystems\\, Inc.,C=US"),
        ("cn=ca,ou=ca,st=KA,c=IN", "CN=ca,OU=ca,ST=KA,C=IN"),
        ("C=ZZ, O=Foo, Inc., CN=bar", "CN=bar,O=Foo\\, Inc.,C=ZZ"),
        ("CN=Root,O=Evidence Test,C=ZZ", "CN=Root,O=Evidence Test,C=ZZ"),
        ("no name", "no name"),
    ],
)
def test_notations(text: str, normal: str) -> None:
    assert normal_name(text) == normal


def test_equal_names_in_other_words() -> None:
    assert same_name("CN=Root,O=A  B", "cn = root, o = a b")
    assert not same_name("CN=Root,O=A", "CN=Root")
    assert not same_name("", "")


def test_what_is_no_certificate_is_said_to_be_none() -> None:
    seen = see_certificate(b"not DER")
    assert seen.subject == "(not a certificate)"
    assert seen.fingerprint is not None
