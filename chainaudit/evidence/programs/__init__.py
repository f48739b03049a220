"""Output and logs of other programs, and error texts of any."""
