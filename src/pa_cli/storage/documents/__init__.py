"""The documents that the user added: found, parsed within limits, kept in the index."""
