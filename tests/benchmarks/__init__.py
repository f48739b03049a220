"""Measurements, each beside somebody else's program in the same run.

A file ``bench_*.py`` here has a constant ``TITLE`` and a function ``measure()`` that yields `measured.Row`s.
``python -m tests.benchmarks`` runs them all, prints the tables and exits with 1 where a limit is not kept;
``--write`` puts the tables into docs/reference/benchmarks.md.
"""
