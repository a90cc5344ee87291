"""Pages of the purse."""
