"""Real verifiers that are asked the same question beside us."""
