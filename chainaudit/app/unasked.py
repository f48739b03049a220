"""Which checks have nothing to look at in a question, so that their modules need not be loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.app import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.peer import Peer
    from chainaudit.model.profile import Profile
    from chainaudit.model.question import RevocationInputs


def unasked(revocation: RevocationInputs | None, peer: Peer | None, judged_by: Iterable[Profile]) -> frozenset[str]:
    """Return the ids of the checks that are not applicable to this question whatever the certificates say.

    Of revocation one remains, which says that it was not checked; a profile that changes the question may ask for it.
    """
    ids: frozenset[str] = frozenset()
    if revocation is None and all(profile.adapt is None for profile in judged_by):
        ids |= registry.check_ids("revocation") - {"revocation.unknown"}
    return ids if peer is not None else ids | registry.check_ids("peer")
