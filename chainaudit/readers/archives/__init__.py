"""Stores inside compressed files and archives."""
