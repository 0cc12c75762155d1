"""Use cases; they depend on core and its ports only."""
