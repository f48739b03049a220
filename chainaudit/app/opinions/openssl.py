"""The question as a command line of the real `openssl verify`, and what it answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.errors import EncodingError
from chainaudit.model import der, extension
from chainaudit.model.pem import CERTIFICATE, pem
from chainaudit.model.question import Purpose, ReferenceKind, RevocationMode
from chainaudit.model.second_opinion import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from chainaudit.model.path import Anchor
    from chainaudit.model.profile import Profile
    from chainaudit.model.question import Question

    Run = Callable[[str, Sequence[str], Path], tuple[int, str] | None]

LEVEL: Final = 2
"""The security level at which TLS clients run (OpenSSL 3.2, and 3.0 as Debian and Red Hat set it)."""
_PURPOSES: Final = {Purpose.SERVER: "sslserver", Purpose.CLIENT: "sslclient"}
_NAMES: Final = {
    ReferenceKind.DNS: "-verify_hostname",
    ReferenceKind.IP: "-verify_ip",
    ReferenceKind.EMAIL: "-verify_email",
}
NEWEST: Final = (99,)
"""Stands for the newest that there is, where a program does not say its version."""
_VERSION: Final = re.compile(r"OpenSSL (\d+(?:\.\d+)*)")
_SAID: Final = re.compile(r"^error \d+ at \d+ depth lookup: .*$", re.MULTILINE)


def ask(question: Question, folder: Path, run: Run) -> tuple[Answer, Profile]:
    """Write the certificates to ``folder`` and run `openssl verify` on them; return its answer and who predicts it."""
    _write(question, folder)
    version = run("openssl", ["version"], folder)
    name = "openssl" if version is None else " ".join(version[1].split()[:2])
    profile = _predicting(question, name)
    done = run("openssl", ["verify", *arguments(question), "target.pem"], folder)
    if version is None or done is None:
        return Answer("openssl", None, ("the program is not installed, or did not answer in time",)), profile
    code, text = done
    if code not in (0, 2):
        return Answer(name, None, tuple(text.splitlines()[:2])), profile
    said = tuple(_SAID.findall(text))
    return Answer(name, code == 0, said if code else ()), profile


def arguments(question: Question) -> list[str]:
    """Return the options of `openssl verify` that ask the question as a TLS peer would."""
    found = ["-no-CApath", "-no-CAstore", "-CAfile", "anchors.pem", "-attime", str(int(question.moment.timestamp()))]
    found += ["-auth_level", str(LEVEL)]
    if question.target.presented or question.untrusted:
        found += ["-untrusted", "untrusted.pem"]
    if question.purpose in _PURPOSES:
        found += ["-purpose", _PURPOSES[question.purpose]]
    if question.partial_chain:
        found.append("-partial_chain")
    for reference in question.host:
        found += [_NAMES[reference.kind], reference.text]
    if question.max_intermediates is not None:
        found += ["-verify_depth", str(question.max_intermediates)]
    return [*found, *_revocation(question), *_policies(question)]


def _revocation(question: Question) -> list[str]:
    asked = question.revocation
    mode = _mode_of_given(question) if asked.mode is RevocationMode.IF_GIVEN else asked.mode
    if mode not in (RevocationMode.REQUIRE_TARGET, RevocationMode.REQUIRE_ALL):
        return []
    found = ["-crl_check", *(["-crl_check_all"] if mode is RevocationMode.REQUIRE_ALL else []), "-extended_crl"]
    if asked.use_deltas:
        found.append("-use_deltas")
    return [*found, "-CRLfile", "crls.pem"] if asked.crls else found


def _mode_of_given(question: Question) -> RevocationMode:
    """Return what OpenSSL can be asked where only those certificates count of which a list was given."""
    target = question.target
    issuers = set(_issuers(question.revocation.crls))
    if target.certificate.issuer.key not in issuers:
        return RevocationMode.OFF
    above = (c for c in (*target.presented, *question.untrusted) if not c.is_self_issued)
    return RevocationMode.REQUIRE_ALL if all(c.issuer.key in issuers for c in above) else RevocationMode.REQUIRE_TARGET


def _issuers(lists: Sequence[bytes]) -> Iterator[object]:
    from chainaudit.model.crl import RevocationList

    for encoded in lists:
        try:
            yield RevocationList(encoded).issuer.key
        except EncodingError:
            continue


def _policies(question: Question) -> list[str]:
    asked = question.policies
    if not _asks_policies(question):
        return []
    found = ["-policy_check"]
    for policy in sorted(asked.initial_policies):
        found += ["-policy", policy]
    for is_set, flag in (
        (asked.explicit_policy, "-explicit_policy"),
        (asked.inhibit_any_policy, "-inhibit_any"),
        (asked.inhibit_policy_mapping, "-inhibit_map"),
    ):
        found += [flag] if is_set else []
    return found


def _asks_policies(question: Question) -> bool:
    asked = question.policies
    flags = asked.explicit_policy or asked.inhibit_any_policy or asked.inhibit_policy_mapping
    return flags or extension.ANY_POLICY not in asked.initial_policies


def _predicting(question: Question, version: str) -> Profile:
    from chainaudit.profiles.openssl_profile import openssl_profile
    from chainaudit.profiles.openssl_settings import ASKED, Settings

    numbers = _VERSION.match(version)
    known = registry.version_of("openssl", tuple(map(int, numbers.group(1).split("."))) if numbers else NEWEST)
    settings = Settings(
        purpose=ASKED,
        auth_level=LEVEL,
        policies=_asks_policies(question),
        extended_crl=True,
        partial_chain=question.partial_chain,
        version=known.partition("-")[2],
    )
    return openssl_profile(known, version, settings)


def _write(question: Question, folder: Path) -> None:
    target = question.target
    (folder / "target.pem").write_bytes(_block(target.certificate.der))
    (folder / "anchors.pem").write_bytes(b"".join(_anchor(anchor) for anchor in question.anchors))
    others = (*target.presented, *question.untrusted)
    (folder / "untrusted.pem").write_bytes(b"".join(_block(c.der) for c in others))
    (folder / "crls.pem").write_bytes(b"".join(_block(crl, "X509 CRL") for crl in question.revocation.crls))


def _anchor(anchor: Anchor) -> bytes:
    """Write an anchor with what its store says of purposes (openssl-x509(1), -addtrust and -addreject)."""
    if anchor.trusted_for is None and anchor.rejected_for is None:
        return _block(anchor.certificate.der)
    parts = b""
    for tag, usages in ((der.SEQUENCE, anchor.trusted_for), (0xA0, anchor.rejected_for)):
        if usages is not None:
            oids = (der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(usage)) for usage in usages)
            parts += der.encode(tag, b"".join(oids))
    return _block(anchor.certificate.der + der.encode(der.SEQUENCE, parts), "TRUSTED CERTIFICATE")


def _block(content: bytes, label: str = CERTIFICATE) -> bytes:
    return pem(content, label).encode("ascii")
