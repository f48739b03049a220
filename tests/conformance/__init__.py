"""Runs chainaudit on suites that nobody here wrote; one suite a module, with a function ``run(document, base)``."""
