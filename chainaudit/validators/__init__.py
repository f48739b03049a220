"""Checks, one a file; the folder says what is looked at. A module without CHECK holds what several checks share."""
