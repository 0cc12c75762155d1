"""Disk, SQLite and network: the only code that touches them."""
