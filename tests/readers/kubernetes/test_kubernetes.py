"""Kubernetes Secrets: what kubectl and Helm print, and what hostile files do."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.opening import Access, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model.reader import Limits
from chainaudit.model.store import EntryKind, Integrity
from chainaudit.readers.kubernetes import kubernetes
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from chainaudit.model.store import Store
    from tests.readers.conftest import Expected

FILES = ("k8s_list.yaml", "k8s_opaque_jks.json", "k8s_tls_secret.json", "k8s_tls_secret.yaml")


def _read(data: bytes | dict[str, Any], password: str | None = None) -> Store:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return read_bytes(content, "secret", Access(password))


@pytest.mark.parametrize("name", FILES)
def test_entries_are_those_that_were_put_in(expected: dict[str, Expected], name: str) -> None:
    row = expected[name]
    data = row.path.read_bytes()
    assert kubernetes.sniff(data) == 97
    row.assert_agrees(_read(data))


@pytest.fixture
def parts(expected: dict[str, Expected]) -> dict[str, bytes]:
    """Return the decoded values of a kubernetes.io/tls Secret."""
    data = json.loads(expected["k8s_tls_secret.json"].path.read_bytes())["data"]
    return {name: base64.b64decode(value) for name, value in data.items()}


def _secret(values: dict[str, bytes], kind: str = "Secret", field: str = "data", **more: Any) -> dict[str, Any]:
    plain = field == "stringData" or kind == "ConfigMap"
    encoded = {name: value.decode() if plain else base64.b64encode(value).decode() for name, value in values.items()}
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": "n"}, field: encoded, **more}


def _shape(store: Store) -> list[tuple[str | None, str, int, bool | None]]:
    return [(e.alias, e.kind.value, len(e.certificates), e.key_matches_certificate) for e in store.entries]


def test_string_data_and_opaque_pairs_by_name(parts: dict[str, bytes]) -> None:
    values = {"server-cert.pem": parts["tls.crt"], "server-key.pem": parts["tls.key"], "ca.pem": parts["ca.crt"]}
    for field in ("data", "stringData"):
        store = _read(_secret(values, field=field, type="Opaque"))
        assert _shape(store) == [
            ("server-cert.pem", "private-key", 2, True),
            ("ca.pem", "trusted-certificate", 1, None),
        ]


def test_string_data_goes_before_data(parts: dict[str, bytes]) -> None:
    secret = _secret({"tls.crt": parts["ca.crt"]})
    secret["stringData"] = {"tls.crt": parts["tls.crt"].decode()}
    assert _shape(_read(secret)) == [("tls.crt", "certificate", 1, None), ("tls.crt", "certificate", 1, None)]


def test_a_list_and_several_documents_are_read_whole(parts: dict[str, bytes]) -> None:
    one, other = _secret(parts, type="kubernetes.io/tls"), _secret({"bundle.crt": parts["ca.crt"]}, "ConfigMap")
    told = [
        ("tls.crt", "private-key", 2, True),
        ("ca.crt", "trusted-certificate", 1, None),
        ("bundle.crt", "trusted-certificate", 1, None),
    ]
    assert _shape(_read({"apiVersion": "v1", "kind": "List", "items": [one, other]})) == told
    documents = "---\n# Source: chart/templates/secret.yaml\n" + json.dumps(one) + "\n---\n\n---\n" + json.dumps(other)
    assert _shape(_read(documents.encode())) == told
    assert _shape(_read((json.dumps(one) + "\n" + json.dumps(other)).encode())) == told


def test_items_of_a_secret_list_need_no_kind(parts: dict[str, bytes]) -> None:
    item = _secret({"ca.crt": parts["ca.crt"]})
    del item["kind"]
    store = _read({"kind": "SecretList", "apiVersion": "v1", "items": [item]})
    assert _shape(store) == [("ca.crt", "trusted-certificate", 1, None)]


def test_base64_in_lines_and_utf16_as_powershell_writes_it(parts: dict[str, bytes]) -> None:
    lines = base64.encodebytes(parts["ca.crt"]).decode().replace("\n", "\n    ")
    text = f"apiVersion: v1\nkind: Secret\ndata:\n  ca.crt: |\n    {lines}\n"
    told = [("ca.crt", "trusted-certificate", 1, None)]
    assert _shape(_read(text.encode())) == told
    assert _shape(_read(("\ufeff" + text).encode("utf-16-le"))) == told
    assert _shape(_read(("\ufeff" + text).encode("utf-8"))) == told


def test_a_key_that_does_not_belong_to_the_certificate_beside_it(parts: dict[str, bytes], tool: Any) -> None:
    other = tool("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256").stdout.encode()
    store = _read(_secret({"tls.crt": parts["tls.crt"], "tls.key": other}, type="kubernetes.io/tls"))
    assert _shape(store) == [("tls.crt", "private-key", 2, False)]


def test_what_a_tls_secret_lacks_is_told(parts: dict[str, bytes]) -> None:
    store = _read(_secret({"tls.crt": parts["tls.crt"], "tls.key": b""}, type="kubernetes.io/tls"))
    assert [entry.kind for entry in store.entries] == [EntryKind.CERTIFICATE] * 2
    assert store.notes == ("Secret n is of type kubernetes.io/tls and has no tls.key.",)
    lonely = _read(_secret({"tls.key": parts["tls.key"]}, type="kubernetes.io/tls"))
    assert _shape(lonely) == [("tls.key", "private-key", 0, None)]


def test_a_value_that_is_no_base64_does_not_hide_the_others(parts: dict[str, bytes]) -> None:
    secret = _secret({"ca.crt": parts["ca.crt"]})
    secret["data"]["tls.crt"] = "not base64!"
    store = _read(secret)
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert "tls.crt" in store.problem.message
    assert len(store.entries) == 1


def test_a_keystore_is_opened_with_the_password_beside_it_or_in_another_secret(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    keystore = _secret({"keystore.bks": row.path.read_bytes()})
    beside = _secret({"keystore.bks": row.path.read_bytes(), "storePassword": b"changeit\n"})
    apart = {"kind": "List", "apiVersion": "v1", "items": [keystore, _secret({"password": b"changeit"})]}
    for document in (beside, apart):
        store = _read(document)
        row.assert_agrees(store)
        assert store.integrity is Integrity.VERIFIED
    closed = _read(keystore)
    assert closed.integrity is Integrity.UNCHECKED
    assert _read(keystore, "changeit").integrity is Integrity.VERIFIED


def test_no_password_is_told(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    store = _read(_secret({"keystore.bks": row.path.read_bytes(), "password": b"hunter2-wrong"}))
    told = repr(store) + repr(store.problem) + "".join(store.notes) + "".join(map(repr, store.entries))
    assert "hunter2" not in told


def _kind(data: bytes) -> StoreErrorKind:
    problem = _read(data).problem
    assert problem is not None
    return problem.kind


HEAD = b"apiVersion: v1\nkind: Secret\ndata:\n"


def test_hostile_yaml_is_refused_in_time() -> None:
    bomb = HEAD + b"  a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 30):
        bomb += b"  a%d: &a%d [%s]\n" % (level, level, b", ".join([b"*a%d" % (level - 1)] * 9))
    assert _kind(bomb) is StoreErrorKind.NOT_A_STORE
    merge = HEAD + b"  m0: &m0 {x: y}\n"
    for level in range(1, 30):
        merge += b"  m%d: &m%d {<<: [%s]}\n" % (level, level, b", ".join([b"*m%d" % (level - 1)] * 9))
    assert _kind(merge) is StoreErrorKind.NOT_A_STORE
    assert _kind(HEAD + b"  x: " + b"- " * 200_000) in (StoreErrorKind.TOO_EXPENSIVE, StoreErrorKind.MALFORMED)
    assert _kind(HEAD + b"  x: " + b"[" * 200_000) in (StoreErrorKind.TOO_EXPENSIVE, StoreErrorKind.MALFORMED)
    assert _kind(b'{"apiVersion":"v1","kind":"Secret","data":' + b"[" * 200_000) in (
        StoreErrorKind.TOO_EXPENSIVE,
        StoreErrorKind.MALFORMED,
    )
    assert _kind(HEAD + b"  x: *nowhere\n") is StoreErrorKind.NOT_A_STORE
    assert _kind(HEAD + b"  x: {{ .Values.tls }}\n  y: }\n") is StoreErrorKind.MALFORMED


def test_a_list_that_holds_itself_ends() -> None:
    data = b"apiVersion: v1\nkind: List\nitems: &all\n- apiVersion: v1\n  kind: List\n  items: *all\n"
    assert _kind(data) is StoreErrorKind.TOO_EXPENSIVE


def test_objects_without_values_are_empty() -> None:
    assert _kind(json.dumps(_secret({})).encode()) is StoreErrorKind.EMPTY


def test_objects_without_certificates_are_no_store(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(_secret({"token": b"abc"})), encoding="utf-8")
    assert _kind((tmp_path / "x.json").read_bytes()) is StoreErrorKind.NOT_A_STORE


def test_what_a_person_may_type_between_values_is_left_aside(parts: dict[str, bytes]) -> None:
    secret = _secret({"ca.crt": parts["ca.crt"]})
    secret["data"]["number"] = 7
    secret["data"]["token"] = base64.b64encode(b"a token").decode()
    secret["data"]["pass.bin"] = base64.b64encode(b"\xff\xfe\x00").decode()
    secret["metadata"] = "no object"
    store = _read(secret)
    assert _shape(store) == [("ca.crt", "trusted-certificate", 1, None)]


def test_every_pair_of_files_goes_by_its_name(parts: dict[str, bytes], tool: Any) -> None:
    other = tool("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256").stdout.encode()
    values = {"a.crt": parts["tls.crt"], "a.key": parts["tls.key"], "b.crt": parts["tls.crt"], "b.key": other}
    told = [("a.crt", "private-key", 2, True), ("b.crt", "private-key", 2, False)]
    assert _shape(_read(_secret(values, type="Opaque"))) == told


def test_a_key_that_is_encrypted_wants_the_password_given(parts: dict[str, bytes], tool: Any, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(parts["tls.key"])
    arguments = ("pkcs8", "-topk8", "-in", tmp_path / "key.pem", "-passout", "pass:changeit")
    sealed = tool("openssl", *arguments).stdout.encode()
    secret = _secret({"tls.crt": parts["tls.crt"], "tls.key": sealed}, type="kubernetes.io/tls")
    assert _shape(_read(secret, "changeit")) == [("tls.crt", "private-key", 2, True)]
    closed = _read(secret)
    assert closed.problem is not None
    assert closed.problem.kind is StoreErrorKind.PASSWORD_NEEDED


def test_more_objects_than_are_read_are_refused() -> None:
    items = [{"apiVersion": "v1", "kind": "ConfigMap", "data": {}}] * 10_001
    assert (
        _kind(json.dumps({"apiVersion": "v1", "kind": "List", "items": items}).encode()) is StoreErrorKind.TOO_EXPENSIVE
    )


def test_a_keystore_that_stands_there_again_and_again_costs_no_more_than_a_file_may() -> None:
    """An alias of YAML is short, and each of the keystores by itself costs little enough."""
    keystore = ROWS["p12_openssl3_default.p12"]
    value = base64.b64encode(keystore.path.read_bytes()).decode()
    secret = f"  kind: Secret\n  data: {{store.p12: {value}}}\n"
    data = f"apiVersion: v1\nkind: List\nitems:\n- &s\n{secret}" + "- *s\n" * 100
    limits = Limits(key_derivation_rounds=2_048)  # what OpenSSL writes, for the MAC, the certificates and the key
    store = read_bytes(data.encode(), "x.yaml", Access(keystore.told["password"], limits=limits))
    opened = [entry for entry in store.entries if entry.has_private_key and entry.key_problem is None]
    assert 50 < len(opened) < 80
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE


def test_what_an_alias_puts_in_the_place_of_a_name_or_a_kind_is_not_written_out() -> None:
    bomb = b"a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 30):
        bomb += b"a%d: &a%d [%s]\n" % (level, level, b", ".join([b"*a%d" % (level - 1)] * 9))
    assert _kind(bomb + HEAD + b"  x: eA==\nmetadata: {name: *a29}\n") is StoreErrorKind.NOT_A_STORE
    listed = b"\n---\napiVersion: v1\nkind: [Secret]\ndata: {x: eA==}\n"
    assert _kind(HEAD + b"  x: eA==" + listed) is StoreErrorKind.NOT_A_STORE
