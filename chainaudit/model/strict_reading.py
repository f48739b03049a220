"""What cryptography, which reads strictly, says of a certificate that it refuses."""

from __future__ import annotations


def refusal(encoded: bytes) -> str | None:
    """Return why cryptography refuses to load a certificate, in its words; None where it does not."""
    import warnings

    from cryptography import x509

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            loaded = x509.load_der_x509_certificate(encoded)
            _ = loaded.version, loaded.extensions, loaded.subject, loaded.issuer, loaded.not_valid_after_utc
    except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension) as error:
        return " ".join(str(error).split())[:200] or type(error).__name__
    return None
