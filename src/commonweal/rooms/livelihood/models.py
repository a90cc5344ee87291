"""The rows of livelihood."""
