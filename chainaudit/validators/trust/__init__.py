"""Whether trust anchors are there and hold."""
