"""Exact arithmetic and conversions by code, asked for in words, figures or Chinese."""
