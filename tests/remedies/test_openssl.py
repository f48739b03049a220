from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.model.remedy import Action
from chainaudit.remedies.openssl import SYSTEM
from tests.remedies.desk import HOST
from tests.remedies.hostile import VALUES
from tests.validators.making import MOMENT, authority, end

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Outcome
    from tests.remedies.desk import Desk


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any("(echo; openssl x509 -in example-root.pem) >> trust.jks" in line for line in lines)


def test_an_address_is_asked_for_as_an_address() -> None:
    for host, name in (
        ("a.example", "DNS:a.example"),
        ("192.0.2.7", "IP:192.0.2.7"),
        ("2001:db8::1", "IP:2001:db8::1"),
    ):
        lines = SYSTEM.render(Action("reissue", host=host))
        assert any(f"subjectAltName={name} " in line for line in lines), lines


@pytest.mark.parametrize("end_of_line", [b"\n", b""], ids=["ended", "not ended"])
def test_an_issuer_comes_behind_the_chain_beside_its_key(desk: Desk, end_of_line: bytes) -> None:
    store = desk.write("server.pem", desk.key + desk.leaf.pem.rstrip() + end_of_line)
    options = ("--store", store, "--truststore", "example-root.pem")
    desk.type(desk.judged(*options)["path.incomplete"])
    assert desk.judged(*options) == {}


@pytest.mark.parametrize("end_of_line", [b"\n", b""], ids=["ended", "not ended"])
def test_a_root_comes_beside_the_anchors_that_are_there(desk: Desk, end_of_line: bytes) -> None:
    store = desk.write("trust.pem", authority("Other").pem.rstrip() + end_of_line)
    options = ("--presented", "fullchain.pem", "--truststore", store)
    desk.type(desk.judged(*options)["trust.gap"])
    assert desk.judged(*options) == {}


def test_a_request_asks_for_what_the_certificate_lacks(desk: Desk, tool: Callable[..., Outcome]) -> None:
    """The usages that it has stay; the key is that of the file where it is not at fault."""
    leaf = end(HOST, desk.issuing, names=(HOST,), usages=("1.3.6.1.5.5.7.3.2",), end=MOMENT.replace(year=2046))
    key = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    store = desk.write("server.pem", key + leaf.pem + desk.issuing.pem)
    desk.type(desk.judged("--store", store, "--truststore", "example-root.pem")["usage.server-auth-missing"])
    request = tool("openssl", "req", "-in", desk.folder / "request.csr", "-noout", "-text", "-verify").stdout
    assert "TLS Web Client Authentication, TLS Web Server Authentication" in request
    assert f"DNS:{HOST}" in request
    request_key = tool("openssl", "req", "-in", desk.folder / "request.csr", "-noout", "-pubkey").stdout
    assert request_key == tool("openssl", "x509", "-in", desk.folder / store, "-noout", "-pubkey").stdout


def test_a_weak_key_is_not_asked_for_again(desk: Desk, tool: Callable[..., Outcome]) -> None:
    names = ("other.example", HOST, "IP:192.0.2.1", "email:a@b.example")
    leaf = end(HOST, desk.issuing, names=names, kind="RSA 1024", end=MOMENT.replace(year=2046))
    key = leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    store = desk.write("server.pem", key + leaf.pem + desk.issuing.pem)
    desk.type(desk.judged("--store", store, "--truststore", "example-root.pem")["keys.weak"])
    request = tool("openssl", "req", "-in", desk.folder / "request.csr", "-noout", "-text", "-verify").stdout
    assert "(3072 bit)" in request
    assert f"DNS:other.example, DNS:{HOST}, IP Address:192.0.2.1\n" in request


def test_what_a_peer_sends_is_completed_from_what_it_sends() -> None:
    known = Action("append-issuer", subject="CN=Example Issuing", host=HOST, port="8443")
    fetched = SYSTEM.render(known)
    assert any(f"s_client -connect {HOST}:8443" in line and line.endswith("> chain.pem") for line in fetched)
    unknown = SYSTEM.render(Action("append-issuer", subject="CN=Example Issuing"))
    for lines in (fetched, unknown):
        assert "(echo; openssl x509 -in example-issuing.pem) >> chain.pem" in lines
        assert not any("leaf.pem" in line for line in lines)
    assert any(line.startswith("# chain.pem stands for the file") for line in unknown)


@pytest.mark.parametrize("end_of_line", [b"\n", b""], ids=["ended", "not ended"])
def test_a_key_comes_to_its_certificates(desk: Desk, end_of_line: bytes) -> None:
    store = desk.write("server.pem", (desk.leaf.pem + desk.issuing.pem).rstrip() + end_of_line)
    options = ("--store", store, "--truststore", "example-root.pem")
    desk.type(desk.judged(*options)["keys.private-key-missing"])
    assert desk.judged(*options) == {}
    assert (desk.folder / store).stat().st_mode & 0o077 == 0


def test_an_empty_file_is_filled(desk: Desk) -> None:
    for name, option in (("server.pem", "--store"), ("trust.pem", "--truststore")):
        desk.write(name, b"")
        others = ("--presented", "fullchain.pem") if option == "--truststore" else ("--truststore", "example-root.pem")
        desk.write("chain.pem", desk.leaf.pem + desk.issuing.pem)
        desk.write("issuer.pem", desk.root.pem)
        desk.type(desk.judged(option, name, *others, is_judged=False)["store.empty"])
        assert desk.judged(option, name, *others) == {}


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action("import-key", store="a.pem"), "cat key.pem chain.pem > identity.pem"),
        (Action("import-key", store="a.pem", key_missing="yes"), "(echo; cat key.pem) >> a.pem"),
        (Action("import-key", store="a.pem", all_missing="yes"), "cat key.pem chain.pem > a.pem"),
    ],
)
def test_a_key_is_put_where_none_is(action: Action, expected: str) -> None:
    """A second key is never put behind another: programs take the first."""
    writing = [line for line in SYSTEM.render(action) if ">" in line]
    assert writing == [expected]
