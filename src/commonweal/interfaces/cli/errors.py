"""What a command could not do, in a sentence for the person at the terminal."""

from __future__ import annotations


class NotDone(Exception):
    """The command was understood but not done; the message says why and what next."""
