"""The rows of the kitchen."""
