"""Keystores that BouncyCastle writes: BKS, UBER and BCFKS."""
