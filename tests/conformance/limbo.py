"""The schema of x509-limbo, in which BetterTLS comes too: one verdict a case, and what each verifier would say.

Which profile judges is fixed here by namespace, for the suite asks different questions in them:

- ``rfc5280`` by the profile ``rfc5280``, and so are the namespaces that are about paths and revocation and not about
  the rules of a CA: pathlen, pathological, invalid, cve, crl;
- ``webpki`` by ``webpki``;
- ``bettertls`` by ``recommended``, for it counts a SHA-1 signature as a failure, and ``online``, chains of public
  servers, too: what clients accept, whatever their old roots look like beside the Baseline Requirements of today.

A key of a case's ``observed`` is predicted by the profile of that name. The one exception is ``java-17``: these suites
were run with Java's bare CertPathBuilder and HostnameChecker, which is the profile ``java-17-certpath``; with a case's
CRLs it checks revocation, ``java-17-certpath-revocation``.
"""

from __future__ import annotations

import base64
import time
from collections import Counter
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import chainaudit
from chainaudit.app.moments import now
from chainaudit.judging.judge import verdict_of
from chainaudit.model import extension
from chainaudit.model.finding import Severity
from chainaudit.model.question import ReferenceKind, RevocationInputs, RevocationMode

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from chainaudit.model.question import ReferenceIdentifier

JUDGED_BY: Final = {"rfc5280": "rfc5280", "webpki": "webpki", "online": "recommended", "bettertls": "recommended"}
JUDGED_OTHERWISE_BY: Final = "rfc5280"
OBSERVED_AS: Final = {"java-17": "java-17-certpath"}
OBSERVED_WITH_CRLS_AS: Final = {"java-17": "java-17-certpath-revocation"}
_OIDS: Final = {name: oid for oid, name in extension.USAGE_NAMES.items()}
_KINDS: Final = {"DNS": ReferenceKind.DNS, "IP": ReferenceKind.IP, "RFC822": ReferenceKind.EMAIL}


def ders(pem: str | None) -> tuple[bytes, ...]:
    """Return what stands between the PEM markers, undone; several blocks may follow one another."""
    blocks = (pem or "").split("-----BEGIN ")[1:]
    return tuple(base64.b64decode(block.split("-----\n", 1)[1].split("-----END", 1)[0]) for block in blocks)


class Encoded(NamedTuple):
    """The certificates of a case as bytes."""

    target: tuple[bytes, ...]
    untrusted: tuple[bytes, ...]
    trusted: tuple[bytes, ...]


def encoded(case: dict[str, Any]) -> Encoded:
    """Undo the PEM of a case's certificates."""
    return Encoded(
        ders(case["peer_certificate"]),
        tuple(der for pem in case["untrusted_intermediates"] for der in ders(pem)),
        tuple(der for pem in case["trusted_certs"] for der in ders(pem)),
    )


def readable(ders_: tuple[bytes, ...]) -> tuple[chainaudit.Certificate, ...]:
    """Read certificates; one that is none, even read leniently, is left out, for it can be no part of a path."""
    found = []
    for der in ders_:
        try:
            found.append(chainaudit.Certificate.read(der))
        except chainaudit.ChainauditError:
            continue
    return tuple(found)


def question_of(case: dict[str, Any], given: Encoded | None = None) -> chainaudit.Question:
    """Ask what the case asks; ``given`` are its certificates where they are undone already.

    Raises:
        ChainauditError: the target is no certificate, or the name asked for is no name.
    """
    target, untrusted, trusted = given or encoded(case)
    read = chainaudit.Certificate.read
    moment = case["validation_time"]
    crls = tuple(der for pem in case["crls"] for der in ders(pem))
    return chainaudit.Question(
        chainaudit.Target(read(target[0])),
        anchors=tuple(chainaudit.Anchor(certificate) for certificate in readable(trusted)),
        moment=now() if moment is None else datetime.fromisoformat(moment).astimezone(timezone.utc),
        untrusted=readable(untrusted),
        host=_references(case),
        purpose=_purpose(case),
        revocation=RevocationInputs(crls, mode=RevocationMode.REQUIRE_ALL if crls else RevocationMode.OFF),
        max_intermediates=case["max_chain_depth"],
        required_usages=tuple(_OIDS[name] for name in case["extended_key_usage"]),
        required_key_usage=frozenset(extension.KEY_USAGE_NAMES.index(name) for name in case["key_usage"]),
    )


def _references(case: dict[str, Any]) -> tuple[ReferenceIdentifier, ...]:
    names = [name for name in (case["expected_peer_name"], *case["expected_peer_names"]) if name]
    return tuple(chainaudit.reference_identifier(name["value"], _KINDS[name["kind"]]) for name in names)


def _purpose(case: dict[str, Any]) -> chainaudit.Purpose:
    """A server is for serverAuth unless the case asks for something else; a client only for what the case asks."""
    wanted = set(case["extended_key_usage"])
    if case["validation_kind"] == "SERVER":
        return chainaudit.Purpose.SERVER if wanted <= {"serverAuth"} else chainaudit.Purpose.ANY
    return chainaudit.Purpose.CLIENT if wanted == {"clientAuth"} else chainaudit.Purpose.ANY


def judge(case: dict[str, Any]) -> dict[str, Any]:
    """Judge one case and say what every observed verifier would answer."""
    profile = chainaudit.profile(JUDGED_BY.get(case["id"].split("::")[0], JUDGED_OTHERWISE_BY))
    checks = chainaudit.checks()
    started = time.perf_counter()
    try:
        question = question_of(case)
    except chainaudit.ChainauditError as error:
        return _refused(case, str(error), time.perf_counter() - started)
    verdict, facts = verdict_of(question, profile, checks)
    seconds = time.perf_counter() - started
    row = {
        "id": case["id"],
        "verdict": "accept" if verdict.accepted else "reject",
        "findings": sorted({f.check for f in facts.findings if f.severity is Severity.ERROR}),
        "seconds": round(seconds, 6),
    }
    if verdict.undetermined:
        row["undetermined"] = verdict.undetermined
    predicted = {name: predict(question, name) for name in case.get("observed", {})}
    return {**row, "predicted": predicted} if predicted else row


def _refused(case: dict[str, Any], why: str, seconds: float) -> dict[str, Any]:
    """Answer a case that cannot even be asked: nobody accepts what is no certificate, or a name that is none."""
    predicted = {name: {"verdict": "reject", "words": why} for name in case.get("observed", {})}
    row = {
        "id": case["id"],
        "verdict": "reject",
        "findings": ["store.malformed-certificate"],
        "seconds": round(seconds, 6),
    }
    return {**row, "undetermined": why, **({"predicted": predicted} if predicted else {})}


def predict(question: chainaudit.Question, observed: str) -> dict[str, Any]:
    """Say what one verifier would answer."""
    names = {**OBSERVED_AS, **OBSERVED_WITH_CRLS_AS} if question.revocation.crls else OBSERVED_AS
    profile = chainaudit.profile(names.get(observed, observed))
    verdict, _ = verdict_of(question, profile, chainaudit.checks())
    told: dict[str, Any] = {"verdict": "accept" if verdict.accepted else "reject"}
    if verdict.reasons:
        told["words"] = verdict.reasons[0].words
    if any(reason.number is not None for reason in verdict.reasons) or observed.startswith("openssl"):
        told["errors"] = [[r.number, r.depth] for r in verdict.reasons if r.number is not None]
    return told


def run(document: dict[str, Any], base: pathlib.Path) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the suites' interface
    """Judge every case of a document."""
    for case in document["testcases"]:
        yield judge(case)


def summary(document: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """Count by namespace what agrees with the suite, and by verifier what agrees with what was observed."""
    told: list[str] = []
    cases = {case["id"]: case for case in document["testcases"]}
    scores: dict[str, Counter[bool]] = {}
    for row in rows:
        case = cases[row["id"]]
        right = (row["verdict"] == "accept") == (case["expected_result"] == "SUCCESS")
        scores.setdefault(case["id"].split("::")[0], Counter())[right] += 1
        if not right:
            told.append(f"{row['id']}: {row['verdict']} where {case['expected_result']} is expected; {row['findings']}")
        for name, observed in case.get("observed", {}).items():
            answer = observed if isinstance(observed, str) else observed["result"]
            if answer in ("SUCCESS", "FAILURE"):
                agrees = (row["predicted"][name]["verdict"] == "accept") == (answer == "SUCCESS")
                scores.setdefault(f"predicted {name}", Counter())[agrees] += 1
                if not agrees:
                    told.append(f"{row['id']}: {name} answered {answer}; predicted {row['predicted'][name]}")
    told.extend(f"{name}: {score[True]} of {score.total()}" for name, score in scores.items())
    slowest = max(rows, key=lambda row: row["seconds"])
    median = sorted(row["seconds"] for row in rows)[len(rows) // 2]
    told.append(f"median {median * 1e6:.0f} µs; slowest {slowest['seconds']:.3f} s ({slowest['id']})")
    return "\n".join(told)
