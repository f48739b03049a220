"""A store into bytes: one format a file."""
