"""Which certificates can issue which, and the search over all paths, within counted budgets (RFC 4158)."""
