"""Several connections in one diagnosis: what a check left undecided for one of them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.diagnosis.diagnose import diagnose
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
