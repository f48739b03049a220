"""Logs and traces of Transfer CFT."""
