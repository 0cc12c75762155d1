"""The Chinese grammar, for both scripts."""
