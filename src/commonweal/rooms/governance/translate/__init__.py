"""Between what is kept and what is counted: pure functions."""
