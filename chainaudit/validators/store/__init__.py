"""Whether stores and the certificates in them could be read, and are what they say."""
