"""Certificates known by description only: dates and names."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from chainaudit.model.check import Undetermined
from chainaudit.model.context import StoreContext, StoreRole
from chainaudit.model.finding import Finding, Severity
from chainaudit.model.store import CertificateDescription, Entry, EntryKind, Store
from chainaudit.validators.store.described_certificate import CHECK

MOMENT = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
SECOND = timedelta(seconds=1)


def told(subject: str, issuer: str, **more: Any) -> CertificateDescription:
    return CertificateDescription(subject=subject, issuer=issuer, subject_key=(subject,), issuer_key=(issuer,), **more)


def found(*chain: CertificateDescription, has_key: bool = True) -> list[str]:
    entry = Entry(EntryKind.PRIVATE_KEY, alias="a", has_private_key=has_key, described=chain)
    context = StoreContext(Store("x.json", "Apigee", entries=(entry,)), StoreRole.IDENTITY, MOMENT)
    assert CHECK.applies is not None
    assert CHECK.applies(context)
    items = list(CHECK.find(context))
    assert isinstance(items[-1], Undetermined)
    assert items[-1].missing
    return [item.variant for item in items if isinstance(item, Finding)]


def test_a_whole_chain_that_is_valid_passes() -> None:
    assert found(told("leaf", "ca"), told("ca", "root")) == []


def test_the_last_second_counts_and_the_next_does_not() -> None:
    assert found(told("leaf", "leaf", not_before=MOMENT, not_after=MOMENT)) == []
    assert found(told("leaf", "leaf", not_after=MOMENT - SECOND)) == ["expired"]
    assert found(told("leaf", "leaf", not_before=MOMENT + SECOND)) == ["not-yet-valid"]


def test_a_wrong_order_and_a_gap_are_told_apart() -> None:
    assert found(told("leaf", "ca"), told("root", "root"), told("ca", "root")) == ["order", "gap"]
    assert found(told("leaf", "ca"), told("root", "root")) == ["gap"]


def test_a_key_whose_certificate_stands_alone_is_a_warning() -> None:
    entry = Entry(EntryKind.PRIVATE_KEY, alias="a", has_private_key=True, described=(told("leaf", "ca"),))
    context = StoreContext(Store("x.json", "Apigee", entries=(entry,)), StoreRole.IDENTITY, MOMENT)
    finding = next(iter(CHECK.find(context)))
    assert isinstance(finding, Finding)
    assert (finding.variant, finding.severity, finding.store, finding.alias) == (
        "alone",
        Severity.WARNING,
        "x.json",
        "a",
    )
    assert found(told("root", "root")) == []
    assert found(told("leaf", "ca"), has_key=False) == []


def test_other_stores_are_not_looked_at() -> None:
    assert CHECK.applies is not None
    assert not CHECK.applies(StoreContext(Store("x", "PEM"), StoreRole.IDENTITY, MOMENT))
