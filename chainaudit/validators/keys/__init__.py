"""Whether private keys are there and fit, and whether public keys are long enough."""
