"""Whether certificates of a path are revoked, by given CRLs and OCSP responses (RFC 5280, 6.3; RFC 6960)."""
