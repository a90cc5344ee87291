"""The deeds of the purse."""
