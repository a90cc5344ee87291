"""What can be wrong with deciding, in words."""
