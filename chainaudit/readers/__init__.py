"""Bytes into stores: one format a file, recognised by its content and never by a file's name."""
