"""Rules that weigh evidence: each looks at a `View` and yields votes for the causes it knows about."""
