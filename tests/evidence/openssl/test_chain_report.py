from __future__ import annotations

from datetime import datetime, timezone

import pytest

from chainaudit.evidence.openssl.chain_report import MAX_LISTED, ChainReport
from tests.evidence.reading import causes, read
from tests.forge import intermediate, issue, root

ROOT = root()
ISSUING = intermediate(ROOT, "Issuing")
LEAF = issue(ISSUING, subject="gw.example.com")
LIST = """\
Certificate chain
 0 s:CN = gw.example.com
   i:CN = Issuing
   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256
   v:NotBefore: Jan  1 00:00:00 2026 GMT; NotAfter: Jan  1 00:00:00 2027 GMT
 1 s:CN = Issuing
   i:CN = Root
   a:PKEY: rsaEncryption, 1024 (bit); sigalg: RSA-SHA1
   v:NotBefore: Jan  1 00:00:00 2026 GMT; NotAfter: Jan  2 03:04:05 2027 GMT
---
"""
ERRORS = "CONNECTED(00000003)\ndepth=1 CN = Issuing\nverify error:num=20:unable to get local issuer certificate\n"


def report(text: str) -> ChainReport:
    taken = ChainReport()
    for line in text.splitlines():
        taken.take(line)
    return taken


def test_the_first_has_its_bytes_and_the_others_what_the_list_tells() -> None:
    leaf, issuing = report(LIST).presented([LEAF.certificate.der]) or ()
    assert leaf.der == LEAF.certificate.der
    assert (issuing.der, issuing.subject, issuing.issuer) == (None, "CN=Issuing", "CN=Root")
    assert (issuing.key_bits, issuing.digest) == (1024, "sha1")
    assert issuing.not_after == datetime(2027, 1, 2, 3, 4, 5, tzinfo=timezone.utc)


def test_with_all_bytes_they_come_in_the_order_of_the_list() -> None:
    chain = report(LIST).presented([ISSUING.certificate.der, LEAF.certificate.der]) or ()
    assert [each.der for each in chain] == [LEAF.certificate.der, ISSUING.certificate.der]


def test_the_list_without_bytes_stands_alone_and_one_of_others_counts_for_nothing() -> None:
    assert [each.subject for each in report(LIST).presented([]) or ()] == ["CN=gw.example.com", "CN=Issuing"]
    assert report(LIST).presented([ROOT.certificate.der]) is None
    assert report("no list").presented([LEAF.certificate.der]) is None


def test_what_is_no_line_of_the_list_is_left_alone() -> None:
    taken = report(LIST)
    assert not taken.take("   i am no issuer")
    assert not taken.take("Server certificate")
    assert not ChainReport().take("   i:CN = Nobody")


def test_a_list_without_end_is_cut() -> None:
    taken = report(" 0 s:CN = x\n   i:CN = x\n" * (2 * MAX_LISTED))
    assert len(taken.presented([]) or ()) == MAX_LISTED


@pytest.mark.parametrize(
    "encoded", ["", "Server certificate\n" + LEAF.pem.decode()], ids=["names", "the first in full"]
)
def test_an_issuer_that_is_listed_was_sent_though_its_bytes_are_not_printed(encoded: str) -> None:
    text = ERRORS + "---\n" + LIST + encoded + "---\n"
    assert [each.subject for each in read(text)[0].presented or ()] == ["CN=gw.example.com", "CN=Issuing"]
    assert causes(text) == ["unknown_ca"]
    alone = text.replace(LIST[LIST.index(" 1 s:") : LIST.index("---")], "")
    assert causes(alone) == ["incomplete_chain"]
