"""The options, words and exit codes of `openssl verify`, by our own judgement."""
