"""Whether the target certificate is for the name that was asked for."""
