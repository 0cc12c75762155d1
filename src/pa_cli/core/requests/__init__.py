"""Requests in plain words, read by rules: `reading` is the way in. No clock, no I/O, no model."""
