"""``import chainaudit`` offers its names lazily, each from its home, each documented."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest

import chainaudit
from tests.conftest import ROOT
from tests.peers import pki, s_server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.peers import Pki

__all__ = ["pki", "s_server"]


@pytest.mark.parametrize("name", chainaudit.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(chainaudit, name)
    assert inspect.getdoc(value), f"{name} has no docstring"
    assert f"### `{name}`" in (ROOT / "docs" / "reference" / "python.md").read_text()


def test_the_names_are_sorted_and_listed() -> None:
    assert chainaudit.__all__ == sorted(chainaudit.__all__)
    assert dir(chainaudit) == sorted(chainaudit.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        chainaudit.nothing  # noqa: B018 - the access is what is tested


def test_a_name_loads_only_its_home() -> None:
    ours = "*sorted(name for name in sys.modules if 'chainaudit' in name)"
    code = f"import chainaudit, sys; chainaudit.ChainauditError; print({ours})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["chainaudit", "chainaudit.errors"]


OURS = {
    name: value
    for name, value in ((name, getattr(chainaudit, name)) for name in chainaudit.__all__)
    if not (inspect.isclass(value) and issubclass(value, (Exception, Enum)))
}
FOREIGN = {"Any", "BinaryIO", "Callable", "ForwardRef", "Iterable", "Mapping", "None", "PathLike", "Sequence"}
"""Types of Python that signatures name."""
ANSWERS = {name for name, value in OURS.items() if inspect.isclass(value)} - {
    *("Access", "Anchor", "EvidenceStores", "Limits", "Link", "Memory", "Party", "Passwords", "PolicyInputs"),
    *("Name", "Question", "RevocationInputs", "Target"),
}
"""Classes that functions give, so that nobody has to make one."""


@pytest.mark.parametrize("name", sorted(set(OURS) - ANSWERS))
def test_what_is_wanted_is_public(name: str) -> None:
    """Whoever is to hand over a value finds its type, or a function that gives one, among the public names."""
    wanted = " ".join(str(each.annotation) for each in inspect.signature(OURS[name]).parameters.values())
    types = set(re.findall(r"\b[A-Z][a-z]\w*", wanted)) - FOREIGN
    assert types <= set(chainaudit.__all__)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_what_nobody_makes_is_given(name: str) -> None:
    given = " ".join(
        str(inspect.signature(value).return_annotation) for value in OURS.values() if not inspect.isclass(value)
    )
    parts = " ".join(
        str(each.annotation) for answer in ANSWERS for each in inspect.signature(OURS[answer]).parameters.values()
    )
    assert re.search(rf"\b{name}\b", f"{given} {parts}"), f"no public function gives a {name}, and no answer holds one"


def test_the_functions_work_together(tmp_path: Path, pki: Pki, s_server: Callable[..., Any]) -> None:
    """A peer asked, judged, completed, written and rehearsed with public names alone."""
    trust = str(pki.file("t.pem", pki.root))
    with s_server(chain=()) as port:
        peer = chainaudit.connect(f"localhost:{port}", versions=False)
    report = chainaudit.verify(peer=peer, host="localhost", truststores=[trust])
    assert not report.accepted
    assert "path.incomplete" in chainaudit.render(report, "json")
    own = chainaudit.open_store(pki.file("own.pem", pki.server, key=pki.server))
    middle = str(pki.file("middle.pem", pki.middle))
    completed = chainaudit.complete(own, truststores=[trust], untrusted=[middle])
    assert completed.missing == ()
    target = str(tmp_path / "new.p12")
    assert chainaudit.write_store(completed.store, target, password="changeit").writer.name == "pkcs12"
    again = chainaudit.open_store(target, password="changeit")
    server = chainaudit.Party("server", "openssl", identity=again)
    anchors = chainaudit.anchors_of(chainaudit.open_truststore(trust))
    client = chainaudit.Party("client", "openssl", anchors=anchors)
    names = (chainaudit.reference_identifier("localhost"),)
    (played,) = chainaudit.rehearse([chainaudit.Link("new", client, server, host=names)])
    assert played.accepted, played.reasons
    assert "ACCEPTED" in chainaudit.render([played])
    assert "PKCS12" in chainaudit.render([again])


def test_evidence_is_diagnosed_with_stores_beside_it(testdata: Path) -> None:
    folder = testdata / "evidence" / "ok_tls13_keylog"
    keylog = chainaudit.read_keylog(str(folder / "keylog.txt"))
    report = chainaudit.diagnose([str(folder / "capture.pcap")], keylog=keylog, stores=chainaudit.EvidenceStores())
    assert not report.failed
    assert report.conclusions
    assert "diagnoses" in chainaudit.render(report, "json")


def test_types_as_a_user_sees_them_name_only_what_is_public() -> None:
    text = (ROOT / "tests" / "typing" / "api.py").read_text()
    assert "from chainaudit." not in text


def test_no_public_name_is_also_a_room() -> None:
    """Importing a sub-package sets an attribute of its name, which would hide the public one."""
    rooms = {path.name for path in (ROOT / "chainaudit").iterdir() if path.is_dir()}
    assert not rooms & set(chainaudit.__all__)
