"""Several connections in one diagnosis: undecided checks, equal connections, what the evidence does not tell."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.diagnosis.diagnose import SEPARATE, diagnose
from chainaudit.app.diagnosis.join import EvidenceStores
from chainaudit.app.opening import open_store
from chainaudit.model.check import Outcome
from chainaudit.validators.validity.expired import CHECK
from tests.evidence.reading import SAMPLES, sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chainaudit.model.context import CertificateContext

CAPTURES = tuple(str(SAMPLES / name / "capture.pcap") for name in ("unknown_ca", "incomplete_chain"))


@pytest.fixture
def stores(tmp_path: Path) -> EvidenceStores:
    """A truststore that knows neither chain."""
    from tests.forge import root

    path = tmp_path / "trust.pem"
    path.write_bytes(root().pem)
    return EvidenceStores(truststores=(open_store(path),))


@pytest.mark.parametrize("order", [CAPTURES, CAPTURES[::-1]])
def test_an_undetermined_check_of_one_connection_stays_undetermined(
    order: tuple[str, ...], stores: EvidenceStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    presented = sample("unknown_ca/capture.pcap")[0].presented or ()
    broken = {each.fingerprint for each in presented}
    real = CHECK.find

    def find(context: CertificateContext) -> Iterator[Any]:
        if context.certificate.fingerprint in broken:
            raise LookupError
        yield from real(context)

    assert diagnose(order, stores=stores).outcomes[CHECK.id] is Outcome.PASSED
    monkeypatch.setattr(CHECK, "find", find)
    assert diagnose(order, stores=stores).outcomes[CHECK.id] is Outcome.UNDETERMINED


FAILED = "CONNECTED(00000003)\ndepth=0 CN = {}\nverify error:num=18:self-signed certificate\n---\n"


@pytest.mark.parametrize(("count", "told"), [(SEPARATE, SEPARATE), (SEPARATE + 1, 1)])
def test_equal_connections_are_told_together_where_there_are_many(count: int, told: int, tmp_path: Path) -> None:
    path = tmp_path / "many.log"
    path.write_text(FAILED.format("x") * count)
    report = diagnose([str(path)])
    assert (len(report.conclusions), sum(each.count for each in report.conclusions)) == (told, count)
    assert report.sources[0].connections == count
    assert {each.diagnosis.cause for each in report.conclusions} == {"self_signed"}
    assert report.conclusions[0].labels[0] == "line 1"


def test_different_connections_are_not(tmp_path: Path) -> None:
    path = tmp_path / "many.log"
    refused = (
        "CONNECTED(00000003)\nerror:0A000410:SSL routines::ssl/tls alert handshake failure:SSL alert number 40\n---\n"
    )
    path.write_text(FAILED.format("x") * SEPARATE + refused * 3)
    report = diagnose([str(path)])
    assert sorted(each.count for each in report.conclusions) == [3, SEPARATE]


def test_the_host_and_the_moment_that_were_given_stand_in_for_what_is_not_told(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 21, tzinfo=timezone.utc)
    path = tmp_path / "a.log"
    path.write_text(FAILED.format("x"))
    given = diagnose([str(path)], at=moment, stores=EvidenceStores(host="h.test")).conclusions[0].diagnosis.connection
    assert (given.expected_host, given.moment, given.moment_is_assumed) == ("h.test", moment, True)
    path.write_text("$ openssl s_client -connect a.test:443\n" + FAILED.format("x"))
    own = diagnose([str(path)], at=moment, stores=EvidenceStores(host="h.test")).conclusions[0].diagnosis.connection
    assert own.expected_host == "a.test"


def test_what_cannot_be_read_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    report = diagnose([str(tmp_path / "none"), CAPTURES[0]])
    assert [bool(each.error) for each in report.sources] == [True, False]
    assert not report.is_complete
    assert report.failed
