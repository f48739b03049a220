"""Checks of a live peer: what it accepts, asks for and says, beside the chain that it presents."""
