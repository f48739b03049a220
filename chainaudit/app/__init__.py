"""Use cases, and the only place that touches files, sockets, the clock and passwords."""
