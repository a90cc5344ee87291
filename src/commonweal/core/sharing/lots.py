"""Lots drawn from a recorded seed: the same on every machine, for ever.

Nothing here is secret. Whoever knows the seed and the labels can draw the same lots
again; that is the purpose. Let the seed come from people who cannot know what it will
do, for instance from numbers called out at a meeting.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def lot(seed: str, label: str) -> int:
    """Return the lot of a label: a number below 2**128 that only the seed decides.

    Parameters
    ----------
    seed : str
        The recorded seed.
    label : str
        Whose lot it is.

    Returns
    -------
    int
        The first 128 bits of SHA-256 over the lengths and texts of both.

    References
    ----------
    .. [1] FIPS 180-4, "Secure Hash Standard", 2015 (SHA-256). Used instead of a
       language's own generator because its outcome is a published standard.

    Examples
    --------
    >>> lot("47", "a") == lot("47", "a")
    True
    >>> lot("47", "a") == lot("48", "a")
    False
    """
    text = f"{len(seed)}:{seed}{len(label)}:{label}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:16], "big")


def drawn(seed: str, labels: Iterable[str]) -> tuple[str, ...]:
    """Return the labels in the order their lots are drawn.

    Parameters
    ----------
    seed : str
        The recorded seed.
    labels : iterable of str
        Distinct labels in any order; the order does not matter.

    Returns
    -------
    tuple of str
        Smallest lot first.

    Examples
    --------
    >>> drawn("47", ["a", "b", "c"]) == drawn("47", ["c", "b", "a"])
    True
    """
    return tuple(sorted(labels, key=lambda label: (lot(seed, label), label)))


def code_names(seed: str, labels: Iterable[str], prefix: str) -> dict[str, str]:
    """Give each label a code name, so that whoever judges cannot know who it is.

    Parameters
    ----------
    seed : str
        The recorded seed.
    labels : iterable of str
        Distinct labels.
    prefix : str
        What the code names begin with, such as ``"P"`` for people.

    Returns
    -------
    dict
        Label to code name, numbered in the order drawn.

    Examples
    --------
    >>> sorted(code_names("47", ["ana", "ben"], "P").values())
    ['P1', 'P2']
    """
    order = drawn(f"{prefix} code names, {seed}", labels)
    return {label: f"{prefix}{place}" for place, label in enumerate(order, start=1)}
