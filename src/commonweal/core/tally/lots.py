"""Public lots: whoever knows the seed can draw them again, by hand-held script.

The seed is made of what nobody could know or choose alone; see ``seed_of``. Numbers
come from SHA-256 over the seed and a counter, without bias (values beyond the last
whole multiple are thrown away), and orders from Fisher and Yates's shuffle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

_BITS = 256


def seed_of(list_hash: str, reveals: Iterable[str], dice: str = "") -> str:
    """Return the seed of a public lottery.

    Parameters
    ----------
    list_hash : str
        SHA-256 of the list that is drawn from, fixed before anything else.
    reveals : iterable of str
        What the tellers had committed to; their order does not matter.
    dice : str
        Numbers thrown in the meeting.

    Returns
    -------
    str
        SHA-256 in hexadecimal letters over the parts, each with its length.
    """
    parts = [list_hash, *sorted(reveals), dice]
    text = "".join(f"{len(part.encode())}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def commitment_of(reveal: str) -> str:
    """Return what a teller hands in before the reveal."""
    return hashlib.sha256(reveal.encode()).hexdigest()


def draw(seed: str, below: int) -> int:
    """Return one number from 0 to ``below`` - 1, each as likely.

    Raises
    ------
    ValueError
        There is nothing to draw from.
    """
    return next(_numbers(seed, iter((below,))))


def drawn(seed: str, labels: Iterable[str]) -> tuple[str, ...]:
    """Return the labels in the order drawn; the order they come in does not matter.

    References
    ----------
    .. [1] R. A. Fisher and F. Yates, "Statistical Tables", 1938; in place as in
       D. E. Knuth, "The Art of Computer Programming", vol. 2, 3.4.2, algorithm P.
    .. [2] FIPS 180-4, "Secure Hash Standard", 2015.

    Examples
    --------
    >>> sorted(drawn("47", ["ana", "ben", "chidi"]))
    ['ana', 'ben', 'chidi']
    """
    order = sorted(set(labels))
    places = range(len(order) - 1, 0, -1)
    for i, j in zip(places, _numbers(seed, (i + 1 for i in places)), strict=True):
        order[i], order[j] = order[j], order[i]
    return tuple(order)


def first_drawn(seed: str, tied: Sequence[str]) -> str:
    """Return which of several equal ones the lot picks.

    The order of everyone is fixed once by the seed, so that the same tie at a later
    stage is settled alike.
    """
    return min(tied, key=lambda label: (_lot(seed, label), label))


def _lot(seed: str, label: str) -> bytes:
    text = f"{len(seed.encode())}:{seed}{len(label.encode())}:{label}"
    return hashlib.sha256(text.encode()).digest()


def _numbers(seed: str, bounds: Iterator[int] | Iterable[int]) -> Iterator[int]:
    counter = 0
    for below in bounds:
        if below < 1:
            raise ValueError("There is nothing to draw from.")
        last = (1 << _BITS) - (1 << _BITS) % below
        while True:
            block = hashlib.sha256(f"{seed}:{counter}".encode()).digest()
            counter += 1
            number = int.from_bytes(block, "big")
            if number < last:
                yield number % below
                break
