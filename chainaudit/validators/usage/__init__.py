"""Whether keys may be used for what they are used for."""
