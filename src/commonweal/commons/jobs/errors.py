"""What can go wrong with jobs."""

from __future__ import annotations


class FencedOff(Exception):
    """The job is no longer this worker's: its lease ran out and another has it.

    Raised inside the transaction of the effects, so that they are undone.
    """
