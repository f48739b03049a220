"""Private keys as stores have them: how they are written, under passwords, and whose they are."""
