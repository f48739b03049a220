"""A certificate as JSON: the facts that a person or a program asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.model import extension

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.model.certificate import Certificate


def moment_text(moment: datetime | None) -> str | None:
    """Write a moment as ISO 8601 in UTC with ``Z``, milliseconds only where there are any."""
    if moment is None:
        return None
    text = moment.replace(tzinfo=None).isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
    return text + "Z"


def certificate_document(certificate: Certificate) -> dict[str, Any]:
    """Return what a certificate says, malformed parts as null and named under ``faults``."""
    key = certificate.public_key
    authority = certificate.authority_key_identifier
    identifier = None if authority is None else authority.key_identifier
    own = certificate.subject_key_identifier
    algorithm = certificate.signature_algorithm
    return {
        "subject": str(certificate.subject),
        "issuer": str(certificate.issuer),
        "serial_number": f"{certificate.serial_number:x}",
        "version": certificate.version,
        "not_before": moment_text(certificate.not_before),
        "not_after": moment_text(certificate.not_after),
        "key": None if key is None else {"algorithm": key.algorithm, "bits": key.bits, "curve": key.curve},
        "signature_algorithm": None if algorithm is None else algorithm.label,
        "is_ca": certificate.is_ca,
        "is_self_issued": certificate.is_self_issued,
        "names": [str(name) for name in certificate.subject_alternative_names or ()],
        "key_usage": _key_usage(certificate),
        "extended_key_usage": _usages(certificate),
        "subject_key_identifier": None if own is None else own.hex(),
        "authority_key_identifier": None if identifier is None else identifier.hex(),
        "authority_information_access": [
            {"method": extension_method(a.method), "location": a.location.shown}
            for a in certificate.authority_information_access
        ],
        "faults": [
            {"field": f.field, "message": f.message, "offset": f.offset, "clause": f.clause} for f in certificate.faults
        ],
    }


def extension_method(oid: str) -> str:
    """Return the name of an access method, or its OID."""
    return {extension.CA_ISSUERS_ACCESS: "caIssuers", extension.OCSP_ACCESS: "OCSP"}.get(oid, oid)


def _key_usage(certificate: Certificate) -> list[str] | None:
    bits = certificate.key_usage
    return (
        None
        if bits is None
        else [extension.KEY_USAGE_NAMES[b] if b < len(extension.KEY_USAGE_NAMES) else str(b) for b in sorted(bits)]
    )


def _usages(certificate: Certificate) -> list[str] | None:
    usages = certificate.extended_key_usage
    return None if usages is None else [extension.USAGE_NAMES.get(oid, oid) for oid in usages]
