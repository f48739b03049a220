"""Tables of wordings by which programs tell what is wrong, and what they mean."""
