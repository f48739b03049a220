"""Plays a handshake as both sides would: what is sent, who refuses first, with which alert, and all that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.judging.judge import judge
from chainaudit.model.answering import answers
from chainaudit.model.question import Purpose, Question, Target
from chainaudit.model.rehearsal import CLIENT, NONE, REQUIRED, SERVER, Rehearsal, Step
from chainaudit.model.store import Entry, EntryKind
from chainaudit.planning.presenting import candidates, own_fault, request_too_long, too_much
from chainaudit.planning.software.habits import unusual_curve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check
    from chainaudit.model.name import Name
    from chainaudit.model.profile import Profile
    from chainaudit.model.rehearsal import Link, Party, Software
    from chainaudit.model.report import TargetReport
    from chainaudit.model.rules import Rules


class Cast:
    """What a rehearsal needs besides the link: profiles and software by name, checks, and the moment."""

    __slots__ = ("checks", "moment", "profile", "software")

    def __init__(
        self,
        checks: Sequence[Check],
        moment: datetime,
        profile: Callable[[str], Profile],
        software: Callable[[str], Software],
    ) -> None:
        self.checks = tuple(checks)
        self.moment = moment
        self.profile = profile
        self.software = software


class _Course:
    """How far a rehearsal has come: what was done, who refused first, and all that is wrong."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.reasons: list[str] = []
        self.refused_by: str | None = None
        self.alert: str | None = None
        self.undetermined: str | None = None

    def does(self, side: str, what: str) -> None:
        """One side does something; after a refusal it is only what would have been done."""
        self.steps.append(Step(side, what if self.refused_by is None else f"(would) {what}"))

    def refuse(self, side: str, alert: str | None, why: str) -> None:
        """One side refuses; only the first refusal ends the handshake, the others are told."""
        self.reasons.append(why)
        if self.refused_by is None:
            self.refused_by, self.alert = side, alert
            said = f"refuses with {alert}" if alert else "refuses without an alert"
            self.steps.append(Step(side, f"{said}: {why}"))


def rehearse(link: Link, cast: Cast) -> Rehearsal:
    """Play one link. Judging goes on behind the first refusal, so that everything that is wrong is told at once."""
    course = _Course()
    asks = link.client_authentication != NONE
    presented = _server_chain(link, cast, course)
    offered = _offered(link, cast, course) if asks and link.tls13 else ()
    client_view = _judged(link.client, presented, link, cast, CLIENT, course) if presented else None
    if asks and not link.tls13:  # the request comes before the certificate in TLS 1.3, and behind it in 1.2
        offered = _offered(link, cast, course)
    server_view = None
    if asks:
        answer = _client_chain(link, cast, offered, course)
        if answer:
            server_view = _judged(link.server, answer, link, cast, SERVER, course)
        elif link.client_authentication == REQUIRED:
            software = cast.software(link.server.profile)
            why = f"{link.server.name} wants a client certificate and none came"
            course.refuse(SERVER, software.no_certificate(link.tls13), _in_its_manner(why, software, SERVER))
    elif link.client.identity is not None or link.client.chain is not None:
        course.does(CLIENT, "keeps its certificate to itself, for the server asks for none")
    if course.refused_by is None and course.undetermined is None:
        course.does(CLIENT, "completes the handshake")
    return Rehearsal(
        link,
        steps=tuple(course.steps),
        refused_by=course.refused_by,
        alert=course.alert,
        reasons=tuple(course.reasons),
        client_view=client_view,
        server_view=server_view,
        undetermined=None if course.refused_by else course.undetermined,
    )


def _in_its_manner(why: str, software: Software, side: str) -> str:
    """Add how software refuses that does so without an alert."""
    return f"{why} ({software.manner[side]})" if side in software.manner else why


def _server_chain(link: Link, cast: Cast, course: _Course) -> tuple[Certificate, ...]:
    party, software = link.server, cast.software(link.server.profile)
    if party.chain is not None:
        course.does(SERVER, f"presents {_shown(party.chain)}")
        return party.chain
    if party.identity is None:
        course.refuse(SERVER, "handshake_failure", f"{party.name} has no identity store")
        return ()
    rules = cast.profile(party.profile).rules
    entries = software.order(candidates(party))
    usable = [entry for entry in entries if own_fault(party, entry, software, rules) is None]
    if not usable:
        why = own_fault(party, entries[0], software, rules) if entries else _no_entry(party)
        refused_by, alert = software.without_key[SERVER]
        course.refuse(refused_by, alert, why or f"{party.name} has no usable key")
        # What else is wrong is told of the chain as it will be when the server starts.
        return entries[0].certificates if entries else ()
    chain = software.sends(party.identity, usable[0])
    if software.unable and (unable := software.unable(chain, SERVER, link.tls13)):
        course.refuse(*unable)
    course.does(SERVER, f"presents {_shown(chain)} of {usable[0].label}")
    if usable[0].key_matches_certificate is False:
        course.refuse(
            CLIENT, "decrypt_error", f"the private key of {usable[0].label} does not belong to its certificate"
        )
    return chain


def _no_entry(party: Party) -> str:
    source = party.name if party.identity is None else party.identity.source
    if party.alias is not None:
        return f"{source} holds no entry '{party.alias}'"
    return f"{source} holds no entry with a private key"


def _offered(link: Link, cast: Cast, course: _Course) -> tuple[Name, ...]:
    party, software = link.server, cast.software(link.server.profile)
    names = party.authorities if party.authorities is not None else software.authorities(party.anchors or ())
    shown = "; ".join(str(name) for name in names[:4]) + ("; …" if len(names) > 4 else "")
    wish = "requires" if link.client_authentication == REQUIRED else "asks for"
    course.does(
        SERVER, f"{wish} a client certificate of {f'{_counted(names)} ({shown})' if names else 'any authority'}"
    )
    refusal = request_too_long(cast.software(link.client.profile), names)
    if refusal is not None:
        course.refuse(CLIENT, refusal[0], f"{link.client.name} ({link.client.profile}): {refusal[1]}")
    return names


def _client_chain(link: Link, cast: Cast, offered: Sequence[Name], course: _Course) -> tuple[Certificate, ...]:
    party, software = link.client, cast.software(link.client.profile)
    if party.chain is not None:
        course.does(CLIENT, f"comes with {_shown(party.chain)}")
        return party.chain
    rules = cast.profile(party.profile).rules
    entries = software.order(candidates(party))
    usable = [entry for entry in entries if own_fault(party, entry, software, rules) is None]
    entry = software.picks(usable, offered)
    if entry is None or party.identity is None:
        why = _why_none(party, entries, software, rules)
        if party.identity is not None and not usable and CLIENT in software.without_key:
            course.refuse(*software.without_key[CLIENT], f"{link.client.name} does not start: {why[0]}")
            return ()
        course.does(CLIENT, "sends no certificate")
        course.reasons.extend(why)
        return ()
    chain = software.sends(party.identity, entry)
    if software.unable and (unable := software.unable(chain, CLIENT, link.tls13)):
        course.refuse(*unable)
    elif link.tls13 and (why_not := unusual_curve(chain)):
        course.does(CLIENT, "sends no certificate")
        course.reasons.append(why_not)
        return ()
    course.does(CLIENT, f"comes with {_shown(chain)} of {entry.label}")
    if entry.key_matches_certificate is False:
        course.refuse(SERVER, "decrypt_error", f"the private key of {entry.label} does not belong to its certificate")
    return chain


def _why_none(party: Party, entries: Sequence[Entry], software: Software, rules: Rules) -> list[str]:
    if party.identity is None:
        return [f"{party.name} has no client store"]
    why = []
    for entry in entries:
        fault = own_fault(party, entry, software, rules)
        issuer = f"'{entry.certificates[-1].issuer}'" if entry.certificates else "none"
        why.append(
            fault or f"the issuer of {entry.label}, {issuer}, is not among the authorities that the server names"
        )
    return why or [_no_entry(party)]


def _judged(
    party: Party, chain: tuple[Certificate, ...], link: Link, cast: Cast, side: str, course: _Course
) -> TargetReport | None:
    """Judge what one side is shown, as its software does."""
    software = cast.software(party.profile)
    refusal = too_much(software, side, chain, link.tls13)
    if refusal is not None:
        course.refuse(side, refusal[0], f"{party.name} ({party.profile}): {refusal[1]}")
    anchors = party.anchors
    if anchors is None and side == SERVER and party.authorities and not answers(_alone(chain), party.authorities):
        anchors = ()  # whom it trusts is not known, but it names those whom it trusts, and these did not issue it
    if anchors is None:
        course.does(side, "checks nothing that is known here")
        if side == CLIENT:
            # What cannot be checked is never told as fine: a client that trusts nobody in particular does not exist.
            course.undetermined = (
                f"whom {party.name} trusts is not known; name its truststore (or certifi, system, java)"
            )
        return None
    question = Question(
        Target(chain[0], chain),
        anchors=anchors,
        moment=cast.moment,
        host=link.host if side == CLIENT else (),
        purpose=Purpose.SERVER if side == CLIENT else Purpose.CLIENT,
        truststores=party.truststores,
    )
    report = judge(question, [cast.profile(party.profile)], cast.checks)
    verdict = report.verdicts[0]
    if verdict.undetermined is not None:
        course.undetermined = verdict.undetermined
    elif verdict.accepted:
        course.does(side, f"accepts it ({verdict.profile})")
    else:
        alert = software.alert(verdict, side, link.tls13)
        said = "; ".join(reason.words for reason in verdict.reasons[:3]) or "it is not accepted"
        why = f"{party.name} ({verdict.profile}): {said}"
        course.refuse(side, alert, why if alert else _in_its_manner(why, software, side))
    return report


def _counted(names: Sequence[Name]) -> str:
    return "1 authority" if len(names) == 1 else f"{len(names)} authorities"


def _alone(chain: tuple[Certificate, ...]) -> Entry:
    return Entry(EntryKind.CERTIFICATE, certificates=chain)


def _shown(chain: Sequence[Certificate]) -> str:
    subject = chain[0].subject.common_name or str(chain[0].subject) if chain else "nothing"
    return f"{len(chain)} certificate{'' if len(chain) == 1 else 's'} ({subject})"
