from __future__ import annotations

import pytest

from chainaudit.evidence.phrases.book import PhraseBook
from chainaudit.evidence.phrases.handshake import HANDSHAKE
from chainaudit.evidence.rules.certificate_wording import ABOUT_CERTIFICATES, CERTIFICATE
from chainaudit.evidence.rules.wording import _ELSE, DIRECT

BOOK = PhraseBook(HANDSHAKE)


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("SSL routines:tls_post_process_client_hello:no shared cipher", "no-shared-cipher"),
        ("javax.net.ssl.SSLHandshakeException: no cipher suites in common", "no-shared-cipher"),
        ("SEC_E_ALGORITHM_MISMATCH", "no-shared-cipher"),
        ("SSL routines:tls_choose_sigalg:no suitable signature algorithm", "no-usable-key"),
        ("Client requested protocol TLSv1 is not enabled or supported in server context", "version"),
        ("SSL routines::dh key too small", "dh-small"),
        ("SSL routines::unsafe legacy renegotiation disabled", "legacy-renegotiation"),
        ("SSL routines:ssl3_get_record:wrong version number", "not-tls"),
        ("connect: Connection refused", "refused"),
        ("getaddrinfo ENOTFOUND h.test", "unresolved"),
        ("all is well", None),
    ],
)
def test_wordings_of_the_handshake(line: str, meaning: str | None) -> None:
    found = BOOK.find(line)
    assert (found[0].meaning if found is not None else None) == meaning


def test_every_meaning_is_one_that_a_rule_knows() -> None:
    known = {*DIRECT, *CERTIFICATE, *ABOUT_CERTIFICATES, *_ELSE}
    assert {phrase.meaning for phrase in HANDSHAKE} <= known
