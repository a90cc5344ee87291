"""The common life of a federation of communal unions."""

from __future__ import annotations

#: The same as in pyproject.toml; a test compares them.
__version__ = "0.1.0"
