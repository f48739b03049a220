"""The status of a certificate cannot be told."""

from __future__ import annotations

import base64
import random
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.model import der, extension
from chainaudit.model.question import RevocationMode
from chainaudit.validators.revocation import signer
from chainaudit.validators.revocation.assessment import assess
from chainaudit.validators.revocation.fact import Status
from chainaudit.validators.revocation.unknown import CHECK
from tests import forge
from tests.forge_revocation import NOW, SECOND, UNKNOWN, asked, crl, entry, full_name, ocsp, point, points, scoped
from tests.validators.making import applies, doubts, findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Outcome


def test_every_certificate_below_the_anchor_needs_a_list() -> None:
    assert told(CHECK, asked(*PATH)) == [(0, "nothing-given"), (1, "nothing-given")]
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),))) == [(0, "nothing-given")]
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA)))) == []


def test_or_a_response() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA),))) == []


def test_the_target_alone_may_be_required() -> None:
    (doubt,) = doubts(CHECK, asked(*PATH, crls=(crl(CA),), mode=RevocationMode.REQUIRE_TARGET))
    assert (doubt.missing, doubt.why) == (True, f"nothing that was given speaks of '{CA.certificate.subject}'")
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), mode=RevocationMode.REQUIRE_TARGET)) == [(0, "nothing-given")]


def test_a_list_that_cannot_be_used_is_no_list() -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, spoil=True))))
    assert finding.variant == "unusable"
    assert finding.values["why"][0].startswith("crl-signature-invalid")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(1, 2, 3, 4)], [(0, "reasons-incomplete")], id="half"),
        pytest.param([(1, 2, 3, 4), (5, 6, 7)], [(0, "reasons-incomplete")], id="one-left"),
        pytest.param([(1, 2, 3, 4), (5, 6, 7, 8)], [], id="all"),
        pytest.param([(1, 2, 3, 4), ()], [], id="a-list-for-all"),
    ],
)
def test_lists_for_some_reasons_must_cover_all(parts: list[tuple[int, ...]], expected: list[tuple[int, str]]) -> None:
    lists = tuple(crl(CA, number=n, replace=scoped(reasons=one)) for n, one in enumerate(parts))
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), *lists))) == expected


def test_reasons_of_points_count_too() -> None:
    first, second = full_name("http://crl.example/a"), full_name("http://crl.example/b")
    leaf = forge.issue(CA, extra=points(point(first, (1, 2, 3, 4)), point(second, (5, 6, 7, 8))))
    one, other = (crl(CA, replace=scoped(name=name)) for name in (first, second))
    assert told(CHECK, asked(leaf, CA, ROOT, crls=(crl(ROOT), one))) == [(0, "reasons-incomplete")]
    assert told(CHECK, asked(leaf, CA, ROOT, crls=(crl(ROOT), one, other))) == []


def test_where_nothing_is_required_it_was_not_looked_at() -> None:
    nothing = doubts(CHECK, asked(*PATH, mode=RevocationMode.IF_GIVEN))
    assert [(d.missing, d.why) for d in nothing] == [(True, "no CRL and no OCSP response was given")]
    partly = doubts(CHECK, asked(*PATH, crls=(crl(CA),), mode=RevocationMode.IF_GIVEN))
    told_of = f"nothing that was given speaks of '{CA.certificate.subject}'"
    assert [(d.missing, d.why) for d in partly] == [(True, told_of)]


def test_switched_off_it_does_not_apply() -> None:
    assert not applies(CHECK, asked(*PATH, mode=RevocationMode.OFF))
    assert not applies(CHECK, asked(ROOT))


def test_a_search_for_signers_that_does_not_end_is_given_up() -> None:
    """Every signer's status needs another signer: the look-ups are counted, and the answer is no."""
    signers = [forge.intermediate(ROOT, "CA", use_key=forge.key("EC", f"signer {n}")) for n in range(9)]
    lists = tuple(crl(CA, number=n, signer=one) for n, one in enumerate(signers))
    roots = tuple(crl(ROOT, number=n, signer=one) for n, one in enumerate(signers))
    context = asked(*PATH, crls=(*lists, *roots), known=tuple(signers))
    assert {variant for _, variant in told(CHECK, context)} == {"unusable"}


def test_signatures_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit nothing is decided: an error where a status is required, and no clean report where it is not."""
    monkeypatch.setattr(signer, "MAX_SIGNATURE_CHECKS", 3)
    others = [forge.intermediate(ROOT, "CA", use_key=forge.key("EC", f"other {n}")) for n in range(4)]
    crls = (*(crl(CA, number=n, spoil=True) for n in range(2, 9)), crl(CA, number=1))
    required = asked(*PATH, crls=crls, known=tuple(others))
    assert (0, "limit") in told(CHECK, required)
    (doubt, _) = doubts(CHECK, asked(*PATH, crls=crls, known=tuple(others), mode=RevocationMode.IF_GIVEN))
    assert not doubt.missing
    assert "3" in doubt.why


# --- beside OpenSSL -------------------------------------------------------------------------------

KINDS: tuple[dict[str, Any] | None, ...] = (
    *({}, {}, {}, {}, None),
    *({"until": NOW - SECOND}, {"this": NOW + SECOND}, {"spoil": True}, {"extra": (UNKNOWN,)}),
    *({"replace": scoped(users=True)}, {"replace": scoped(cas=True)}, {"replace": scoped(attributes=True)}),
    *({"replace": scoped(reasons=(1, 2, 3))}, {"replace": scoped(name=full_name("http://a/"))}, {"until": None}),
)
"""What a CRL may be like; None: there is none."""


def pem(encoded: bytes) -> bytes:
    return b"-----BEGIN X509 CRL-----\n" + base64.encodebytes(encoded) + b"-----END X509 CRL-----\n"


FRESHEST = (extension.FRESHEST_CRL, False, der.encode(der.SEQUENCE, point(full_name("http://a/delta"))))
"""OpenSSL takes a delta CRL only where this says that there is one."""


def drawn(draw: random.Random) -> Iterator[bytes]:
    """Draw a CRL for every issuer, which lists what it issued or not, and perhaps a delta CRL."""
    for issuer, subject in ((ROOT, CA), (CA, LEAF)):
        kind = draw.choice(KINDS)
        if kind is None:
            continue
        listed = (subject,) if draw.random() < 0.2 else ()
        yield crl(issuer, *listed, **{**kind, "extra": (*kind.get("extra", ()), FRESHEST)})
        if draw.random() < 0.2 and "replace" not in kind:
            changed = entry(subject.certificate.serial_number, draw.choice((1, 8)))
            yield crl(issuer, *(changed for _ in range(draw.choice((0, 1)))), number=9, base=draw.choice((7, 7, 8)))


@pytest.mark.parametrize("seed", range(60))
def test_openssl_comes_to_the_same_verdict(seed: int, tool: Callable[..., Outcome], tmp_path: Path) -> None:
    crls = tuple(drawn(random.Random(seed)))  # noqa: S311 - a test that is the same every time
    (tmp_path / "crls").write_bytes(b"".join(pem(one) for one in crls) or pem(crl(forge.root("Nobody"))))
    for name, one in (("root", ROOT), ("ca", CA), ("leaf", LEAF)):
        (tmp_path / name).write_bytes(one.pem)
    said = tool(
        *("openssl", "verify", "-attime", str(int(NOW.timestamp())), "-crl_check", "-crl_check_all", "-extended_crl"),
        *("-use_deltas", "-CAfile", tmp_path / "root", "-untrusted", tmp_path / "ca", "-CRLfile", tmp_path / "crls"),
        tmp_path / "leaf",
        check=False,
    )
    ours = assess(asked(*PATH, crls=crls))
    assert (said.exit_code == 0) is all(one.status is Status.GOOD for one in ours), (said.stderr, ours)
    if "certificate revoked" in said.stderr:
        assert any(fact.kind == "revoked" for one in ours for fact in one.facts)
