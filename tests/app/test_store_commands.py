"""What is known of a store's file, and whose commands leave it whole."""

from __future__ import annotations

import pytest

from chainaudit.app.store_commands import format_of, in_store, keeper_of, rendered, system_named
from chainaudit.app.truststores import SYSTEM_BUNDLES
from chainaudit.errors import UsageError
from chainaudit.model.entry import Entry, EntryKind
from chainaudit.model.remedy import Action
from chainaudit.model.store import Holder, Store

SECRET = Holder("Secret", "PEM", "gw", "edge", "tls.crt")


@pytest.mark.parametrize(
    ("store", "expected"),
    [
        (Store("a", "PEM"), "PEM"),
        (Store("a.gz", "PKCS12", holders=(Holder("gzip", "PKCS12"),)), "gzip"),
        (Store("a.gz", "ZIP", holders=(Holder("gzip", "ZIP"),)), "ZIP"),
        (Store("a.gz", "PEM", holders=(Holder("gzip", "PEM"), Holder("pkcs7", "PEM"))), "gzip"),
        (Store("a.yaml", "Kubernetes", holders=(SECRET,)), "Kubernetes"),
        (Store("a.zip!/b.pem", "PEM"), "ZIP"),
    ],
)
def test_the_format_is_that_of_the_file(store: Store, expected: str) -> None:
    assert format_of(store.source, store) == expected


def test_of_a_file_that_was_not_read_no_format_is_known() -> None:
    assert format_of("a.pem", None) == ""
    assert format_of("a.zip!/b.pem", None) == "ZIP"


@pytest.mark.parametrize(
    ("holders", "alias", "item"),
    [
        ((SECRET,), "", "tls.crt"),
        ((SECRET,), "another", "tls.crt"),
        ((SECRET, SECRET._replace(item="ca.crt")), "ca.crt", "ca.crt"),
        ((SECRET, SECRET._replace(item="ca.crt")), "", None),
        ((SECRET, SECRET._replace(name="other")), "tls.crt", None),
        ((SECRET._replace(format="JKS"),), "", None),
    ],
)
def test_the_value_of_an_object_is_named_where_it_is_the_one(
    holders: tuple[Holder, ...], alias: str, item: str | None
) -> None:
    """Nothing can be put behind a keystore, and of two Secrets the wrong one must not be changed."""
    action = in_store(Action("append-issuer", store="a", alias=alias), Store("a", "Kubernetes", holders=holders))
    assert action.values.get("item") == item
    assert ("secret" in action.values) == (item is not None)


@pytest.mark.parametrize(("kind", "named"), [("renew", "a.pem"), ("reissue", "a.pem"), ("import-key", None)])
def test_a_request_is_made_with_the_key_of_the_file(kind: str, named: str | None) -> None:
    key = Entry(EntryKind.PRIVATE_KEY, has_private_key=True)
    assert in_store(Action(kind, store="a.pem"), Store("a.pem", "PEM", entries=(key,))).values.get("key_file") == named
    packed = Store("a.pem", "PEM", entries=(key,), holders=(Holder("gzip", "PEM"),))
    assert "key_file" not in in_store(Action(kind, store="a.pem"), packed).values


@pytest.mark.parametrize("system", ["openssl", "keytool", "nss", "pem-copy", "pkcs12"])
@pytest.mark.parametrize("source", [min(SYSTEM_BUNDLES), "/x/certifi/cacert.pem"])
def test_what_a_program_writes_anew_is_not_written_by_hand(system: str, source: str) -> None:
    action = in_store(Action("import-anchor", store=source), Store(source, "PEM"))
    lines = rendered(system_named(system), action)
    assert lines == keeper_of(source, "pem").render(action)
    assert not any(f">> {source}" in line for line in lines)


def test_a_system_that_names_no_store_is_told_in_its_own_words() -> None:
    action = in_store(Action("enable-protocol", store="a.der"), Store("a.der", "DER"))
    for name in ("openssl", "keytool", "nginx", "webmethods"):
        assert rendered(system_named(name), action) == system_named(name).render(action)


def test_there_is_no_other_system() -> None:
    with pytest.raises(UsageError, match="there is no system 'nobody'; there are: "):
        system_named("nobody")
