"""How each protocol is talked into TLS: one protocol a file, with the constant STARTTLS."""
