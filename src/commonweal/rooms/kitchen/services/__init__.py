"""The deeds of the kitchen."""
