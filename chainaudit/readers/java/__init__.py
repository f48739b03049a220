"""Keystores that Java writes, and the octets of Java's DataOutput and ObjectOutputStream."""
