"""Without a network, and on paper: the worker, what waits, codes of printed sheets."""
