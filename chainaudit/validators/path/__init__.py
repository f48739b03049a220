"""Whether certificates link to a certification path, and whether that path keeps the rules of issuers."""
