"""Live TLS: what a peer presents, asks for and accepts. Only handshakes are sent, and every wait has a deadline."""
