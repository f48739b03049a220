"""Text for a terminal: the verdict first, what is wrong where it is wrong, no line of a stranger's choosing."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

import chainaudit
from chainaudit import Passwords
from tests.validators.making import end

if TYPE_CHECKING:
    from pathlib import Path

    from chainaudit import Report

MOMENT = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def report(testdata: Path) -> Report:
    return chainaudit.verify(
        str(testdata / "demo" / "gateway.jks"),
        alias="api",
        host="api.example.com",
        truststores=[str(testdata / "demo" / "partners.pem")],
        passwords=Passwords("changeit"),
        at=MOMENT,
    )


def test_the_verdict_comes_first_then_the_chain_then_findings(report: Report) -> None:
    text = chainaudit.render(report, "text")
    places = [text.index(part) for part in ("REJECTED", "missing: CN=Gateway Issuing CA", "Errors (1)", "1 error")]
    assert places == sorted(places)
    assert text.startswith("REJECTED")


def test_a_finding_stands_at_its_certificate_and_again_with_its_remedy(testdata: Path) -> None:
    old = chainaudit.verify(
        str(testdata / "demo" / "gateway.jks"),
        alias="api-old",
        host="api.example.com",
        truststores=[str(testdata / "demo" / "partners.pem")],
        passwords=Passwords("changeit"),
        at=MOMENT,
    )
    lines = chainaudit.render(old, "text").splitlines()
    target = next(number for number, line in enumerate(lines) if line.startswith("  CN=api.example.com"))
    issuer = next(number for number, line in enumerate(lines) if "CN=Gateway Issuing CA" in line)
    assert any("validity.expired" in line for line in lines[target:issuer])
    assert any(line.startswith("  validity.expired  ") for line in lines[issuer:])
    assert any(line.startswith("    do:") for line in lines[issuer:])


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_prose_keeps_within_the_columns(report: Report, columns: int) -> None:
    lines = chainaudit.render(report, "text", columns=columns).splitlines()
    prose = [line for line in lines if re.match(r"    (found|expected|do|clause):", line)]
    assert prose
    assert all(len(line) <= columns for line in prose)


def test_colour_is_only_there_where_it_is_wanted(report: Report) -> None:
    plain, coloured = (chainaudit.render(report, "text", colour=colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_could_not_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.jks").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 100)
    text = chainaudit.render(chainaudit.verify(str(tmp_path / "x.jks"), at=MOMENT), "text")
    assert f"COULD NOT READ {tmp_path / 'x.jks'}" in text


def _pem(tmp_path: Path, *parts: str) -> str:
    path = tmp_path / "own.pem"
    path.write_text("".join(parts))
    return str(path)


def test_a_chain_that_is_good_in_a_store_that_is_not_says_so_at_once(testdata: Path, tmp_path: Path, tool: Any) -> None:
    demo = testdata / "demo"
    leaf, key = tmp_path / "leaf.pem", tmp_path / "other.key"
    source = ("-exportcert", "-rfc", "-alias", "api", "-keystore", demo / "gateway.jks", "-storepass", "changeit")
    tool("keytool", *source, "-file", leaf)
    tool("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
    own = _pem(tmp_path, leaf.read_text(), (demo / "issuing-ca.pem").read_text(), key.read_text())
    report = chainaudit.verify(own, truststores=[str(demo / "partners.pem")], at=MOMENT)
    lines = chainaudit.render(report, "text", columns=200).splitlines()
    assert lines[0].startswith(f"{own} holds no certificate that belongs to its private key")
    assert lines[2].startswith("ACCEPTED")
    assert lines[3] == "  but there is no private key beside the certificate (keys.private-key-missing)"


def test_a_key_alone_is_judged_by_nobody_and_no_success(tmp_path: Path, tool: Any) -> None:
    key = tmp_path / "only.key"
    tool("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
    report = chainaudit.verify(str(key), at=MOMENT)
    assert chainaudit.worst_exit(report, "error") == 2
    assert "holds a private key and no certificate, so that nothing can be judged" in chainaudit.render(
        report, "text", columns=300
    )


def test_without_a_truststore_that_can_be_read_nothing_is_judged(testdata: Path, tmp_path: Path) -> None:
    demo = testdata / "demo"
    gone = str(tmp_path / "gone.pem")
    for others, targets in (([], 0), ([str(demo / "partners.pem")], 1)):
        report = chainaudit.verify(str(demo / "gateway.jks"), alias="api", truststores=[gone, *others], at=MOMENT)
        assert len(report.targets) == targets
        assert chainaudit.worst_exit(report, "error") == 2
        text = chainaudit.render(report, "text")
        assert text.startswith(f"COULD NOT READ {gone}")
        assert ("Whom to trust is not known" in text) == (not others)


def test_what_was_read_in_part_is_not_said_to_be_unread(testdata: Path) -> None:
    path = str(testdata / "demo" / "gateway.jks")
    report = chainaudit.verify(path, alias="api", passwords=Passwords("wrong"), at=MOMENT)
    assert chainaudit.render(report, "text").startswith(f"NOT VERIFIED {path}")


def test_a_long_list_of_names_keeps_to_its_line(tmp_path: Path) -> None:
    one = end("a.example", names=tuple(f"host{n}.a-long-name.example" for n in range(100)))
    own = _pem(tmp_path, one.pem.decode())
    report = chainaudit.verify(presented=own, host="b.example", at=MOMENT)
    text = chainaudit.render(report, "text", columns=200)
    assert "host3.a-long-name.example and 96 more" in text
    tree = chainaudit.render(report, "text", columns=80).split("judged at")[1].split("Errors")[0]
    assert all(len(line) <= 80 for line in tree.splitlines())


def test_a_remedy_that_stands_above_is_not_repeated(testdata: Path) -> None:
    report = chainaudit.verify(str(testdata / "demo" / "gateway.jks"), host="x.example", at=MOMENT)
    text = " ".join(chainaudit.render(report, "text").split())
    assert text.count("Connect by a name that is in the certificate") == 1
    assert "do: as above" in text


def test_what_is_said_of_a_certificate_is_not_said_of_its_store_too(tmp_path: Path) -> None:
    weak = end("weak.example", kind="RSA 1024")
    (tmp_path / "weak.pem").write_bytes(weak.pem)
    path = str(tmp_path / "weak.pem")
    text = chainaudit.render(chainaudit.verify(presented=path, truststores=[path], at=MOMENT), "text")
    block = text[: text.index("judged at")]
    assert block.startswith("REJECTED")
    assert block.count("A public key is too short") == 1
