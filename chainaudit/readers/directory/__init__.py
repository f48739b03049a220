"""Directories of stores, and OpenSSL's hashed directory, which is one as a whole."""
