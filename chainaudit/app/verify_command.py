"""Turns the options of ``chainaudit verify`` into a question: sources of passwords, moments, revocation files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.moments import moment
from chainaudit.app.passwords import keyed_passwords, read_password
from chainaudit.app.revocation_files import revocation_inputs
from chainaudit.app.verify import Passwords, verify, worst_exit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.report import Report


def run_verify(options: Mapping[str, Any]) -> tuple[Report, int]:
    """Judge as the options ask; return the report and the exit code.

    Raises:
        UsageError: an option makes no sense.
    """
    report = verify(
        options["store"],
        alias=options["alias"],
        host=options["host"],
        truststores=options["truststores"],
        untrusted=options["untrusted"],
        presented=options["presented"],
        profiles=options["profiles"] or ("recommended",),
        purpose=options["purpose"],
        at=moment(options["at"]),
        partial_chain=options["partial_chain"],
        passwords=_passwords(options),
        expires_soon_days=options["expires_soon_days"],
        revocation=revocation_inputs(options["crls"], options["ocsp_responses"]),
        system=options["system"],
    )
    return report, worst_exit(report, options["fail_on"])


def _passwords(options: Mapping[str, Any]) -> Passwords:
    source = options["password"]
    return Passwords(
        store=None if source is None else read_password(source),
        keys=keyed_passwords(options["key_passwords"]),
        truststores=keyed_passwords(options["truststore_passwords"]),
        untrusted=keyed_passwords(options["untrusted_passwords"]),
    )
