"""The main job as a person runs it: real stores made by keytool and openssl, exit codes, text and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSWORD = "changeit"
HOST = "api.example.com"


class Stores(NamedTuple):
    """What keytool made: keystores of one host, whose chain is complete or not, and truststores of its clients."""

    complete: Path
    leaf_only: Path
    wrong_order: Path
    middle: Path
    root: Path
    only_middle: Path


@pytest.fixture(scope="module")
def stores(tool: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Stores:
    """Make A signed by B signed by C with keytool, as people do."""
    folder = tmp_path_factory.mktemp("stores")

    def keytool(options: str, *paths: Path) -> None:
        """Run keytool with options in one string, in which {} stand for paths."""
        tool("keytool", *_words(options, paths), "-storepass", PASSWORD)

    def pair(alias: str, name: str, extensions: str = "") -> Path:
        store = folder / f"{alias}.jks"
        keytool(
            f"-genkeypair -keystore {{}} -storetype JKS -alias {alias} -dname CN={name} -keyalg RSA -keysize 2048 "
            f"-validity 400 -keypass {PASSWORD} {extensions}",
            store,
        )
        return store

    c = pair("c", "C-Root", "-ext bc:c=ca:true -ext ku:c=keyCertSign,cRLSign")
    b = pair("b", "B-Intermediate")
    a = pair("a", HOST)

    def sign(subject: Path, issuer: Path, extensions: str) -> Path:
        request, answer = subject.with_suffix(".csr"), subject.with_suffix(".pem")
        keytool(f"-certreq -keystore {{}} -alias {subject.stem} -file {{}}", subject, request)
        gencert = f"-gencert -keystore {{}} -alias {issuer.stem} -infile {{}} -outfile {{}} -rfc -validity 300"
        keytool(f"{gencert} {extensions}", issuer, request, answer)
        # keytool writes the issuers behind the certificate; each file here holds one.
        end = "-----END CERTIFICATE-----\n"
        answer.write_text(answer.read_text().split(end)[0] + end)
        return answer

    root = folder / "c.pem"
    keytool("-exportcert -keystore {} -alias c -rfc -file {}", c, root)
    middle = sign(b, c, "-ext bc:c=ca:true,pathlen:0 -ext ku:c=keyCertSign,cRLSign")
    keytool("-importcert -noprompt -keystore {} -alias c -file {}", b, root)
    keytool("-importcert -noprompt -keystore {} -alias b -file {}", b, middle)
    leaf = sign(a, b, f"-ext san=dns:{HOST} -ext ku:c=digitalSignature,keyEncipherment -ext eku=serverAuth")
    exported, key = folder / "exported.p12", folder / "a.key"
    importing = f"-importkeystore -srckeystore {{}} -srcstorepass {PASSWORD} -destkeystore {{}} -deststoretype"
    keytool(f"{importing} PKCS12", a, exported)
    openssl = f"pkcs12 -in {{}} -nocerts -nodes -passin pass:{PASSWORD} -out {{}}"
    tool("openssl", *_words(openssl, (exported, key)))

    def keystore(name: str, *chain: Path) -> Path:
        made, store, presented = folder / f"{name}.p12", folder / f"{name}.jks", folder / f"{name}.pem"
        presented.write_text("".join(p.read_text() for p in (leaf, *chain)))
        export = f"pkcs12 -export -inkey {{}} -in {{}} -name a -passout pass:{PASSWORD} -out {{}}"
        tool("openssl", *_words(export, (key, presented, made)))
        keytool(f"{importing} JKS", made, store)
        return store

    wrong = folder / "wrong.pem"
    wrong.write_text("".join(p.read_text() for p in (leaf, root, middle, key)))
    only_middle = folder / "only-middle.jks"
    keytool("-importcert -noprompt -keystore {} -storetype JKS -alias B -file {}", only_middle, middle)
    return Stores(keystore("complete", middle), keystore("leaf-only"), wrong, middle, root, only_middle)


def _words(options: str, paths: tuple[Path, ...]) -> list[str]:
    left = list(paths)
    return [str(left.pop(0)) if word == "{}" else word for word in options.split()]


@pytest.fixture
def verify(chainaudit: Callable[..., Any]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Run ``chainaudit verify`` and read its JSON."""

    def run(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        done = chainaudit("verify", "--format", "json", *arguments)
        assert "Traceback" not in done.stderr
        return done.exit_code, json.loads(done.stdout) if done.stdout else {"stderr": done.stderr}

    return run


def _found(document: dict[str, Any], severity: str = "error") -> set[str]:
    return {f["check"] for f in document["findings"] if f["severity"] == severity}


def test_a_complete_chain_is_accepted(verify: Any, stores: Stores) -> None:
    code, document = verify(
        "--store", stores.complete, "--password", f"pass:{PASSWORD}", "--host", HOST, "--truststore", stores.root
    )
    assert code == 0
    assert [v["accepted"] for v in document["verdicts"]] == [True]
    assert _found(document) == set()
    assert document["stores"][0]["integrity"] == "verified"
    (path,) = document["paths"]
    assert len(path["certificates"]) == 3
    assert path["accepted_by"] == ["recommended"]


def test_a_leaf_alone_says_which_certificate_is_missing(verify: Any, stores: Stores) -> None:
    code, document = verify(
        "--store", stores.leaf_only, "--password", f"pass:{PASSWORD}", "--host", HOST, "--truststore", stores.root
    )
    assert code == 1
    (finding,) = [f for f in document["findings"] if f["check"] == "path.incomplete"]
    assert "B-Intermediate" in finding["observed"]
    assert finding["location"]["alias"] == "a"


def test_what_is_given_as_untrusted_helps(verify: Any, stores: Stores) -> None:
    code, _ = verify(
        "--store",
        stores.leaf_only,
        "--password",
        f"pass:{PASSWORD}",
        "--host",
        HOST,
        "--truststore",
        stores.root,
        "--untrusted",
        stores.middle,
    )
    assert code == 0


def test_a_file_in_the_wrong_order_works_and_is_warned_of(verify: Any, stores: Stores) -> None:
    code, document = verify("--store", stores.wrong_order, "--host", HOST, "--truststore", stores.root)
    assert code == 0
    assert "path.wrong-order" in _found(document, "warning")


def test_the_wrong_host_is_told_with_the_names_that_are_there(verify: Any, stores: Stores) -> None:
    code, document = verify(
        "--store",
        stores.complete,
        "--password",
        f"pass:{PASSWORD}",
        "--host",
        "apl.example.com",
        "--truststore",
        stores.root,
    )
    assert code == 1
    (finding,) = [f for f in document["findings"] if f["check"] == "identity.host-mismatch"]
    assert HOST in finding["observed"]


def test_without_a_password_the_certificates_of_a_jks_are_judged_all_the_same(verify: Any, stores: Stores) -> None:
    code, document = verify("--store", stores.complete, "--host", HOST, "--truststore", stores.root)
    assert code == 0
    assert document["stores"][0]["integrity"] == "unchecked"
    assert "store.integrity-unchecked" in _found(document, "warning")


def test_a_wrong_password_exits_with_2_and_judges_what_could_be_read(verify: Any, stores: Stores) -> None:
    code, document = verify(
        "--store", stores.complete, "--password", "pass:not it", "--host", HOST, "--truststore", stores.root
    )
    assert code == 2
    assert document["stores"][0]["error"]["kind"] == "wrong-password"
    assert [v["accepted"] for v in document["verdicts"]] == [True]
    assert "not it" not in json.dumps(document)


def test_the_root_alone_does_not_hide_an_unknown_one(verify: Any, stores: Stores) -> None:
    code, document = verify("--store", stores.complete, "--password", f"pass:{PASSWORD}", "--host", HOST)
    assert code == 1
    assert _found(document) & {"path.incomplete", "path.untrusted"}


def test_an_expired_moment_is_judged_as_asked(verify: Any, stores: Stores) -> None:
    code, document = verify(
        "--store", stores.complete, "--password", f"pass:{PASSWORD}", "--truststore", stores.root, "--at", "2099-01-01"
    )
    assert code == 1
    assert "validity.expired" in _found(document)


# The example of the Transfer CFT manual: A signed by B signed by C, and the partner imported only B.


def test_transfer_cft_3_1_accepts_a_chain_that_ends_at_an_imported_intermediate(verify: Any, stores: Stores) -> None:
    code, document = verify(
        "--presented", stores.complete, "--truststore", stores.only_middle, "--as", "transfer-cft-3.1"
    )
    assert code == 0
    assert [v["accepted"] for v in document["verdicts"]] == [True]


def test_transfer_cft_3_2_refuses_it_as_unknown_ca_and_says_what_to_import(verify: Any, stores: Stores) -> None:
    code, document = verify(
        "--presented", stores.complete, "--truststore", stores.only_middle, "--as", "transfer-cft-3.2"
    )
    assert code == 1
    (verdict,) = document["verdicts"]
    assert not verdict["accepted"]
    assert "Unknown CA" in " ".join(r["words"] for r in verdict["reasons"])
    said = json.dumps(document["findings"])
    assert "C-Root" in said
    assert "rootcid=(b,c-root)" in said.casefold()


def test_openssl_wants_a_root_unless_partial_chains_are_allowed(verify: Any, stores: Stores) -> None:
    question = ("--presented", stores.complete, "--truststore", stores.only_middle, "--host", HOST)
    assert verify(*question, "--as", "openssl")[1]["verdicts"][0]["accepted"] is False
    assert verify(*question, "--as", "openssl", "--partial-chain")[1]["verdicts"][0]["accepted"] is True
    assert verify(*question, "--as", "java")[1]["verdicts"][0]["accepted"] is True


def test_several_profiles_give_a_verdict_each(verify: Any, stores: Stores) -> None:
    _, document = verify(
        "--presented",
        stores.complete,
        "--truststore",
        stores.root,
        "--host",
        HOST,
        "--as",
        "openssl",
        "--as",
        "java",
        "--as",
        "rfc5280",
    )
    assert [v["profile"] for v in document["verdicts"]][2] == "rfc5280"
    assert len(document["verdicts"]) == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--store"),
        (("--store", "nowhere.jks", "--presented", "x.pem"), "--store"),
        (("--store", "nowhere.jks"), "nowhere.jks"),
        (("--presented", "testdata/demo/partners.pem", "--as", "nobody"), "chainaudit list profiles"),
        (("--presented", "testdata/demo/partners.pem", "--host", "https://a.example/"), "host"),
        (("--presented", "testdata/demo/partners.pem", "--at", "tomorrow"), "2027-01-31"),
        (("--presented", "testdata/demo/partners.pem", "--truststore", "nowhere.pem"), "nowhere.pem"),
    ],
)
def test_a_question_that_makes_no_sense_is_one_sentence_and_exit_code_2(
    chainaudit: Any, arguments: tuple[str, ...], words: str
) -> None:
    done = chainaudit("verify", *arguments)
    assert done.exit_code == 2
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_alias_names_those_that_are_there(chainaudit: Any, stores: Stores) -> None:
    done = chainaudit("verify", "--store", stores.complete, "--alias", "b", "--password", f"pass:{PASSWORD}")
    assert done.exit_code == 2
    assert "'a'" in done.stderr


@pytest.mark.parametrize(("fail_on", "code"), [("never", 0), ("error", 0), ("warning", 1), ("notice", 1)])
def test_fail_on_decides_the_exit_code(verify: Any, stores: Stores, fail_on: str, code: int) -> None:
    question = ("--store", stores.wrong_order, "--host", HOST, "--truststore", stores.root)
    assert verify(*question, "--fail-on", fail_on)[0] == code


def test_text_begins_with_the_verdict_and_shows_the_chain(chainaudit: Any, stores: Stores, tmp_path: Path) -> None:
    shown = tmp_path / "report.txt"
    done = chainaudit(
        "verify",
        "--store",
        stores.leaf_only,
        "--password",
        f"pass:{PASSWORD}",
        "--host",
        HOST,
        "--truststore",
        stores.root,
        "-o",
        shown,
    )
    assert done.exit_code == 1
    assert done.stdout == ""
    lines = shown.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"REJECTED  {stores.leaf_only} 'a' for {HOST}")
    assert any(line.strip().startswith("└─ ✗ missing: CN=B-Intermediate") for line in lines)
    assert max(map(len, lines)) < 160


def test_a_report_is_the_same_every_time(chainaudit: Any, stores: Stores) -> None:
    question = (
        "verify",
        "--store",
        stores.leaf_only,
        "--password",
        f"pass:{PASSWORD}",
        "--host",
        HOST,
        "--truststore",
        stores.root,
        "--at",
        "2026-12-01",
        "--format",
        "json",
    )
    assert chainaudit(*question).stdout == chainaudit(*question).stdout


def test_certificates_alone_are_judged_with_the_issuers_in_the_same_file(verify: Any, stores: Stores) -> None:
    chain = stores.complete.with_suffix(".pem")
    code, document = verify("--store", chain, "--host", HOST, "--truststore", stores.root)
    assert code == 1
    assert [v["accepted"] for v in document["verdicts"]] == [True]
    assert _found(document) == {"keys.private-key-missing"}
