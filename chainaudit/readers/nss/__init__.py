"""NSS databases: the SQLite files, what they hold, and their keys."""
