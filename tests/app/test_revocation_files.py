"""Files of CRLs and OCSP responses, and what is required of them; openssl ca makes them and judges beside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.app.revocation_files import revocation_inputs, split_crls
from chainaudit.errors import UsageError
from chainaudit.model.question import RevocationMode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.peers import Pki

CONFIGURATION = """[ca]
default_ca=own
[own]
database=index.txt
crlnumber=number
default_md=sha256
default_crl_days=30
crl_extensions=extensions
[extensions]
authorityKeyIdentifier=keyid
"""


class Lists(NamedTuple):
    """CRLs as `openssl ca -gencrl` writes them: of the root, of the intermediate, and one with the server on it."""

    root: Path
    middle: Path
    revoking: Path


@pytest.fixture(scope="module")
def lists(tool: Callable[..., Any], pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Lists:
    """Let openssl write them."""
    folder = tmp_path_factory.mktemp("lists")

    def written(name: str, issuer: Any, revoked: Any = None) -> Path:
        own = folder / name
        own.mkdir()
        index = "" if revoked is None else f"R\t991231235959Z\t260101000000Z\t{_serial(revoked)}\tunknown\t/CN=x\n"
        (own / "index.txt").write_text(index)
        (own / "number").write_text("01\n")
        (own / "key.pem").write_bytes(issuer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (own / "ca.pem").write_bytes(issuer.pem)
        text = CONFIGURATION.replace("index.txt", str(own / "index.txt")).replace("=number", f"={own / 'number'}")
        (own / "ca.cnf").write_text(text)
        words = ("-config", own / "ca.cnf", "-gencrl", "-keyfile", own / "key.pem", "-cert", own / "ca.pem")
        tool("openssl", "ca", *words, "-out", own / "crl.pem")
        return own / "crl.pem"

    return Lists(written("root", pki.root), written("middle", pki.middle), written("revoking", pki.middle, pki.server))


def _serial(made: Any) -> str:
    digits = f"{made.certificate.serial_number:X}"
    return digits if len(digits) % 2 == 0 else f"0{digits}"


@pytest.mark.parametrize(
    ("given", "options", "exit_code"),
    [
        pytest.param(["middle"], [], 0, id="one for the target alone"),
        pytest.param(["root"], [], 0, id="one for the intermediate alone"),
        pytest.param(["root", "middle"], ["--revocation", "require-all"], 0, id="all there are"),
        pytest.param(["middle"], ["--revocation", "require-target"], 0, id="required of the target"),
        pytest.param(["middle"], ["--revocation", "require-all"], 1, id="one is missing"),
        pytest.param(["root"], ["--revocation", "require-target"], 1, id="that of the target is missing"),
        pytest.param([], ["--revocation", "require-target"], 1, id="none is there"),
        pytest.param(["revoking"], [], 1, id="it is revoked"),
        pytest.param(["revoking"], ["--revocation", "off"], 0, id="nobody asks"),
    ],
)
def test_whose_status_must_be_told(
    chainaudit: Callable[..., Any], pki: Pki, lists: Lists, given: list[str], options: list[str], exit_code: int
) -> None:
    presented = pki.file("presented.pem", pki.server, pki.middle)
    crls = [word for name in given for word in ("--crl", getattr(lists, name))]
    common = ("--presented", presented, "--truststore", pki.file("root.pem", pki.root), "--host", "localhost")
    asked = (*common, *crls, *options, "--as", "recommended", "--as", "openssl", "--cross-check", "openssl")
    done = chainaudit("verify", *asked, "--format", "json")
    assert done.exit_code == exit_code
    document = json.loads(done.stdout)
    assert [v["accepted"] for v in document["verdicts"]] == [exit_code == 0] * 2
    text = chainaudit("verify", *asked).stdout
    assert "as predicted by openssl" in text
    if given in (["middle"], ["root"]) and not options:
        assert document["outcomes"]["revocation.unknown"] == "not-checked", "what nothing speaks of is said"


def test_what_is_given_is_all_that_is_asked_by_default(lists: Lists) -> None:
    assert revocation_inputs([], []) is None
    given = revocation_inputs([str(lists.middle)], [])
    assert given is not None
    assert (len(given.crls), given.mode) == (1, RevocationMode.IF_GIVEN)
    required = revocation_inputs([], [], "require-all")
    assert required is not None
    assert required.mode is RevocationMode.REQUIRE_ALL


def test_files_that_hold_something_else(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("hello")
    for crls, responses in (([str(other)], []), ([], [str(other)])):
        with pytest.raises(UsageError, match=r"is no (list of revoked|OCSP response)"):
            revocation_inputs(crls, responses)
    with pytest.raises(UsageError, match="cannot be opened"):
        revocation_inputs([str(tmp_path / "none")], [])


def test_one_file_may_hold_several_lists(lists: Lists) -> None:
    both = lists.root.read_bytes() + lists.middle.read_bytes()
    assert len(split_crls(both, "both.pem")) == 2
    with pytest.raises(UsageError, match="not base64"):
        split_crls(b"-----BEGIN X509 CRL-----\n!\n-----END X509 CRL-----\n", "bad.pem")
