"""Checks of what a certificate itself must say: RFC 5280, section 4, and the Baseline Requirements where asked for."""
