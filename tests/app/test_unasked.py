"""Checks that have nothing to look at are not loaded, and their outcome is said all the same."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from chainaudit.app import registry
from chainaudit.app.unasked import unasked
from chainaudit.model.question import RevocationInputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECOMMENDED = (registry.profile("recommended"),)
VERIFY = ("verify", "--presented", "testdata/how_to/transfer_cft/presented.pem")
TRUST = ("--truststore", "testdata/how_to/transfer_cft/imported-b-and-c.pem")


def test_without_lists_and_responses_only_the_check_that_says_so_remains() -> None:
    found = unasked(None, None, RECOMMENDED)
    assert "revocation.revoked" in found
    assert "revocation.unknown" not in found
    assert not {identity for identity in found if not identity.startswith(("revocation.", "peer."))}


def test_with_inputs_of_revocation_every_check_of_it_is_loaded() -> None:
    found = unasked(RevocationInputs(), None, RECOMMENDED)
    assert not {identity for identity in found if identity.startswith("revocation.")}


def test_a_profile_that_changes_the_question_may_ask_for_revocation() -> None:
    assert not unasked(None, None, (registry.profile("rfc5280-path"),)) & registry.check_ids("revocation")


def test_the_ids_of_a_folder_are_those_of_its_checks() -> None:
    for folder in ("revocation", "peer"):
        loaded = {check.id for check in registry.checks() if check.id.startswith(f"{folder}.")}
        assert registry.check_ids(folder) == loaded


def test_what_is_left_out_is_not_loaded(project: Path) -> None:
    code = f"""
import sys
from chainaudit.cli import main
sys.argv = ["chainaudit", *{(*VERIFY, *TRUST)!r}]
try:
    main()
finally:
    print(*sys.modules, sep=chr(10), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=False)
    loaded = {name for name in done.stderr.splitlines() if name.startswith("chainaudit.validators.revocation.")}
    assert loaded == {"chainaudit.validators.revocation.unknown"}


def test_every_check_has_an_outcome(chainaudit: Callable[..., Any]) -> None:
    document = json.loads(chainaudit(*VERIFY, *TRUST, "--format", "json").stdout)
    assert set(document["outcomes"]) >= registry.check_ids("revocation") | registry.check_ids("peer")
    assert document["outcomes"]["revocation.unknown"] == "not-checked"
    assert document["outcomes"]["revocation.revoked"] == "not-applicable"
