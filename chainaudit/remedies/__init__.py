"""How systems say what puts a fault right: one system a file."""
