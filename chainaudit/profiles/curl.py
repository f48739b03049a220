"""curl built with OpenSSL: partial chains are accepted, which a plain OpenSSL client refuses; names are its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.general_name import NameKind
from chainaudit.model.profile import Reason, Ruling
from chainaudit.profiles.openssl_profile import MANUAL, openssl_profile
from chainaudit.profiles.openssl_settings import ASKED, Settings

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question

_HOST_WORDS = "SSL: no alternative certificate subject name matches target host name '{host}'"
_NAME = 62


def _has_names(path: Path) -> bool:
    """Whether hosts or addresses stand among the alternative names: then the common name is not looked at."""
    names = path.target.subject_alternative_names or ()
    return any(name.kind in (NameKind.DNS, NameKind.IP) for name in names)


def has_address(_finding: Finding, path: Path, _question: Question) -> bool:
    """Whether the common name fits, and is not looked at because of an address."""
    return _has_names(path)


def say(reasons: tuple[Reason, ...], path: Path, question: Question) -> tuple[Reason, ...]:
    """The name is compared when the handshake is over, so that it is told where nothing else is wrong."""
    others = tuple(reason for reason in reasons if reason.number != _NAME)
    if others or not reasons or _has_names(path) or not question.host:
        return others[:1] or reasons[:1]
    first, name = reasons[0], path.target.subject.common_name
    words = f"SSL: certificate subject name '{name}' does not match target host name '{question.host[0].text}'"
    return (Reason(words, number=first.number, depth=first.depth, finding=first.finding),) if name else reasons


PROFILE = openssl_profile(
    "curl",
    "curl with OpenSSL 3, security level 2 as Debian sets it",
    Settings(purpose=ASKED, auth_level=2, goes_on=False, partial_chain=True),
    goes_on=None,
    host_words=_HOST_WORDS,
    further={
        "identity.no-san/common-name-matches": Ruling(
            _HOST_WORDS, number=_NAME, depth=lambda _f, _p: 0, when=has_address
        )
    },
    say=say,
    cites=(
        MANUAL,
        "observed with curl 7.88.1 and OpenSSL 3.0",
        "curl, lib/vtls/openssl.c, ossl_verifyhost",
        "curl, CURLOPT_SSL_OPTIONS: CURLSSLOPT_NO_PARTIALCHAIN",
    ),
)
