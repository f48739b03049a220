"""Turns the options of ``chainaudit complete`` into a new store beside the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.advice import TRUSTSTORE, UNTRUSTED, with_advice
from chainaudit.app.asking import limits_of, opened_with_prompt, passwords_of
from chainaudit.app.chain_completion import Pool
from chainaudit.app.complete import complete_store
from chainaudit.app.convert import whole, write_store
from chainaudit.app.issuer_fetch import IssuerFetcher
from chainaudit.app.moments import now
from chainaudit.app.opening import open_store
from chainaudit.app.registry import writers
from chainaudit.app.targets import all_certificates
from chainaudit.app.truststores import CERTIFI, open_truststore
from chainaudit.errors import StoreError, StoreErrorKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.app.convert import Written
    from chainaudit.app.passwords import Passwords
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.store import Store

COMPLETE = 0
INCOMPLETE = 1


def run_complete(options: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Write the completed copy; return what was done, what else is to be told, and the exit code.

    Raises:
        UsageError: an option makes no sense, or the copy cannot be written.
        StoreError: a store cannot be read as a whole.
    """
    store, passwords = opened_with_prompt(options["store"], passwords_of(options), limits=limits_of(options))
    store = whole(store)
    fetcher = IssuerFetcher() if options["fetch"] else None
    pool = Pool(
        (*store.certificates, *(c for path in options["untrusted"] for c in _untrusted(path, passwords))),
        (c for path in (options["truststores"] or (CERTIFI,)) for c in _trusted(path, passwords)),
        now(),
        fetch=fetcher,
        include_root=options["include_root"],
    )
    completed = complete_store(store, pool, alias=options["alias"])
    written = _write(completed.store, options["target"], passwords)
    done = (*completed.done, *written.notes, f"{options['target']} was written: {written.writer.title}.")
    return done, tuple(fetcher.notes) if fetcher else (), INCOMPLETE if completed.missing else COMPLETE


def _trusted(path: str, passwords: Passwords) -> tuple[Certificate, ...]:
    return _certificates(with_advice(open_truststore(path, password=passwords.of_truststore(path)), TRUSTSTORE))


def _untrusted(path: str, passwords: Passwords) -> tuple[Certificate, ...]:
    return _certificates(with_advice(open_store(path, password=passwords.of_untrusted(path)), UNTRUSTED))


def _certificates(store: Store) -> tuple[Certificate, ...]:
    found = all_certificates(store)
    if not found:
        problem = store.problem
        kind = StoreErrorKind.EMPTY if problem is None else problem.kind
        raise StoreError(kind, f"{store.source} holds no certificate." if problem is None else problem.message)
    return found


def _write(store: Store, target: str, passwords: Passwords) -> Written:
    """Write the copy in the store's own format, or as its name says where that format is not written."""
    own = store.format.lower()
    return write_store(
        store,
        target,
        format_name=own if own in {writer.name for writer in writers()} else None,
        password=passwords.store,
        key_passwords={alias: value for alias, value in passwords.keys.items() if alias is not None},
    )
