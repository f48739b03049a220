"""What `openssl verify` is asked, who predicts which version, and how its answer is read; asked for real beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.app.opinions import openssl
from chainaudit.model.path import Anchor
from chainaudit.model.question import PolicyInputs, Purpose
from tests import forge
from tests.facts import question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chainaudit.model.question import Question

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
ALWAYS = ["-no-CApath", "-no-CAstore", "-CAfile", "anchors.pem"]


def asked(**parts: object) -> Question:
    return question(LEAF, ROOT, untrusted=(CA.certificate,), **parts)


class Program:
    """Stands in for the program."""

    def __init__(self, version: str, code: int = 0, text: str = "target.pem: OK\n") -> None:
        self.version = version
        self.answer = code, text

    def __call__(self, program: str, arguments: Sequence[str], _folder: Path) -> tuple[int, str] | None:
        assert program == "openssl"
        return (0, f"{self.version}\n") if list(arguments) == ["version"] else self.answer


@pytest.mark.parametrize(
    ("version", "name", "profile"),
    [
        ("OpenSSL 1.1.1w  11 Sep 2023", "OpenSSL 1.1.1w", "openssl-1.1.1"),
        ("OpenSSL 3.0.19 27 Jan 2026", "OpenSSL 3.0.19", "openssl-3.0"),
        ("OpenSSL 3.1.4 24 Oct 2023", "OpenSSL 3.1.4", "openssl-3.0"),
        ("OpenSSL 3.5.9 29 Sep 2026", "OpenSSL 3.5.9", "openssl-3.2"),
        ("OpenSSL 4.0.3 29 Sep 2026", "OpenSSL 4.0.3", "openssl-3.2"),
        ("LibreSSL 3.8.2", "LibreSSL 3.8.2", "openssl-3.2"),
    ],
)
def test_the_version_chooses_who_predicts(version: str, name: str, profile: str, tmp_path: Path) -> None:
    answer, predicting = openssl.ask(asked(), tmp_path, Program(version))
    assert (answer.verifier, answer.accepted, predicting.name) == (name, True, profile)


def test_its_errors_are_kept_in_its_own_words(tmp_path: Path) -> None:
    text = "CN = leaf\nerror 10 at 0 depth lookup: certificate has expired\nerror target.pem: verification failed\n"
    answer, _ = openssl.ask(asked(), tmp_path, Program("OpenSSL 3.0.19", 2, text))
    assert (answer.accepted, answer.said) == (False, ("error 10 at 0 depth lookup: certificate has expired",))


@pytest.mark.parametrize("code", [1, -11])
def test_a_program_that_does_not_answer_has_not_refused(code: int, tmp_path: Path) -> None:
    answer, _ = openssl.ask(
        asked(), tmp_path, Program("OpenSSL 3.0.19", code, "Can't open anchors.pem\nmore\nand more")
    )
    assert (answer.accepted, answer.said) == (None, ("Can't open anchors.pem", "more"))


def test_where_it_is_not_installed_nobody_is_asked(tmp_path: Path) -> None:
    answer, _ = openssl.ask(asked(), tmp_path, lambda *_: None)
    assert (answer.verifier, answer.accepted) == ("openssl", None)


@pytest.mark.parametrize(
    ("parts", "options"),
    [
        ({"purpose": Purpose.SERVER}, ["-purpose", "sslserver"]),
        ({"purpose": Purpose.CLIENT}, ["-purpose", "sslclient"]),
        ({"purpose": Purpose.ANY}, []),
        ({"purpose": Purpose.ANY, "partial_chain": True}, ["-partial_chain"]),
        ({"purpose": Purpose.ANY, "max_intermediates": 3}, ["-verify_depth", "3"]),
        (
            {"purpose": Purpose.ANY, "host": tuple(map(chainaudit.reference_identifier, ("a.example", "192.0.2.1")))},
            ["-verify_hostname", "a.example", "-verify_ip", "192.0.2.1"],
        ),
        (
            {"purpose": Purpose.ANY, "policies": PolicyInputs(frozenset({"1.2.3"}), explicit_policy=True)},
            ["-policy_check", "-policy", "1.2.3", "-explicit_policy"],
        ),
    ],
)
def test_options_ask_the_same_question(parts: dict[str, object], options: list[str]) -> None:
    first = [*ALWAYS, "-attime", str(int(forge.MOMENT.timestamp())), "-auth_level", "2", "-untrusted", "untrusted.pem"]
    assert openssl.arguments(asked(**parts)) == [*first, *options]


def test_what_a_store_says_of_purposes_is_written_with_the_anchor(tmp_path: Path) -> None:
    client = (Anchor(ROOT.certificate, trusted_for=("1.3.6.1.5.5.7.3.2",)),)
    openssl.ask(asked().but(anchors=(*client, Anchor(CA.certificate))), tmp_path, Program("OpenSSL 3.0.19"))
    text = (tmp_path / "anchors.pem").read_text()
    assert text.count("-----BEGIN TRUSTED CERTIFICATE-----") == text.count("-----BEGIN CERTIFICATE-----") == 1
    assert "PRIVATE" not in "".join(file.read_text() for file in tmp_path.iterdir())
