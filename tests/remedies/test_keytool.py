"""Stores that keytool keeps: what is told is typed into keytool itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from chainaudit.model.remedy import Action
from chainaudit.remedies.keytool import SYSTEM
from tests.remedies.desk import HOST, PASSWORD
from tests.remedies.hostile import VALUES
from tests.validators.making import MOMENT, authority, end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome
    from tests.remedies.desk import Desk
    from tests.validators.making import Made

FORMATS = ("JKS", "PKCS12")
LATER = MOMENT.replace(year=2046)


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("import-anchor", **VALUES)
    lines = SYSTEM.render(action)
    assert any(
        "keytool -importcert -alias example-root -file example-root.pem -keystore trust.jks" in line for line in lines
    )


def keystore(desk: Desk, tool: Callable[..., Outcome], store_format: str, leaf: Made, *issuers: Made) -> str:
    """Write a keystore with the key ``own`` and the chain that is given."""
    content = pkcs12.serialize_key_and_certificates(
        b"own", leaf.key, leaf.x509, [one.x509 for one in issuers], BestAvailableEncryption(PASSWORD.encode())
    )
    source: Path = desk.folder / desk.write("source", content)
    name = f"own.{store_format.lower()}"
    passwords = ("-srcstorepass", PASSWORD, "-deststorepass", PASSWORD)
    target = ("-destkeystore", desk.folder / name, "-deststoretype", store_format)
    tool("keytool", "-importkeystore", "-noprompt", "-srckeystore", source, *passwords, *target)
    return name


@pytest.mark.parametrize("store_format", FORMATS)
def test_an_issuer_comes_behind_all_that_the_entry_has(
    desk: Desk, tool: Callable[..., Outcome], store_format: str
) -> None:
    """Also behind an intermediate that is there; keytool takes a reply only where every certificate has its issuer."""
    lower = authority("Example Lower", desk.issuing, end=LATER)
    leaf = end(HOST, lower, names=(HOST,), end=LATER, kind="RSA 2048")
    store = keystore(desk, tool, store_format, leaf, lower)
    options = ("--store", store, "--password", f"pass:{PASSWORD}", "--truststore", "example-root.pem")
    assert "path.incomplete" in desk.judged(*options)
    append = SYSTEM.render(Action("append-issuer", store=store, alias="own", subject="CN=Example Issuing"))
    desk.type(append, f"{PASSWORD}\nyes\n")
    assert desk.judged(*options) == {}
