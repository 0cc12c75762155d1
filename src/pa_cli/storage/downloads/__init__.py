"""Fetching models: one module a source, one protocol for all of them."""
