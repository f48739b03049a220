from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from chainaudit.evidence.rules.wording import find
from tests.evidence.seen import best, certificate, said, votes

MOMENT = datetime(2026, 11, 21, tzinfo=timezone.utc)
PAST = MOMENT - timedelta(days=1)
LEAF, INTER, ROOT = certificate("leaf", "inter"), certificate("inter", "root"), certificate("root", "root")


@pytest.mark.parametrize(
    ("presented", "cause"),
    [
        ((LEAF,), "incomplete_chain"),
        ((LEAF, INTER), "unknown_ca"),
        ((LEAF, INTER, ROOT), "unknown_ca"),
        ((ROOT,), "self_signed"),
        (None, "unknown_ca"),
    ],
)
def test_an_unknown_issuer_is_told_by_what_was_presented(presented: object, cause: str) -> None:
    assert best(votes(find, presented=presented, remarks=said("issuer-unknown", "client"))) == cause


def test_a_server_that_knows_no_issuer_means_the_client_certificate() -> None:
    found = votes(find, remarks=said("issuer-unknown", "server"))
    assert best(found) == "client_cert_rejected_unknown_ca"


@pytest.mark.parametrize(
    ("presented", "detail", "cause"),
    [
        ((certificate("leaf", "inter", not_after=PAST), INTER), "", "certificate_expired"),
        ((LEAF, certificate("inter", "root", not_after=PAST)), "", "intermediate_expired"),
        (None, "0", "certificate_expired"),
        (None, "1", "intermediate_expired"),
    ],
)
def test_which_one_has_expired(presented: object, detail: str, cause: str) -> None:
    remarks = said("expired", "client", detail)
    assert best(votes(find, moment=MOMENT, presented=presented, remarks=remarks)) == cause


def test_an_expired_client_certificate() -> None:
    assert best(votes(find, remarks=said("expired", "server"))) == "client_cert_expired"
