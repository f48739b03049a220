"""What would happen: a handshake rehearsed between two parties before anyone restarts a server."""
