"""Stores completed from paths: what OpenSSL did not verify before, it verifies afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.app.complete import complete
from chainaudit.app.convert import write_store
from chainaudit.app.passwords import Passwords
from chainaudit.errors import StoreError, StoreErrorKind, UsageError
from tests.forge import MOMENT, Forged, intermediate, issue, root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOT = root()
UPPER = intermediate(ROOT, "Upper")
LOWER = intermediate(UPPER, "Lower")
LEAF = issue(LOWER, names=("leaf.example",))


def key_of(made: Forged) -> bytes:
    octets: bytes = made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return octets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A leaf with its key and nothing else, and the others, each in a file."""
    (tmp_path / "leaf.pem").write_bytes(key_of(LEAF) + LEAF.pem)
    for name, part in (("root", ROOT), ("upper", UPPER), ("lower", LOWER)):
        (tmp_path / f"{name}.pem").write_bytes(part.pem)
    return tmp_path


def test_openssl_verifies_what_was_completed(folder: Path, tool: Callable[..., Any]) -> None:
    def verifies(path: Path) -> bool:
        done = tool("openssl", "verify", "-attime", str(int(MOMENT.timestamp())), "-CAfile", folder / "root.pem",
                    "-untrusted", path, path, check=False)  # fmt: skip
        return bool(done.exit_code == 0)

    assert not verifies(folder / "leaf.pem")
    done = complete(
        str(folder / "leaf.pem"),
        truststores=[str(folder / "root.pem")],
        untrusted=[str(folder / "upper.pem"), str(folder / "lower.pem")],
        at=MOMENT,
    )
    assert (done.missing, done.notes) == ((), ())
    write_store(done.store, str(folder / "new.pem"))
    assert verifies(folder / "new.pem")
    assert (folder / "new.pem").read_text().count("BEGIN CERTIFICATE") == 3, "the root is left out"


def test_the_root_is_put_in_where_it_is_asked_for(folder: Path) -> None:
    done = complete(
        str(folder / "leaf.pem"),
        truststores=[str(folder / "root.pem")],
        untrusted=[str(folder / "upper.pem"), str(folder / "lower.pem")],
        include_root=True,
        at=MOMENT,
    )
    (entry,) = done.store.entries
    assert entry.certificates == tuple(one.certificate for one in (LEAF, LOWER, UPPER, ROOT))


def test_what_is_not_found_is_named(folder: Path) -> None:
    done = complete(
        str(folder / "leaf.pem"), truststores=[str(folder / "root.pem")], untrusted=[str(folder / "lower.pem")]
    )
    assert done.missing == ("CN=Upper",)


def test_passwords_open_each_store(folder: Path, tool: Callable[..., Any]) -> None:
    paths = {}
    for name in ("leaf", "root", "lower"):
        paths[name] = str(folder / f"{name}.p12")
        keys = ("-inkey", folder / "leaf.pem") if name == "leaf" else ("-nokeys",)
        tool("openssl", "pkcs12", "-export", "-in", folder / f"{name}.pem", *keys, "-name", name,
             "-out", paths[name], "-passout", f"pass:of-{name}")  # fmt: skip
    passwords = Passwords("of-leaf", truststores={None: "of-root"}, untrusted={paths["lower"]: "of-lower"})
    done = complete(
        paths["leaf"],
        truststores=[paths["root"]],
        untrusted=[paths["lower"], str(folder / "upper.pem")],
        passwords=passwords,
    )
    assert done.missing == ()
    with pytest.raises(StoreError) as refused:
        complete(paths["leaf"], truststores=[paths["root"]], passwords=Passwords("of-leaf"))
    assert refused.value.kind is StoreErrorKind.PASSWORD_NEEDED
    assert "--truststore-password" in str(refused.value)


def test_a_store_without_certificates_helps_nobody(folder: Path) -> None:
    (folder / "key.pem").write_bytes(key_of(LEAF))
    with pytest.raises(StoreError, match="holds no certificate"):
        complete(str(folder / "leaf.pem"), truststores=[str(folder / "root.pem")], untrusted=[str(folder / "key.pem")])


def test_an_alias_that_is_not_there(folder: Path) -> None:
    with pytest.raises(UsageError, match="has no alias 'none'"):
        complete(str(folder / "leaf.pem"), truststores=[str(folder / "root.pem")], alias="none")
