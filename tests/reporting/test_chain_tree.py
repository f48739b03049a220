"""The tree: each certificate with what is wrong with it, who it is to the verifier, and who was refused above it."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import judge
from chainaudit.model.format import Layout
from chainaudit.model.path import Anchor
from chainaudit.model.question import Target
from chainaudit.reporting.chain_tree import MAX_REFUSED, chain_tree
from chainaudit.reporting.paint import Paint
from tests import forge
from tests.facts import question

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)


def tree(
    target: forge.Forged,
    *pool: forge.Forged,
    anchors: tuple[forge.Forged, ...] = (ROOT,),
    presented: tuple[forge.Forged, ...] = (),
    columns: int = 200,
) -> list[str]:
    asked = question(target, untrusted=tuple(one.certificate for one in pool)).but(
        anchors=tuple(Anchor(one.certificate, source="trust.jks", alias="our root") for one in anchors),
        target=Target(target.certificate, tuple(one.certificate for one in presented)),
    )
    report = judge(asked, [chainaudit.profile("recommended")], chainaudit.checks())
    layout = Layout(columns=columns)
    return list(chain_tree(report, layout, Paint(layout)))


def test_the_target_is_on_top_and_each_issuer_below_it() -> None:
    lines = tree(LEAF, CA)
    heads = [line for line in lines if "CN=" in line]
    assert [line.strip() for line in heads] == ["CN=leaf.example", "└─ CN=Intermediate", "└─ CN=Root"]
    assert [len(line) - len(line.lstrip()) for line in heads] == [2, 5, 8]


def test_who_each_is_to_the_verifier() -> None:
    target, issuer, anchor = (line.strip() for line in tree(LEAF, CA)[1::2])
    assert target.startswith("EC P-256, until ")
    assert target.endswith("names leaf.example")
    assert issuer.endswith("not presented, found among the certificates given")
    assert anchor.endswith("trust anchor in trust.jks 'our root'")
    assert tree(LEAF, presented=(LEAF, CA))[3].strip().endswith("presented")


@pytest.mark.parametrize(("count", "told"), [(4, "n0, n1, n2, n3"), (6, "n0, n1, n2, n3 and 2 more"), (0, "")])
def test_names_are_shown_up_to_four(count: int, told: str) -> None:
    names = dict.fromkeys(("2.5.29.17",)) if not count else {}
    made = forge.issue(CA, names=tuple(f"n{n}" for n in range(count)), replace=names)
    line = tree(made, CA)[1]
    assert line.endswith(f"names {told}" if count else "no subject alternative names")


def test_what_is_wrong_stands_at_its_certificate() -> None:
    lines = tree(forge.issue(CA, end=forge.BEGIN), CA)
    (wrong,) = [number for number, line in enumerate(lines) if "validity.expired" in line]
    assert lines[wrong].strip().startswith("✗ validity.expired: ")
    assert wrong < next(number for number, line in enumerate(lines) if "CN=Intermediate" in line)
    assert "ended " in lines[1]


def test_an_issuer_that_is_not_there_is_named() -> None:
    lines = tree(LEAF, anchors=(forge.root("Stranger"),))
    assert [line.strip() for line in lines if "missing" in line] == ["└─ ✗ missing: CN=Intermediate"]


def test_a_root_that_nobody_trusts_is_told_as_one() -> None:
    lines = tree(LEAF, CA, ROOT, anchors=(forge.root("Stranger"),))
    assert lines[-1].strip().endswith("✗ this root is in no truststore that was given")


def test_those_that_looked_like_the_issuer_are_told_with_why_and_counted() -> None:
    wrong = [forge.root(use_key=forge.key(label=f"root {n}")) for n in range(MAX_REFUSED + 2)]
    lines = tree(LEAF, CA, anchors=tuple(wrong))
    refused = [line.strip() for line in lines if line.strip().startswith("not CN=Root: ")]
    assert len(refused) == MAX_REFUSED
    assert lines[-1].strip() == "and 2 more (--format json lists them)"


@pytest.mark.parametrize("columns", [60, 80])
def test_long_names_are_cut_at_the_columns(columns: int) -> None:
    long = forge.intermediate(ROOT, "x" * 300)
    lines = tree(forge.issue(long), long, columns=columns)
    (head,) = [line for line in lines if "xxx" in line and "CN=" in line]
    assert len(head) <= columns
    assert head.endswith("…")
