"""Endpoints as people write them."""

from __future__ import annotations

import pytest

from chainaudit.app.endpoints import endpoint, judged_name, listed, split_host
from chainaudit.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.example:8443", ("a.example", 8443)),
        ("a.example", ("a.example", 443)),
        (" a.example:1 ", ("a.example", 1)),
        ("a.example:65535", ("a.example", 65535)),
        ("192.0.2.1:443", ("192.0.2.1", 443)),
        ("[2001:db8::1]:8443", ("2001:db8::1", 8443)),
        ("[2001:db8::1]", ("2001:db8::1", 443)),
        ("2001:db8::1", ("2001:db8::1", 443)),
        ("[fe80::1%eth0]:443", ("fe80::1%eth0", 443)),
    ],
)
def test_host_and_port(text: str, expected: tuple[str, int]) -> None:
    assert split_host(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://a.example:8443/path", "such as a.example:8443"),
        ("", "names no host"),
        (":443", "names no host"),
        ("a b:443", "names no host"),
        ("user@a.example", "names no host"),
        ("a.example/path", "names no host"),
        ("a.example:0", "'0' is no port"),
        ("a.example:65536", "'65536' is no port"),
        ("a.example:https", "'https' is no port"),
        ("[2001:db8::1", "is no address"),
        ("[2001:db8::1]443", "is no address"),
    ],
)
def test_what_makes_no_sense_is_said(text: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        split_host(text)
    assert words in str(refused.value)


def test_a_port_may_be_demanded() -> None:
    with pytest.raises(UsageError, match="names no port"):
        split_host("proxy.example", None)


def test_sni_is_the_host_in_a_labels() -> None:
    assert endpoint("bücher.example:443").server_name == "xn--bcher-kva.example"
    assert endpoint("a.example", server_name="b.example").server_name == "b.example"
    assert endpoint("a.example", send_server_name=False).server_name is None


@pytest.mark.parametrize("address", ["192.0.2.1", "[2001:db8::1]:443", "fe80::1%eth0"])
def test_an_address_is_not_named_in_sni(address: str) -> None:
    assert endpoint(address).server_name is None
    assert endpoint(address, server_name="a.example").server_name == "a.example"
    with pytest.raises(UsageError, match="SNI names hosts only"):
        endpoint("a.example", server_name="192.0.2.1")


def test_another_address_is_dialled_under_the_same_names() -> None:
    found = endpoint("a.example:8443", connect_to="192.0.2.1", proxy="proxy.example:3128", starttls="smtp")
    assert (found.host, found.port, found.address, found.address_port) == ("a.example", 8443, "192.0.2.1", 8443)
    assert (found.proxy, found.starttls, found.server_name) == (("proxy.example", 3128), "smtp", "a.example")
    assert endpoint("a.example", connect_to="b.example:1").address_port == 1


def test_the_zone_of_an_address_is_no_part_of_the_name() -> None:
    assert judged_name("fe80::1%eth0") == "fe80::1"
    assert judged_name("a%b.example") == "a%b.example"


def test_a_file_of_endpoints() -> None:
    data = "\ufeffa.example\n\n# all of it\n  b.example:8443  # our gateway\r\n[2001:db8::1]:1\n".encode()
    assert listed(data, "peers.txt") == [
        ("peers.txt, line 1", "a.example"),
        ("peers.txt, line 4", "b.example:8443"),
        ("peers.txt, line 5", "[2001:db8::1]:1"),
    ]
    with pytest.raises(UsageError, match=r"peers.txt is no list of peers"):
        listed(b"\xff\xfe\x00", "peers.txt")
