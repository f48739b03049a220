"""Debug output of Java: ``javax.net.debug`` of every version, and the IAIK library."""
