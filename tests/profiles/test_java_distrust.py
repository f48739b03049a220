"""Which roots the JDK trusts up to which day: the data and the rule, beside those of the JVM that is installed."""

from __future__ import annotations

import base64
import re
import subprocess
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.app import registry
from chainaudit.judging.judge import verdict_of
from chainaudit.model import extension
from chainaudit.model.distrust import Distrust
from chainaudit.model.profile import Profile
from chainaudit.model.question import Purpose
from chainaudit.profiles.java_distrust import CAMERFIRMA, CHUNGHWA, ENTRUST, POLICIES, SYMANTEC
from chainaudit.validators.trust.anchor_distrusted import CHECK
from tests import forge
from tests.facts import question
from tests.profiles.verifiers import ORACLES
from tests.validators.making import applies, findings, of_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chainaudit.model.certificate import Certificate

DAYS = {"Symantec": SYMANTEC, "Entrust": ENTRUST, "Camerfirma": CAMERFIRMA, "Chunghwa": CHUNGHWA}
_FINGERPRINT = re.compile("[0-9A-F]{64}")


def asked(chains: Sequence[Sequence[Certificate]]) -> tuple[dict[tuple[str, str], str], list[str]]:
    """The JVM's policies, (owner, field) -> value, and its answers."""
    lines = [" ".join(base64.b64encode(one.der).decode() for one in chain) for chain in chains]
    opened = "java.base/sun.security.validator=ALL-UNNAMED"
    command = ["java", "--add-opens", opened, str(ORACLES / "JavaDistrust.java")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, check=True, encoding="utf-8")
    said = done.stdout.splitlines()
    rows = [line.split("\t") for line in said if line.startswith("policy\t")]
    return {(row[1], row[2]): row[3] for row in rows}, said[len(rows) :]


@pytest.fixture(scope="module")
def roots(testdata: Path) -> dict[str, Certificate]:
    """Real roots of a JDK's cacerts by their fingerprints."""
    store = chainaudit.open_store(str(testdata / "stores" / "java_cacerts"), password="changeit")
    return {one.fingerprint: one for entry in store.entries for one in entry.certificates}


def issued(root: Certificate, begins: datetime) -> Certificate:
    """A server's certificate that says that a root issued it; its signature is not looked at."""
    made = forge.issue(issuer_name=root.subject.encoded, begin=begins, end=begins + timedelta(days=90))
    return made.certificate


def test_the_jvm_has_no_other_days_and_no_other_roots() -> None:
    policies, _ = asked([])
    owners = {owner for owner, _ in policies}
    assert owners >= {distrust.owner for distrust in POLICIES["java-17"]}
    for owner in owners:
        values = [value for (of, _), value in policies.items() if of == owner]
        exempt = dict(DAYS[owner].exempt)
        told = {found.lower() for value in values for found in _FINGERPRINT.findall(value)} - exempt.keys()
        assert told, owner
        assert told <= DAYS[owner].roots
        days = {value for value in values if re.fullmatch(r"\d{4}-\d\d-\d\d", value)}
        assert days == {DAYS[owner].after.isoformat(), *(day.isoformat() for day in exempt.values())}


def test_the_day_counts_as_it_does_to_the_jvm(roots: dict[str, Certificate]) -> None:
    """Real roots, and targets that begin around the days."""
    wanted, chains = [], []
    for distrust in POLICIES["java-17"]:
        last = datetime.combine(distrust.after, datetime.min.time(), timezone.utc)
        for root in (roots[found] for found in sorted(distrust.roots & roots.keys())):
            for begins in (last, last + timedelta(hours=23, minutes=59, seconds=59), last + timedelta(days=1)):
                chains.append((issued(root, begins), root))
                wanted.append(judged(*chains[-1]))
    _, answers = asked(chains)
    assert len(chains) > 20
    assert "accept" in wanted
    # Java quotes values that hold commas, where others escape the commas.
    assert [answer.replace('"', "") for answer in answers] == [said.replace("\\", "") for said in wanted]


def judged(target: Certificate, root: Certificate, profile: str = "java-17") -> str:
    """What the profile says of the end of a path; the root's key is not ours, so there is no path to be found."""
    java = registry.profile(profile)
    context = of_path(target, root, anchored=True, rules=java.rules, purpose=Purpose.SERVER)
    for finding in findings(CHECK, context) if applies(CHECK, context) else ():
        for ruling in java.rulings_on(finding, context.path, context.question):
            return ruling.words.format_map(finding.values)
    return "accept"


def test_versions_differ_in_what_they_distrust(roots: dict[str, Certificate]) -> None:
    affirmtrust = roots["0376ab1d54c5f9803ce4b2e201a0ee7eef7b57b636e8a93c9b8d4860c96f5fa7"]
    (chunghwa,) = (roots[one] for one in CHUNGHWA.roots)
    late = datetime(2026, 6, 1, tzinfo=timezone.utc)
    for root, refused in ((affirmtrust, {"8", "11", "17", "21"}), (chunghwa, {"8", "11", "21", "25"})):
        target = issued(root, late)
        found = {v for v in ("8", "11", "17", "21", "25") if judged(target, root, f"java-{v}") != "accept"}
        assert found == refused


def test_it_is_told_after_the_usages_and_before_the_host() -> None:
    root = forge.root()
    last = forge.BEGIN.date() - timedelta(days=1)
    java = registry.profile("java-17")
    parts = {name: getattr(java, name) for name in java.__slots__}
    ours = Distrust("Legacy", last, [root.certificate.fingerprint])
    parts["rules"] = java.rules.but(distrusted_anchors=(ours,))
    host = (chainaudit.reference_identifier("other.example"),)

    def said(target: forge.Forged, **more: object) -> list[str]:
        asked_so = question(target, root, host=host, **more)
        return [reason.words for reason in verdict_of(asked_so, Profile(**parts), registry.checks())[0].reasons]

    start = f"TLS Server certificate issued after {last.isoformat()} and anchored by a distrusted legacy"
    assert said(forge.issue(root)) == [f"{start} Legacy root CA: CN=Root"]
    usages = {extension.EXTENDED_KEY_USAGE: (False, forge.usages(extension.CLIENT_AUTH))}
    assert said(forge.issue(root, replace=usages))[0].startswith("Extended key usage does not permit")
    assert said(forge.issue(root), purpose=Purpose.CLIENT) != said(forge.issue(root))
