"""The rows of charter."""
