"""The rows of notices."""
