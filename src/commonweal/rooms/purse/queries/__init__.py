"""The questions of the purse."""
