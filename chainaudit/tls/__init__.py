"""TLS on the wire: records, handshake messages, alerts and key logs; one parser for live bytes, captures and dumps."""
