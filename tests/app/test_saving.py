"""Certificates of peers on disk: marked, in order, never over another file, and none that was not there."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

import chainaudit
from chainaudit.app.saving import save_chain, save_missing, saved
from chainaudit.errors import UsageError
from chainaudit.model.report import Report
from chainaudit.model.store import Entry, EntryKind, Store
from tests.forge import Forged, intermediate, issue, root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOMENT = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
HOSTILE = "Evil\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


def presented(*chain: Forged) -> Store:
    certificates = tuple(one.certificate for one in chain)
    entry = Entry(EntryKind.CERTIFICATE, certificates=certificates)
    return Store("peer.example:443", "TLS", entries=(entry,), file_order=certificates)


class Pki:
    def __init__(self, subject: str = "Root") -> None:
        self.root = root(subject)
        self.middle = intermediate(self.root)
        self.leaf = issue(self.middle, subject="leaf", names=("peer.example",))

    def report(self, *chain: Forged, trusted: Forged | None = None) -> Report:
        return chainaudit.verify(
            presented=presented(*chain), truststores=[presented(trusted or root("Other"))], at=MOMENT
        )


@pytest.fixture(scope="module")
def pki() -> Pki:
    return Pki()


def names_in(path: Path, tool: Callable[..., Any]) -> list[str]:
    """The subjects of every certificate that OpenSSL finds in a file, in its order."""
    listed = tool("openssl", "storeutl", "-noout", "-text", "-certs", path).stdout
    return re.findall(r"Subject: (.*)", listed)


def test_the_chain_is_written_in_its_order_and_marked(pki: Pki, tmp_path: Path, tool: Callable[..., Any]) -> None:
    target = tmp_path / "chain.pem"
    save_chain(pki.report(pki.leaf, pki.root, pki.middle), str(target))
    subjects = names_in(target, tool)
    assert [re.sub(r".*CN ?= ?", "", subject) for subject in subjects] == [
        str(one.certificate.subject).removeprefix("CN=") for one in (pki.leaf, pki.root, pki.middle)
    ]
    text = target.read_text(encoding="utf-8")
    assert text.count("# UNVERIFIED: this certificate came over the network from peer.example:443.") == 3
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_fingerprint_is_the_one_that_openssl_shows(pki: Pki, tmp_path: Path, tool: Callable[..., Any]) -> None:
    target = tmp_path / "missing.pem"
    save_missing(pki.report(pki.leaf, pki.middle, pki.root), str(target))
    shown = tool("openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in", target).stdout
    assert f"# {shown.strip().partition('=')[2]}\n" in target.read_text(encoding="utf-8")
    assert str(pki.root.certificate.subject) in target.read_text(encoding="utf-8")


def test_a_name_cannot_put_another_certificate_into_the_file(tmp_path: Path, tool: Callable[..., Any]) -> None:
    pki = Pki(HOSTILE)
    target = tmp_path / "missing.pem"
    save_missing(pki.report(pki.leaf, pki.middle, pki.root), str(target))
    assert target.read_text(encoding="utf-8").count("\n-----BEGIN") == 1
    assert len(names_in(target, tool)) == 1


def test_nothing_is_missing_where_the_chain_is_accepted(pki: Pki, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the truststore lacks nothing"):
        save_missing(pki.report(pki.leaf, pki.middle, trusted=pki.root), str(tmp_path / "missing.pem"))
    assert not list(tmp_path.iterdir())


def test_a_root_that_was_not_sent_cannot_be_saved(pki: Pki, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"'{pki.root.certificate.subject}' is missing, and the peer did not send it"):
        save_missing(pki.report(pki.leaf, pki.middle), str(tmp_path / "missing.pem"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("save", [save_chain, save_missing])
def test_what_is_there_stays(pki: Pki, tmp_path: Path, save: Callable[[Report, str], None]) -> None:
    target = tmp_path / "there.pem"
    target.write_text("mine")
    with pytest.raises(UsageError, match="there already"):
        save(pki.report(pki.leaf, pki.middle, pki.root), str(target))
    assert target.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [target]


def test_without_a_chain_there_is_nothing_to_save(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no certificate was presented"):
        save_chain(Report(), str(tmp_path / "chain.pem"))


def test_what_cannot_be_saved_is_a_note_and_exit_code_2(pki: Pki, tmp_path: Path) -> None:
    report = pki.report(pki.leaf, pki.middle)
    chain, missing = tmp_path / "chain.pem", tmp_path / "missing.pem"
    told, code = saved(report, 1, str(chain), str(missing))
    assert code == 2
    assert chain.exists()
    assert not missing.exists()
    (note,) = (note for note in told.notes if note.startswith("NOT SAVED"))
    assert "--save-missing" in note
    assert told.targets == report.targets


def test_where_nothing_is_missing_that_is_no_fault(pki: Pki, tmp_path: Path) -> None:
    report = pki.report(pki.leaf, pki.middle, trusted=pki.root)
    told, code = saved(report, 0, None, str(tmp_path / "missing.pem"))
    assert code == 0
    assert any("the truststore lacks nothing" in note for note in told.notes)
    assert not list(tmp_path.iterdir())


def test_what_was_read_from_a_file_came_over_no_network(pki: Pki, tmp_path: Path) -> None:
    store = presented(pki.leaf, pki.middle).but(source="server.pem", format="PEM")
    save_chain(chainaudit.verify(presented=store, truststores=[presented(pki.root)], at=MOMENT), str(tmp_path / "c"))
    text = (tmp_path / "c").read_text()
    assert "taken from server.pem" in text
    assert "network" not in text


def test_what_is_saved_changes_neither_report_nor_code(pki: Pki, tmp_path: Path) -> None:
    report = pki.report(pki.leaf, pki.middle, trusted=pki.root)
    assert saved(report, 0, str(tmp_path / "chain.pem"), None) == (report, 0)
    assert saved(report, 1, None, None) == (report, 1)
