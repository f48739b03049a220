"""Verifiers and standards: what each takes for fatal, in its own words."""
