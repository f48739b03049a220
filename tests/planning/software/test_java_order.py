"""The order of entries, compared with what Java's own key manager answers for the same keystores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from chainaudit.app.opening import open_store
from chainaudit.model.store import Entry, EntryKind
from chainaudit.planning.software.java_order import in_key_manager_order
from tests.validators.making import end

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ASKS: Final = """
import java.io.File; import java.security.KeyStore; import javax.net.ssl.*;
public class Asks {
    public static void main(String[] stores) throws Exception {
        for (String store : stores) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(KeyStore.getInstance(new File(store), "changeit".toCharArray()), "changeit".toCharArray());
            X509ExtendedKeyManager manager = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
            String[] kinds = {"EC", "RSA"};
            StringBuilder line = new StringBuilder();
            for (String kind : kinds) {
                String[] found = manager.getClientAliases(kind, null);
                if (found != null) line.append(String.join(" ", found)).append(' ');
            }
            System.out.println(line.append("| ").append(manager.chooseEngineClientAlias(kinds, null, null)));
        }
    }
}
"""
STORES: Final = (
    (("cexp", "P-256"), ("cli", "P-256")),
    (("server", "RSA 2048"), ("client", "RSA 2048"), ("old", "RSA 2048"), ("new", "RSA 2048")),
    (("a-rsa", "RSA 2048"), ("b-ec", "P-256")),
    tuple((f"entry-{number}", "P-256") for number in range(13)),
    (("Müller", "P-256"), ("GATEWAY", "P-256"), ("x" * 60, "P-256"), ("2026", "P-256")),
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A PKCS 12 for each row, put together from what one writer makes of each entry."""
    return [_store(tmp_path_factory.mktemp("order") / "mine.p12", row) for row in STORES]


def _store(path: Path, row: tuple[tuple[str, str], ...]) -> Path:
    from chainaudit import write_store
    from chainaudit.model.store import Store

    entries: list[Entry] = []
    for position, (alias, kind) in enumerate(row):
        made = end(f"entry-{position}.example", kind=kind)
        one = path.with_name(f"{position}.p12")
        data = pkcs12.serialize_key_and_certificates(alias.encode(), made.key, made.x509, None, NoEncryption())
        one.write_bytes(data)
        (entry,) = open_store(one).entries
        entries.append(entry.but(position=position))
    write_store(Store(str(path), "PKCS12", entries=tuple(entries)), str(path), password="changeit")
    return path


def test_it_is_the_order_of_the_key_manager(stores: list[Path], tool: Callable[..., Any], tmp_path: Path) -> None:
    program = tmp_path / "Asks.java"
    program.write_text(ASKS, encoding="utf-8")
    said = tool("java", "-Dstdout.encoding=UTF-8", program, *stores)
    lines = said.stdout.splitlines()
    for path, line in zip(stores, lines, strict=True):
        listed, _, chosen = line.partition("| ")
        ours = [entry.alias for entry in in_key_manager_order(open_store(path, password="changeit").entries)]
        assert [str(alias).lower() for alias in ours] == listed.split()
        assert str(ours[0]).lower() == chosen


def test_without_aliases_the_order_of_the_file_is_all_there_is() -> None:
    entries = [Entry(EntryKind.PRIVATE_KEY, position=position) for position in range(3)]
    assert in_key_manager_order(entries) == entries
