"""Up to 3.1.3 a chain may end at any imported certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.app import registry
from chainaudit.judging.judge import judge
from chainaudit.profiles.transfer_cft_3_1 import PROFILE
from tests.validators.making import END, SECOND, authority, end, question

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict

C = authority("C")
B = authority("B", C)
A = end("a.example", B)


def verdict(*hosts: str, target: object = A, **asked: object) -> Verdict:
    asked.setdefault("presented", (target, B))
    asked.setdefault("anchors", (B,))
    return judge(question(target, hosts=hosts, **asked), [PROFILE], registry.checks()).verdicts[0]


def test_an_imported_intermediate_is_enough() -> None:
    """The example of the product's manual: A signed by B signed by C, and only B was imported."""
    assert verdict().accepted
    assert verdict(presented=(A,)).accepted
    assert verdict(anchors=(C,)).accepted


def test_an_authority_that_was_not_imported_is_unknown() -> None:
    said = verdict(anchors=(authority("Other"),))
    assert not said.accepted
    assert [(r.number, r.words) for r in said.reasons] == [(48, "SSL Handshake local error [UNKNOWN_CA] CR=48")]


def test_no_host_name_is_compared() -> None:
    assert verdict("another.example").accepted


def test_what_is_expired_is_refused_in_the_words_of_the_finding() -> None:
    said = verdict(moment=END + SECOND)
    assert not said.accepted
    assert said.reasons[0].number == 45
    assert said.reasons[0].words.startswith("A certificate has expired: it expired on 2027-01-01")


def test_small_keys_are_a_warning() -> None:
    weak = end("w.example", B, kind="RSA 1024")
    report = judge(question(weak, anchors=(B,), presented=(weak,)), [PROFILE], registry.checks())
    assert report.verdicts[0].accepted
    (finding,) = [f for f in report.findings if f.check == "keys.weak"]
    assert finding.severity.value == "warning"
