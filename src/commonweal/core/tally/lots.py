"""Public lots: whoever knows the seed can draw them again, by hand-held script.

The seed is made of what nobody could know or choose alone; see ``seed_of``. Numbers
come from SHA-256 over the seed and a counter, without bias (values beyond the last
whole multiple are thrown away), and orders from Fisher and Yates's shuffle.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

RULE = "lots-1"
PANELS_RULE = "panel-lots-1"

_BITS = 256

_TWICE = N_("“%(label)s” is on the list twice.")
_NO_LABEL = N_("This line holds no name.")
_PLACES = N_("%(places)s places cannot be drawn from %(labels)s names.")
_NOT_A_PANEL = N_("Panel %(number)s names people who are not on the list.")
_NO_PANELS = N_("There are no panels to draw from.")
_LIST = N_("%(labels)s names are on the list; its hash is %(hash)s.")
_SEED = N_("%(tellers)s tellers and the dice make the seed %(seed)s.")
_DRAWN = N_("The lot draws %(labels)s.")
_PANEL = N_("Of %(panels)s panels, each as likely, the lot draws number %(number)s.")


@dataclass(frozen=True, slots=True)
class Lottery:
    """Everybody in the order of the lot; the first places are the ``chosen``."""

    list_hash: str
    seed: str
    drawn: tuple[str, ...]
    chosen: tuple[str, ...]
    words: tuple[Sentence, ...]
    rule: str = RULE


@dataclass(frozen=True, slots=True)
class PanelLottery:
    """The panel drawn, by its number, and everybody else in the order of the lot."""

    list_hash: str
    seed: str
    number: int
    chosen: tuple[str, ...]
    alternates: tuple[str, ...]
    words: tuple[Sentence, ...]
    rule: str = PANELS_RULE


def list_hash_of(labels: Iterable[str]) -> str:
    """Return the SHA-256 of a list: its labels sorted, each with an end of line."""
    text = "".join(f"{label}\n" for label in sorted(labels))
    return hashlib.sha256(text.encode()).hexdigest()


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


def lottery(
    labels: Sequence[object],
    places: int,
    *,
    reveals: Sequence[str],
    dice: str = "",
) -> Lottery:
    """Draw from a list as published: what tellers revealed and dice make the seed.

    Raises
    ------
    BadBallots
        Names twice on the list or missing, or more places than names.
    """
    names = _listed(labels)
    if not 0 <= places <= len(names):
        facts = {"places": places, "labels": len(names)}
        raise BadBallots([Fault(Sentence(_PLACES, facts))])
    list_hash = list_hash_of(names)
    seed = seed_of(list_hash, reveals, dice)
    order = drawn(seed, names)
    said = _seed_said(names, list_hash, seed, len(reveals))
    said.append(Sentence(_DRAWN, {"labels": ", ".join(order[:places])}))
    return Lottery(list_hash, seed, order, order[:places], tuple(said))


def panel_lottery(
    labels: Sequence[object],
    panels: Sequence[Sequence[int]],
    *,
    reveals: Sequence[str],
    dice: str = "",
) -> PanelLottery:
    """Draw one of several panels, each as likely; places are of the sorted list.

    Raises
    ------
    BadBallots
        Names twice on the list or missing, or panels of people who are not on it.
    """
    names = sorted(_listed(labels))
    strange = [
        Fault(Sentence(_NOT_A_PANEL, {"number": number}))
        for number, panel in enumerate(panels)
        if len(set(panel)) < len(panel) or not set(panel) <= set(range(len(names)))
    ]
    if strange or not panels:
        raise BadBallots(strange or [Fault(Sentence(_NO_PANELS))])
    list_hash = list_hash_of(names)
    seed = seed_of(list_hash, reveals, dice)
    number = draw(seed, len(panels))
    chosen = tuple(names[i] for i in sorted(panels[number]))
    said = _seed_said(names, list_hash, seed, len(reveals))
    said.append(Sentence(_PANEL, {"panels": len(panels), "number": number}))
    said.append(Sentence(_DRAWN, {"labels": ", ".join(chosen)}))
    rest = drawn(f"{seed}:alternates", set(names) - set(chosen))
    return PanelLottery(list_hash, seed, number, chosen, rest, tuple(said))


def in_order_of_lot(seed: str, tied: Iterable[str]) -> tuple[str, ...]:
    """Return equal ones as ``first_drawn`` would pick them, one after another."""
    return tuple(sorted(tied, key=lambda label: (_lot(seed, label), label)))


def first_drawn(seed: str, tied: Sequence[str]) -> str:
    """Return which of several equal ones the lot picks.

    The order of everyone is fixed once by the seed, so that the same tie at a later
    stage is settled alike.
    """
    return min(tied, key=lambda label: (_lot(seed, label), label))


def _listed(labels: Sequence[object]) -> list[str]:
    faults = [
        Fault(Sentence(_NO_LABEL), row)
        for row, label in enumerate(labels, start=1)
        if not isinstance(label, str) or not label
    ]
    names = [str(label) for label in labels]
    faults.extend(
        Fault(Sentence(_TWICE, {"label": label}))
        for label, n in Counter(names).items()
        if n > 1
    )
    if faults:
        raise BadBallots(faults)
    return names


def _seed_said(
    names: Sequence[str], list_hash: str, seed: str, tellers: int
) -> list[Sentence]:
    return [
        Sentence(_LIST, {"labels": len(names), "hash": list_hash}),
        Sentence(_SEED, {"tellers": tellers, "seed": seed}),
    ]


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
