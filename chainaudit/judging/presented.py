"""Java's way to a path: the presented chain is followed as long as it links, and searched only then.

The order of decisions is that of JSSE's default trust manager: a target that is itself trusted (or has the name and the
key of a trusted certificate) is taken at once; a certificate of the chain that is trusted ends it; a chain that does
not link, or whose last issuer nobody trusts, is given to a path builder, with its certificates as candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.judging.judged import Judged, is_usable_anchor, judge_path
from chainaudit.judging.searched import any_path
from chainaudit.model.extension import SUBJECT_KEY_IDENTIFIER
from chainaudit.model.path import Path
from chainaudit.model.signature import SignatureStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.judging.evaluation import Evaluation
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Anchor
    from chainaudit.model.profile import Profile


def follow_presented(profile: Profile, evaluation: Evaluation) -> Judged:
    """Return the path that such a verifier comes to, judged; ``path.was_searched`` says which way it took."""
    question = evaluation.question
    usable = is_usable_anchor(profile, question)
    anchors = [anchor for anchor in question.anchors if usable(anchor)]
    chain = question.target.presented or (question.target.certificate, *question.untrusted)
    followed = _follow(chain, anchors, evaluation)
    if followed is not None:
        return judge_path(profile, evaluation, followed)
    judged = any_path(_searching(profile), evaluation)
    searched = Path(judged.path.certificates, judged.path.anchor, was_searched=True)
    return Judged(searched, judged.facts, judged.fatal)


def _searching(profile: Profile) -> Profile:
    """Return the profile with the rulings that it has only where it searches."""
    more = profile.strategy.search_rulings
    if not more:
        return profile
    return profile.but(rulings={**profile.rulings, **more})


def _follow(chain: Sequence[Certificate], anchors: list[Anchor], evaluation: Evaluation) -> Path | None:
    """Return the path that the chain itself is; None where a builder has to search."""
    for position, certificate in enumerate(chain):
        if position and certificate.subject != chain[position - 1].issuer:
            return None
        if position == 0:
            pinned = next((anchor for anchor in anchors if anchor.certificate == certificate), None)
            if pinned is not None:
                return Path((certificate,), pinned)
        elif _same(certificate, anchors) is not None:
            return _ended(tuple(chain[:position]), anchors, evaluation)
    if any(anchor.certificate.subject == chain[-1].issuer for anchor in anchors):
        return _ended(tuple(chain), anchors, evaluation)
    return None


def _same(certificate: Certificate, anchors: list[Anchor]) -> Anchor | None:
    """Return the anchor that is this certificate, else one with its name and key (never asked for the target)."""
    for anchor in anchors:
        if anchor.certificate == certificate:
            return anchor
    for anchor in anchors:
        if (
            anchor.certificate.subject == certificate.subject
            and anchor.certificate.public_key == certificate.public_key
        ):
            return anchor
    return None


def _ended(below: tuple[Certificate, ...], anchors: list[Anchor], evaluation: Evaluation) -> Path:
    """End a chain at the anchor whose key verifies its last certificate; without one it chains with no anchor."""
    for anchor in anchors:
        if anchor.certificate.subject == below[-1].issuer and not _is_for_another_key(anchor.certificate, below[-1]):
            status = evaluation.candidates.signature(anchor.certificate, below[-1])
            if status is SignatureStatus.VALID:
                return Path((*below, anchor.certificate), anchor)
    return Path(below, None)


def _is_for_another_key(issuer: Certificate, subject: Certificate) -> bool:
    """Whether the anchor is not the certificate that is named; such a one is not tried, unlike an issuer in a search.

    Key identifiers must agree where both have one, and one that cannot be read does not; so must serial numbers, but
    those of old certificates, which have no extensions.
    """
    authority = subject.authority_key_identifier
    if authority is None:
        return False
    if authority.serial_number not in (None, issuer.serial_number) and issuer.version > 2:
        return True
    wanted, own = authority.key_identifier, issuer.subject_key_identifier
    return wanted is not None and (issuer.is_malformed(SUBJECT_KEY_IDENTIFIER) or own not in (None, wanted))
