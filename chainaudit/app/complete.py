"""A store completed from certificates at hand, from truststores and, where that is wished, from the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.app.advice import IDENTITY, TRUSTSTORE, UNTRUSTED, with_advice
from chainaudit.app.convert import whole
from chainaudit.app.issuer_fetch import IssuerFetcher
from chainaudit.app.moments import now
from chainaudit.app.opening import open_store
from chainaudit.app.passwords import Passwords
from chainaudit.app.targets import all_certificates
from chainaudit.app.truststores import CERTIFI, open_truststore
from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.planning.chain_completion import Pool
from chainaudit.planning.store_completion import complete_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import Limits
    from chainaudit.model.store import Store
    from chainaudit.planning.store_completion import Completed


def complete(  # noqa: PLR0913 - as many options, each by name
    store: str | Store,
    *,
    truststores: Sequence[str | Store] = (),
    untrusted: Sequence[str | Store] = (),
    alias: str | None = None,
    fetch: bool = False,
    include_root: bool = False,
    at: datetime | None = None,
    passwords: Passwords | None = None,
    limits: Limits | None = None,
) -> Completed:
    """Return a store with the chain of every key, or of the one with ``alias``, completed and in order.

    Stores are paths, or read already; without truststores chains end at certifi's bundle. ``fetch`` asks the addresses
    that certificates name for their issuers; ``include_root`` puts roots at the end. ``at`` is the moment by which one
    of several possible issuers is preferred, now by default. Nothing is written: ``write_store`` does that.

    Raises:
        UsageError: there is no such alias, or nothing that has a chain.
        StoreError: a store cannot be read as a whole.
    """
    passwords = passwords or Passwords()
    if isinstance(store, str):
        opened = open_store(store, password=passwords.store, key_passwords=passwords.keys, limits=limits)
        store = with_advice(opened, IDENTITY)
    fetcher = IssuerFetcher() if fetch else None
    pool = Pool(
        (*whole(store).certificates, *(c for one in untrusted for c in _untrusted(one, passwords, limits))),
        (c for one in (truststores or (CERTIFI,)) for c in _trusted(one, passwords, limits)),
        at or now(),
        fetch=fetcher,
        include_root=include_root,
    )
    completed = complete_store(store, pool, alias=alias)
    return completed._replace(notes=tuple(fetcher.notes)) if fetcher else completed


def _trusted(source: str | Store, passwords: Passwords, limits: Limits | None) -> tuple[Certificate, ...]:
    if isinstance(source, str):
        opened = open_truststore(source, password=passwords.of_truststore(source), limits=limits)
        source = with_advice(opened, TRUSTSTORE)
    return _certificates(source)


def _untrusted(source: str | Store, passwords: Passwords, limits: Limits | None) -> tuple[Certificate, ...]:
    if isinstance(source, str):
        opened = open_store(source, password=passwords.of_untrusted(source), limits=limits)
        source = with_advice(opened, UNTRUSTED)
    return _certificates(source)


def _certificates(store: Store) -> tuple[Certificate, ...]:
    found = all_certificates(store)
    if not found:
        problem = store.problem
        kind = StoreErrorKind.EMPTY if problem is None else problem.kind
        raise StoreError(kind, f"{store.source} holds no certificate." if problem is None else problem.message)
    return found
