"""NIST PKITS: the algorithm of RFC 5280, section 6, with hard-fail revocation and policies."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model.question import PolicyInputs, RevocationInputs, RevocationMode

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Mapping

    from chainaudit.judging.facts import Facts

OWN_PROFILE: Final = "rfc5280-path"
PROFILES: Final = {"openssl-3.0-pkits": "openssl-3.0-pkits", "java-17": "java-17-certpath-revocation"}
"""The key of an observation, and the profile that predicts it; a bare CertPathValidator was run, not JSSE."""


def question_of(case: Mapping[str, Any], base: pathlib.Path) -> chainaudit.Question:
    """Make the question of a case. The suite judges paths alone: no host, no purpose."""
    settings = case["settings"]
    anchor = chainaudit.Certificate.read((base / case["trust_anchor"]).read_bytes())
    others = tuple(chainaudit.Certificate.read((base / name).read_bytes()) for name in case["intermediates"])
    return chainaudit.Question(
        chainaudit.Target(chainaudit.Certificate.read((base / case["ee"]).read_bytes())),
        anchors=(chainaudit.Anchor(anchor),),
        moment=datetime.fromisoformat(case["time"]),
        untrusted=others,
        purpose=chainaudit.Purpose.ANY,
        policies=PolicyInputs(
            frozenset(settings["initial_policy_set"]),
            explicit_policy=settings["initial_explicit_policy"],
            inhibit_policy_mapping=settings["initial_policy_mapping_inhibit"],
            inhibit_any_policy=settings["initial_any_policy_inhibit"],
        ),
        revocation=RevocationInputs(
            tuple((base / name).read_bytes() for name in case["crls"]),
            mode=RevocationMode.REQUIRE_ALL if case["require_revocation"] else RevocationMode.OFF,
        ),
    )


def run(document: Mapping[str, Any], base: pathlib.Path) -> Iterator[dict[str, Any]]:
    """Judge every case; yield what the conformance run prints of it."""
    own, checks = chainaudit.profile(OWN_PROFILE), chainaudit.checks()
    for case in document["cases"]:
        begun = time.perf_counter()
        verdict, facts = verdict_of(question_of(case, base), own, checks)
        seconds = time.perf_counter() - begun
        policies = _policies(facts)
        yield {
            "id": case["id"],
            "verdict": "accept" if verdict.accepted else "reject",
            "findings": sorted({r.finding.check for r in verdict.reasons if r.finding is not None}),
            "user_constrained_policy_set": policies if verdict.accepted else None,
            "seconds": round(seconds, 6),
            "predicted": {
                key: predicted
                for key in case.get("observed", {})
                if (predicted := _predict(PROFILES.get(key, key), case, base)) is not None
            },
        }


def _policies(facts: Facts) -> list[str] | None:
    told = (f.values["user_constrained_policy_set"] for f in facts.findings if f.check == "policy.accepted-set")
    return next(told, None)


def _predict(name: str, case: Mapping[str, Any], base: pathlib.Path) -> dict[str, Any] | None:
    """Ask the profile of a real verifier; None where there is none."""
    try:
        profile = chainaudit.profile(name)
    except chainaudit.ChainauditError:
        return None
    verdict, _ = verdict_of(question_of(case, base), profile, chainaudit.checks())
    errors = [[r.number, r.depth] for r in verdict.reasons if r.number is not None]
    return {"verdict": "accept" if verdict.accepted else "reject", "errors": errors}


def summary(document: Mapping[str, Any], rows: list[dict[str, Any]]) -> str:
    """Say how many verdicts and policy sets are as expected, and name the cases that are not."""
    expected = {case["id"]: case for case in document["cases"]}
    wrong = [row["id"] for row in rows if (row["verdict"] == "accept") is not expected[row["id"]]["expect"]]
    sets = [row for row in rows if row["verdict"] == "accept" and expected[row["id"]]["expect"]]
    differing = [row["id"] for row in sets if not _same_policies(row, expected[row["id"]])]
    keys = sorted({key for row in rows for key in row["predicted"]})
    lines = [
        f"{len(rows) - len(wrong)} of {len(rows)} verdicts as expected; otherwise: {', '.join(wrong) or 'none'}",
        f"{len(sets) - len(differing)} of {len(sets)} policy sets; otherwise: {', '.join(differing) or 'none'}",
    ]
    return "\n".join([*lines, *(_agreement(key, rows, expected) for key in keys)])


def _same_policies(row: Mapping[str, Any], case: Mapping[str, Any]) -> bool:
    wanted = case.get("expect_user_constrained_policy_set")
    return wanted is None or set(row["user_constrained_policy_set"] or ()) == set(wanted)


def _agreement(key: str, rows: list[dict[str, Any]], expected: Mapping[str, Any]) -> str:
    asked = [(row, expected[row["id"]]["observed"].get(key)) for row in rows if key in row["predicted"]]
    pairs = [(row, seen["result"] if isinstance(seen, dict) else seen, seen) for row, seen in asked]
    counted = [(row, result, seen) for row, result, seen in pairs if result != "SKIPPED"]
    agree = [(row["predicted"][key]["verdict"] == "accept") is (result == "SUCCESS") for row, result, _ in counted]
    told = f"{key}: {sum(agree)} of {len(agree)} verdicts"
    coded = [
        (row, seen)
        for row, result, seen in counted
        if result == "FAILURE" and isinstance(seen, dict) and seen["errors"]
    ]
    if coded:
        first = [
            row["predicted"][key]["errors"][:1] == [[seen["errors"][0]["code"], seen["errors"][0]["depth"]]]
            for row, seen in coded
        ]
        told += f", {sum(first)} of {len(first)} first errors"
    return told
