"""Whether signatures are made with algorithms that still prove something."""
