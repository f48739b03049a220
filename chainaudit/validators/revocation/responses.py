"""What the given OCSP responses say of one certificate (RFC 6960, 3.2)."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from chainaudit.model.extension import OCSP_SIGNING
from chainaudit.model.ocsp import NO_CHECK
from chainaudit.model.path import Path
from chainaudit.model.signature import SignatureStatus, verify
from chainaudit.validators.revocation.fact import Fact, Status
from chainaudit.validators.revocation.signer import key_of
from chainaudit.validators.wording import moment_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.ocsp import OcspResponse, SingleResponse
    from chainaudit.validators.revocation.inputs import Inputs

MAX_AGE_WITHOUT_NEXT_UPDATE: Final = timedelta(days=1)
"""Without nextUpdate newer information is always to be had (RFC 6960, 4.2.2.1); a kept answer older than this proves
nothing. A day is what RFC 5019 responders live at the shortest."""


class ResponseSearch:
    """The search through the OCSP responses for the status of one certificate in a path."""

    def __init__(
        self, ctx: PathContext, inputs: Inputs, path: Path, position: int, is_revoked: Callable[[Path], str]
    ) -> None:
        self.ctx = ctx
        self.inputs = inputs
        self.path = path
        self.position = position
        self.certificate = path.certificates[position]
        self.issuer = path.certificates[position + 1]
        self.above = path.certificates[position + 1 :]
        self.is_revoked = is_revoked
        self.facts: list[Fact] = []
        self.spoken_of = False

    def run(self) -> Status:
        """Return what the usable answers say; revoked outweighs good."""
        status = Status.UNKNOWN
        for response in self.inputs.responses:
            for answer in response.responses:
                if answer.certificate_id.is_of(self.certificate, self.issuer):
                    self.spoken_of = True
                    said = self._judge(response, answer)
                    if said is Status.REVOKED:
                        return said
                    status = said if said is Status.GOOD else status
        return status

    def _judge(self, response: OcspResponse, answer: SingleResponse) -> Status:
        values = _values(response, answer)
        refused = [*self._dates(answer, values), *self._unknown_extensions(response, answer, values)]
        refused.extend(self._responder(response, values))
        if refused:
            self.facts.extend(refused)
            return Status.UNKNOWN
        if answer.status == "revoked":
            when = moment_text(answer.revoked_at) if answer.revoked_at else "an unreadable date"
            text = f"revoked at {when}, reason {answer.reason_name}, by the OCSP response of {_who(response)}"
            told = {**values, "reason": answer.reason_name, "revoked_at": when, "source": "ocsp"}
            self.facts = [Fact("revoked", text, variant="issuer" if self.position else "target", values=told)]
            return Status.REVOKED
        if answer.status == "good":
            return Status.GOOD
        self.facts.append(Fact("ocsp-unknown", f"{_who(response)} does not know the certificate", values=values))
        return Status.UNKNOWN

    def _dates(self, answer: SingleResponse, values: dict[str, Any]) -> list[Fact]:
        moment = self.ctx.moment
        if answer.this_update > moment:
            return [Fact("ocsp-not-yet-valid", f"the answer is from {moment_text(answer.this_update)}", values=values)]
        if answer.next_update is None:
            if moment - answer.this_update > MAX_AGE_WITHOUT_NEXT_UPDATE:
                text = f"the answer is from {moment_text(answer.this_update)} and does not say how long it holds"
                return [Fact("ocsp-expired", text, variant="no-next-update", values=values)]
        elif answer.next_update < moment.replace(microsecond=0):
            text = f"the answer held until {moment_text(answer.next_update)}"
            return [Fact("ocsp-expired", text, variant="next-update-passed", values=values)]
        return []

    def _unknown_extensions(self, response: OcspResponse, answer: SingleResponse, values: dict[str, Any]) -> list[Fact]:
        # No extension of RFC 6960, 4.4 may decide about an answer that was kept, so a critical one is not understood.
        oids = [e.oid for e in (*response.extensions, *answer.extensions) if e.critical]
        return [
            Fact("ocsp-critical-extension-unknown", f"extension {oid}", values={**values, "oid": oid}) for oid in oids
        ]

    # --- who answered -------------------------------------------------------------------------

    def _responder(self, response: OcspResponse, values: dict[str, Any]) -> list[Fact]:
        """Say what is wrong with who signed: nothing for the issuer itself or one to whom it delegates (4.2.2.2)."""
        named = [
            c for c in dict.fromkeys((self.issuer, *response.certificates, *self.ctx.known)) if _is_named(response, c)
        ]
        if not named:
            text = f"no certificate of {_who(response)} is known"
            return [Fact("ocsp-responder-unauthorized", text, variant="no-certificate", values=values)]
        signers = [c for c in named if self._signed_by(response, c)]
        if not signers:
            text = f"the signature was not made with the key of {_who(response)}"
            return [Fact("ocsp-signature-invalid", text, values=values)]
        refusals = [self._refusal(signer) for signer in signers]
        if any(not variant for variant, _ in refusals):
            return []
        return [
            Fact("ocsp-responder-unauthorized", text, variant=variant, values=values) for variant, text in refusals[:1]
        ]

    def _signed_by(self, response: OcspResponse, certificate: Certificate) -> bool:
        key = key_of(certificate, (*self.above, *self.ctx.known))
        if key is None:
            return False
        return verify(key, response.signature_algorithm, response.signature, response.tbs) is SignatureStatus.VALID

    def _refusal(self, signer: Certificate) -> tuple[str, str]:
        if signer.public_key == self.issuer.public_key and signer.subject == self.issuer.subject:
            return "", ""
        key = key_of(self.issuer, (*self.above, *self.ctx.known))
        issued = signer.issuer == self.issuer.subject and key is not None
        if (
            not issued
            or key is None
            or verify(key, signer.signature_algorithm, signer.signature, signer.tbs) is not SignatureStatus.VALID
        ):
            return "not-delegated", f"'{signer.subject}' has no certificate from the issuer '{self.issuer.subject}'"
        if OCSP_SIGNING not in (signer.extended_key_usage or ()):
            return "usage-missing", f"'{signer.subject}' may not sign OCSP responses: extKeyUsage lacks OCSPSigning"
        return self._refusal_now(signer)

    def _refusal_now(self, signer: Certificate) -> tuple[str, str]:
        begins, ends = signer.not_before, signer.not_after
        if begins is None or ends is None or not begins <= self.ctx.moment <= ends:
            return "not-valid-now", f"the certificate of '{signer.subject}' is not valid at the moment that is judged"
        if signer.key_usage is not None and not signer.key_usage & {0, 1}:
            return "usage-missing", f"'{signer.subject}' may not sign: keyUsage lacks digitalSignature"
        if signer.extension(NO_CHECK) is None:
            against = self.is_revoked(Path((signer, *self.above), self.path.anchor))
            if against:
                return against, f"'{signer.subject}' is revoked, or whether it is cannot be told"
        return "", ""


def _is_named(response: OcspResponse, certificate: Certificate) -> bool:
    if response.responder_name is not None:
        return certificate.subject == response.responder_name
    key = certificate.public_key
    if key is None or response.responder_key_hash is None:
        return False
    return hashlib.sha1(key.key_octets, usedforsecurity=False).digest() == response.responder_key_hash


def _who(response: OcspResponse) -> str:
    if response.responder_name is not None:
        return f"'{response.responder_name}'"
    return f"the responder with key {(response.responder_key_hash or b'').hex()}"


def _values(response: OcspResponse, answer: SingleResponse) -> dict[str, Any]:
    return {
        "responder": _who(response),
        "this_update": answer.this_update.isoformat(),
        "next_update": answer.next_update.isoformat() if answer.next_update else None,
        "answer": answer.status,
    }
