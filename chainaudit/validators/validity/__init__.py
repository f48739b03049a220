"""Whether the moment lies within the validity of each certificate, and for how long."""
