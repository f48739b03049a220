"""`openssl verify` by our own judgement: its options, its lines, its exit codes. OpenSSL is never called."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.app.moments import now
from chainaudit.app.openssl_verify import inputs as openssl_inputs
from chainaudit.app.openssl_verify import lines as openssl_lines
from chainaudit.app.openssl_verify.inputs import Inputs, LoadError
from chainaudit.app.openssl_verify.names import flags_of
from chainaudit.app.openssl_verify.options import SUITE_B, OptionError, Options, address_of, parse, policy_of
from chainaudit.judging.judge import verdict_of
from chainaudit.judging.telling import told_once
from chainaudit.model import extension
from chainaudit.model.finding import Severity
from chainaudit.model.question import (
    PolicyInputs,
    Purpose,
    Question,
    ReferenceIdentifier,
    ReferenceKind,
    RevocationInputs,
    RevocationMode,
    Target,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainaudit.judging.facts import Facts
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding
    from chainaudit.model.profile import Profile
    from chainaudit.model.report import Verdict

_USAGES: Final = {
    "sslclient": extension.CLIENT_AUTH,
    "sslserver": extension.SERVER_AUTH,
    "nssslserver": extension.SERVER_AUTH,
    "smimesign": extension.EMAIL_PROTECTION,
    "smimeencrypt": extension.EMAIL_PROTECTION,
    "timestampsign": extension.TIME_STAMPING,
}
_WITHOUT_TRUST_SETTINGS: Final = frozenset({"crlsign", "ocsphelper"})
"""Purposes for which OpenSSL does not look at what a truststore says of its certificates."""
_POLICY_FLAGS: Final = frozenset({"policy_check", "explicit_policy", "inhibit_any", "inhibit_map"})
_LATEST: Final = 253_402_300_799
"""9999-12-31T23:59:59Z, beyond which no certificate can speak."""


class Answer:
    """What the program says: (is_error, text) in order, its exit code, and the verdict of each target."""

    __slots__ = ("code", "said", "verdicts")

    def __init__(self, said: list[tuple[bool, str]], code: int, verdicts: list[Verdict]) -> None:
        self.said = said
        self.code = code
        self.verdicts = verdicts

    @property
    def errors(self) -> list[tuple[int, int]]:
        """(code, depth) of every error of every target, in order."""
        return [(r.number or 0, r.depth or 0) for v in self.verdicts for r in v.reasons]


def openssl_verify(arguments: Sequence[str], standard_input: Callable[[], bytes] = bytes) -> Answer:
    """Run the command line behind ``openssl verify``; never raises for what is in the files."""
    inputs = Inputs()
    try:
        options = parse(arguments, inputs.load)
        if "help" in options.flags:
            return Answer([(False, _HELP)], 0, [])
        openssl_inputs.load_store(options, inputs)
    except OptionError as error:
        return Answer([(True, str(error))] if str(error) else [], 1, [])
    except LoadError as error:
        return Answer([(True, str(error))], error.code, [])
    answer = Answer([], 0, [])
    for name in options.targets or (None,):
        _one(options, inputs, name, standard_input, answer)
    return answer


_HELP: Final = (
    "Usage: chainaudit openssl-verify [options of openssl verify] [--explain] [cert...]\n"
    "The options are those of openssl-verify(1); --explain adds what is wrong, why, and what to do."
)


def _one(
    options: Options, inputs: Inputs, name: str | None, standard_input: Callable[[], bytes], answer: Answer
) -> None:
    shown = "stdin" if name is None else name
    try:
        certificate = openssl_inputs.target(name, standard_input)
    except LoadError as error:
        answer.said.append((True, str(error)))
        answer.code = 2
        return
    if options.wrong_parameter is not None:
        answer.said.append((True, f'parameter error "{options.wrong_parameter}"'))
        answer.code = 2
        return
    question = ask(options, inputs, certificate)
    profile = profile_of(options)
    verdict, facts = verdict_of(question, profile, registry.checks())
    flags = flags_of(options.values.get("nameopt"))
    answer.verdicts.append(verdict)
    answer.said.extend((True, line) for line in openssl_lines.complaints(profile, question, verdict, facts, flags))
    if "policy_print" in options.flags and verdict.accepted and _checks_policies(options):
        answer.said.extend((True, line) for line in openssl_lines.policies(facts))
    if verdict.accepted:
        answer.said.append((False, f"{shown}: OK"))
        if "show_chain" in options.flags:
            answer.said.append((False, openssl_lines.chain(verdict, flags)))
    else:
        answer.code = 2
        answer.said.append((True, f"error {shown}: verification failed"))
    if "explain" in options.flags:
        answer.said.append((False, _explained(verdict, facts)))


def _tolerated(finding: Finding) -> Finding:
    return finding.but(severity=Severity.WARNING) if finding.severity is Severity.ERROR else finding


def profile_of(options: Options) -> Profile:
    """Return OpenSSL's profile for the options."""
    from chainaudit.profiles.openssl_profile import openssl_profile
    from chainaudit.profiles.openssl_settings import Settings

    _, looks_at_time = openssl_inputs.moment_of(options)
    flags, depth = options.flags, options.number("verify_depth")
    settings = Settings(
        partial_chain="partial_chain" in flags,
        strict="x509_strict" in flags,
        auth_level=max(options.number("auth_level") or 0, 0),
        purpose=options.purpose,
        usage=_USAGES.get(options.trusted_for or options.purpose or ""),
        trust_settings=(options.trusted_for or options.purpose) not in _WITHOUT_TRUST_SETTINGS,
        depth=None if depth is None or depth < 0 else depth,
        check_time=looks_at_time,
        proxies="allow_proxy_certs" in flags,
        ignore_critical="ignore_critical" in flags,
        check_self_signature="check_ss_sig" in flags,
        policies=_checks_policies(options),
        extended_crl="extended_crl" in flags,
        crls_of_stack=bool(options.lists["trusted"]),
        sm2_identity=_sm2_identity(options),
        suite_b=next((SUITE_B[name] for name in SUITE_B if name in flags), ()),
    )
    return openssl_profile("openssl verify", "openssl verify", settings)


def _checks_policies(options: Options) -> bool:
    return bool(_POLICY_FLAGS & options.flags or options.lists["policy"])


def _sm2_identity(options: Options) -> bytes:
    """Return the identity that -vfyopt distid:TEXT or hexdistid:HEX gives; empty where none is given."""
    for option in reversed(options.lists["vfyopt"]):
        name, _, value = option.partition(":")
        if name == "distid":
            return value.encode()
        if name == "hexdistid" and len(value) % 2 == 0 and all(c in "0123456789abcdefABCDEF" for c in value):
            return bytes.fromhex(value)
    return b""


def ask(options: Options, inputs: Inputs, certificate: Certificate) -> Question:
    """Return the question that the options put about one certificate."""
    seconds, _ = openssl_inputs.moment_of(options)
    asked = [certificate, *inputs.untrusted, *(a.certificate for a in inputs.anchors)]
    anchors = (*inputs.anchors, *openssl_inputs.hashed_anchors(inputs, asked))
    return Question(
        Target(certificate),
        anchors=anchors,
        moment=now()
        if seconds is None
        else datetime.fromtimestamp(min(max(seconds, -62_135_596_800), _LATEST), timezone.utc),
        untrusted=tuple(inputs.untrusted),
        host=_references(options),
        purpose=Purpose.ANY,
        policies=_policies(options),
        revocation=_revocation(options, inputs),
    )


def _references(options: Options) -> tuple[ReferenceIdentifier, ...]:
    found = []
    if host := options.values.get("verify_hostname"):
        found.append(ReferenceIdentifier(ReferenceKind.DNS, host, host.lower().removesuffix(".")))
    if (email := options.values.get("verify_email")) is not None:
        found.append(ReferenceIdentifier(ReferenceKind.EMAIL, email, email))
    if address := options.values.get("verify_ip"):
        found.append(ReferenceIdentifier(ReferenceKind.IP, address, address_of(address) or b""))
    return tuple(found)


def _policies(options: Options) -> PolicyInputs:
    # Where no policy is named OpenSSL's user accepts none, which matters as soon as one is required.
    return PolicyInputs(
        frozenset(policy_of(value) or value for value in options.lists["policy"]),
        explicit_policy="explicit_policy" in options.flags,
        inhibit_policy_mapping="inhibit_map" in options.flags,
        inhibit_any_policy="inhibit_any" in options.flags,
    )


def _revocation(options: Options, inputs: Inputs) -> RevocationInputs:
    mode = RevocationMode.REQUIRE_TARGET if "crl_check" in options.flags else RevocationMode.OFF
    if "crl_check_all" in options.flags:
        mode = RevocationMode.REQUIRE_ALL
    return RevocationInputs(tuple(inputs.crls), (), mode, use_deltas="use_deltas" in options.flags)


def _explained(verdict: Verdict, facts: Facts) -> str:
    fatal = {id(reason.finding) for reason in verdict.reasons}
    found = [f.but(severity=Severity.ERROR) if id(f) in fatal else _tolerated(f) for f in facts.findings]
    lines = []
    for finding in sorted(told_once(found, registry.checks()), key=lambda f: -f.severity.rank):
        if finding.severity is Severity.NOTICE:
            continue  # what is merely worth knowing is for reports
        place = "" if finding.position is None else f" [{finding.position}]"
        lines.append(f"{finding.severity.value}: {finding.check}{place}: {finding.title}: {finding.observed}")
        if finding.expected:
            lines.append(f"    expected: {finding.expected}")
        if finding.remedy:
            lines.append(f"    remedy: {finding.remedy}")
    return "\n".join(lines) or "nothing was found"
