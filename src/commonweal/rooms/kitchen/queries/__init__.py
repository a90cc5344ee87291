"""The questions of the kitchen."""
