"""What can be wrong with the purse, in words."""
