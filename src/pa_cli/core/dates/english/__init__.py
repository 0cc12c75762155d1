"""The English grammar."""
