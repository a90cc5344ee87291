"""The rows of the purse."""
