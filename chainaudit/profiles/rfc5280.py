"""RFC 5280 alone: its rules for certificates (section 4) and paths (section 6), and names by RFC 9525 where asked."""

from __future__ import annotations

from chainaudit.model.profile import STANDARD, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules

PROFILE = Profile(
    name="rfc5280",
    title="RFC 5280, sections 4 and 6, without floors of strength",
    cites=("https://www.rfc-editor.org/rfc/rfc5280", "https://www.rfc-editor.org/rfc/rfc9525"),
    family=STANDARD,
    strategy=Strategy(StrategyKind.ANY_PATH),
    # The RFC names no key size and leaves digests to others.
    rules=Rules(rsa_bits=0, dsa_bits=0, ec_bits=0, weak_digests=frozenset()),
    # Who does not know a critical extension must reject the certificate (4.2), that of an anchor too.
    # What conforming CAs must write (4.1.2.2, 4.2.1.3) is asked of the certificate of an anchor as well.
    rulings={
        "path.critical-extension-unknown/anchor": Ruling(""),
        "certificate.key-usage-bits/missing": Ruling(""),
        "certificate.serial-number": Ruling(""),
    },
    # That a TLS key must be able to sign is a rule of RFC 8446, 4.4.2.2, not of the certificate profile.
    # In which order TLS sends certificates is one of 4.4.2.
    tolerates=frozenset(
        {"usage.key-usage/no-digital-signature", "usage.key-usage/unusable", "path.wrong-order/leaf-not-first"}
    ),
)
