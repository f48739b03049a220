"""From captures and logs to conclusions, joined with the stores that are given."""
