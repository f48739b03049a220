"""PEM and bare Base64: stores written as text."""
