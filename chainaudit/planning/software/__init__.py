"""How each kind of software behaves in a handshake: one a file, with the constant SOFTWARE."""
