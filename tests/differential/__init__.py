"""Runs the installed `openssl` program and chainaudit on the same made-up chains, and counts where they agree."""
