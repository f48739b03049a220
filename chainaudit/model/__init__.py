"""Values only, never changed once made."""
