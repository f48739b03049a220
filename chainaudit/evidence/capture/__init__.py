"""Network captures: file formats, packets, streams, and the connections in them."""
