"""Ciphers and keys from passwords, as stores are protected with: what formats share."""
