"""Certificate policies along a path (RFC 5280, 6.1, with the policy graph of RFC 9618)."""
