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


_UMLAUTS = "CN=Wurzel \u0141\u00f3d\u017a \u20ac,O=M\u00fcller & S\u00f6hne GmbH\\, IT,C=DE"


@pytest.mark.parametrize(
    "text",
    [
        r'C = DE, O = "M\C3\BCller & S\C3\B6hne GmbH, IT", CN = Wurzel \C5\81\C3\B3d\C5\BA \E2\82\AC',
        r"CN=Wurzel \C5\81\C3\B3d\C5\BA \E2\82\AC,O=M\C3\BCller & S\C3\B6hne GmbH\, IT,C=DE",
        r"/C=DE/O=M\xC3\xBCller & S\xC3\xB6hne GmbH, IT/CN=Wurzel \xC5\x81\xC3\xB3d\xC5\xBA \xE2\x82\xAC",
        r'C = DE, O = "M\FCller & S\F6hne GmbH, IT", CN = Wurzel \U0141\F3d\U017A \U20AC',
        r"C=DE,O=M\FCller & S\F6hne GmbH\, IT,CN=Wurzel \U0141\F3d\U017A \U20AC",
        'CN=Wurzel \u0141\u00f3d\u017a \u20ac, O="M\u00fcller & S\u00f6hne GmbH, IT", C=DE',
    ],
)
def test_letters_that_are_not_ascii_are_read_as_openssl_and_java_write_them(text: str) -> None:
    assert normal_name(text) == _UMLAUTS
    assert normal_name(normal_name(text)) == _UMLAUTS


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        (
            r"/O=\x00M\x00\xFC\x00l\x00l\x00e\x00r\x00 \x01A\x00\xF3\x00d\x01z/CN=Ca",
            "CN=Ca,O=M\u00fcller \u0141\u00f3d\u017a",
        ),
        (r'/O=DOM\DEuser "x" \+y;<z>#/CN=Ca', r"CN=Ca,O=DOM\\DEuser \"x\" \+y\;\<z\>#"),
        (r'O = "DOM\\DEuser \"x\" +y;<z>#", CN = Ca', r"CN=Ca,O=DOM\\DEuser \"x\" \+y\;\<z\>#"),
        (r"O=a\0Ab\W0001F600\UD800,CN=Ca", "CN=Ca,O=a\\0Ab\U0001f600\ufffd"),
    ],
    ids=["BMPString in one line", "a backslash in one line", "a backslash in quotes", "control and other characters"],
)
def test_backslashes_are_read_as_the_notation_means_them(text: str, normal: str) -> None:
    assert normal_name(text) == normal
    assert normal_name(normal) == normal


def test_letters_that_a_log_lost_are_no_other_name() -> None:
    """Java without a locale prints a question mark for each letter that is not ASCII."""
    lost = 'CN=Wurzel ??d? ?, O="M?ller & S?hne GmbH, IT", C=DE'
    assert same_name(lost, _UMLAUTS)
    assert same_name(_UMLAUTS, lost)
    assert not same_name(lost, _UMLAUTS.replace("hne", "hn"))
    assert not same_name("CN=M\u00fcller", "CN=M\u00f6ller")
    assert not same_name("CN=M?ller", "CN=Miller")


def test_equal_names_in_other_words() -> None:
    assert same_name("CN=Root,O=A  B", "cn = root, o = a b")
    assert not same_name("CN=Root,O=A", "CN=Root")
    assert not same_name("", "")


def test_what_is_no_certificate_is_said_to_be_none() -> None:
    seen = see_certificate(b"not DER")
    assert seen.subject == "(not a certificate)"
    assert seen.fingerprint is not None
