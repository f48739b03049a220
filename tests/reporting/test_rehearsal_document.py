"""Rehearsals for a person: a table that fits the terminal, and each link that fails step by step."""

from __future__ import annotations

import pytest

from chainaudit.model.format import Layout
from chainaudit.model.rehearsal import Link, Party, Rehearsal, Step
from chainaudit.reporting.rehearsal_document import rehearsal_text

WHY = "the issuer of 'mine', 'CN=A Root With A Long Name', is not among the authorities that the server names"


def _played(name: str, refused_by: str | None) -> Rehearsal:
    client, server = Party("the-gateway-of-the-house", "java-25"), Party("the-backend-of-a-customer", "nginx")
    steps = (Step("client", "sends no certificate"), Step("server", f"refuses without an alert: {WHY}"))
    return Rehearsal(
        Link(name, client, server),
        steps=steps if refused_by else (),
        refused_by=refused_by,
        alert="certificate_unknown" if refused_by == "client" else None,
        reasons=(WHY,) if refused_by else (),
    )


TWO = (_played("southbound to the customer", "server"), _played("northbound", None), _played("third", "client"))


@pytest.mark.parametrize("columns", [80, 100, 120, 200])
def test_nothing_is_wider_than_the_terminal(columns: int) -> None:
    lines = rehearsal_text(TWO, Layout(columns=columns, colour=False)).splitlines()
    assert max(len(line.rstrip()) for line in lines) <= columns


@pytest.mark.parametrize(("columns", "told"), [(80, False), (130, True)])
def test_reasons_stand_in_the_table_where_there_is_room(columns: int, told: bool) -> None:
    head = rehearsal_text(TWO, Layout(columns=columns, colour=False)).splitlines()[0]
    assert head.split()[:4] == ["link", "client", "server", "outcome"]
    assert head.endswith("why") is told


def test_one_link_needs_no_table() -> None:
    text = rehearsal_text(TWO[:1], Layout(columns=100, colour=False))
    assert text.startswith("REFUSED by the server")
    assert "outcome" not in text


@pytest.mark.parametrize("columns", [100, 140, 200])
def test_no_word_of_the_table_is_torn_apart(columns: int) -> None:
    table = rehearsal_text(TWO, Layout(columns=columns, colour=False)).split("\n\n")[0]
    assert table.count("certificate_unknown") == 1
    for word in ("southbound", "northbound", "the-gateway-of-the-house", "the-backend-of-a-customer", "(java-25)"):
        assert word in table


def test_exceptions_of_java_stand_in_the_table_without_their_packages() -> None:
    said = "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find"
    link = Link("one", Party("c", "java-17"), Party("s", "openssl"))
    step = Step("client", f"refuses with certificate_unknown: {said}")
    played = Rehearsal(link, steps=(step,), refused_by="client", alert="certificate_unknown", reasons=(said,))
    table, _, steps = rehearsal_text([played, TWO[1]], Layout(columns=140, colour=False)).partition("\n\n")
    assert "SunCertPathBuilderException" in table
    assert "sun.security" not in table
    assert "sun.security.provider.certpath.SunCertPathBuilderException" in steps


def test_what_is_undecided_stands_apart_from_its_label() -> None:
    link = Link("handshake", Party("the client", "openssl"), Party("the server", "openssl"))
    played = Rehearsal(link, steps=(), refused_by=None, alert=None, reasons=(), undetermined="whom it trusts")
    assert "undecided: whom it trusts" in rehearsal_text([played], Layout(columns=100, colour=False))
