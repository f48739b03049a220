"""Tests of chainaudit; the folders mirror the package."""
