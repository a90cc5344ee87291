"""Deciding together: motions, the register, meetings, what a decision changes."""
