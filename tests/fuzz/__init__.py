"""Readers under damaged, grown, cut and spliced stores: only documented exceptions, in bounded time and memory."""
