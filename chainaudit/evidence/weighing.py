"""From votes to a diagnosis: what speaks for a cause adds up, what is close to it stays named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence.rules import (
    client_certificate,
    hello,
    network,
    plaintext,
    sealed,
    server_certificate,
    unexplained,
    wording,
)
from chainaudit.evidence.view import View, Vote
from chainaudit.model.evidence import SERVER, UNKNOWN, Connection, Diagnosis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RULES: Final[tuple[Callable[[View], Iterator[Vote]], ...]] = (
    plaintext.find,
    hello.find,
    server_certificate.find,
    client_certificate.find,
    sealed.find,
    wording.find,
    network.find,
)

CERTAIN: Final = 0.9
LIKELY: Final = 0.6
CLOSE: Final = 0.12
"""Causes whose scores differ by less than this cannot be told apart."""

_LEAST: Final = 0.15
"""What is weaker than this is not named. Beside a cause that is certain only those are that are certain too."""
_GENERAL: Final = frozenset(
    (
        "server_cert_rejected",
        "client_cert_rejected",
        "handshake_failure_unspecified",
        "closed_mid_handshake",
        "reset_mid_handshake",
    )
)
"""Causes that say no more than that something failed: not worth naming beside one that says more."""

_MAX_REASONS: Final = 5
_MAX_OTHERS: Final = 4


def diagnose(connection: Connection, siblings: tuple[Connection, ...] = ()) -> Diagnosis:
    """The cause of a connection's failure. ``siblings`` are other connections of the same input, for comparison."""
    view = View(connection, siblings)
    votes = [vote for rule in RULES for vote in rule(view)] or list(unexplained.find(view))
    scores = _scores(votes)
    if not scores:
        return Diagnosis(
            connection, None, _refused_by_none(connection), "certain" if connection.established else "possible", ()
        )
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if connection.exit_status == 0 and connection.viewpoint != SERVER:
        return Diagnosis(connection, None, "none", "certain", (), tuple(_other(name, votes) for name, _ in ranked[:1]))
    cause, score = ranked[0]
    mine = sorted((vote for vote in votes if vote.cause == cause), key=lambda vote: -vote.weight)
    runner_up = max((value for name, value in ranked[1:] if name not in _GENERAL), default=0.0)
    reasons = tuple(dict.fromkeys(vote.reason for vote in mine))[:_MAX_REASONS]
    certainty = _certainty(score, runner_up)
    least = CERTAIN if certainty == "certain" else _LEAST
    rivals = [name for name, value in ranked[1:] if value >= least and name not in _GENERAL]
    others = tuple(_other(name, votes) for name in rivals[:_MAX_OTHERS])
    deciding = "" if certainty == "certain" else _deciding(view, cause, others)
    return Diagnosis(connection, cause, _refuser(mine), certainty, reasons, others, deciding)


def _scores(votes: list[Vote]) -> dict[str, float]:
    """Independent reasons for one cause add up as chances do: 1 - product of (1 - weight)."""
    doubt: dict[str, float] = {}
    for vote in votes:
        doubt[vote.cause] = doubt.get(vote.cause, 1.0) * (1.0 - vote.weight)
    return {cause: 1.0 - left for cause, left in doubt.items()}


def _certainty(score: float, runner_up: float) -> str:
    if score - runner_up < CLOSE and runner_up < CERTAIN:
        return "possible"
    if score >= CERTAIN:
        return "certain"
    return "likely" if score >= LIKELY else "possible"


def _refuser(votes: list[Vote]) -> str:
    return next((vote.refused_by for vote in votes if vote.refused_by != UNKNOWN), UNKNOWN)


def _refused_by_none(connection: Connection) -> str:
    return "none" if connection.established else UNKNOWN


def _other(cause: str, votes: list[Vote]) -> tuple[str, str]:
    best = max((vote for vote in votes if vote.cause == cause), key=lambda vote: vote.weight)
    return cause, best.reason


def _deciding(view: View, cause: str, others: tuple[tuple[str, str], ...]) -> str:
    """The one step that would settle what is open, empty where nothing is."""
    connection = view.connection
    address = connection.address or "HOST:PORT"
    name = (connection.offer.server_name if connection.offer else None) or connection.expected_host or "HOST"
    if connection.unseen and "certificates" in connection.unseen:
        return "capture again with SSLKEYLOGFILE set at the client and pass that file as --keylog"
    names = {cause, *(other for other, _ in others)}
    if names >= {"unknown_ca", "incomplete_chain"}:
        return (
            f"openssl s_client -connect {address} -servername {name} "
            f"-showcerts, then --truststore with the client's store"
        )
    if names & {"client_chain_incomplete", "client_cert_issuer_not_in_ca_list"} and len(names) > 1:
        return "chainaudit diagnose with --client-store and the client's keystore"
    if names & {"no_shared_cipher", "sni_missing", "handshake_failure_unspecified"} and len(names) > 1:
        return f"openssl s_client -connect {address} -servername {name}, with and without -servername"
    if cause in {
        "handshake_failure_unspecified",
        "closed_mid_handshake",
        "server_cert_rejected",
        "client_cert_rejected",
    }:
        return f"the log of the {'peer' if connection.viewpoint == UNKNOWN else 'other side'} at the same moment"
    return ""
