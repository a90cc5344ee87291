"""Panels of types with chances as even as quotas allow: column generation with HiGHS.

People with the same features are alike, so a panel is a number of people of each type.
Of all mixtures of panels the one is sought whose least likely person is as likely as
can be (maximin). Panels are found one at a time: the dual prices of the mixture say
which types are short, and a small integer programme finds the panel that helps them
most; when none helps, the mixture is the best there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import optimize

#: Without types of its own.
_SCIPY: Any = optimize

#: How much a new panel must promise for the least likely person, or it is not sought.
CLOSE = 1e-5
#: Panels looked for before giving up; a few hundred are usual.
MOST_PANELS = 5_000
#: Panels looked for to keep the likeliest from being far too likely.
MOST_LEVELLING = 5
#: How far dual prices lean on those that gave the best bound so far.
_LEANING = 0.6
#: One panel to start with for so many types, and after how many panels one that a
#: person should have been in weighs e times as much.
_START = 4
_PATIENCE = 3

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class TooManyPanels(Exception):
    """The best mixture was not reached with ``MOST_PANELS`` panels."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a panel must be: rows of ``has`` say which types count for which quota."""

    available: Counts
    has: npt.NDArray[np.int64]
    least: Counts
    most: Counts
    size: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Panels (people of each type), how likely each is, and what that makes of all.

    ``optimum`` is the chance of the least likely; ``possible`` says which types any
    panel at all can hold.
    """

    panels: Counts
    shares: Floats
    optimum: float
    possible: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Relief:
    """By how much quotas must be lowered or raised so that a panel exists."""

    lowered: Counts
    raised: Counts


def best_portfolio(shape: Shape) -> Portfolio:
    """Return the mixture of panels whose least likely person is most likely.

    The shape must be possible at all; see ``smallest_relief``.

    Raises
    ------
    TooManyPanels
        The search did not end.

    References
    ----------
    .. [1] B. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia, "Fair
       algorithms for selecting citizens' assemblies", Nature 596, 2021; there over
       people, here over types, which is the same and far smaller.
    """
    panels, possible = _covering(shape)
    inner = _inner(shape, possible)
    columns = [panel[possible] for panel in panels]
    _shares, optimum = _generated(inner, columns)
    shares = _levelled(inner, columns, optimum)
    whole = np.zeros((len(columns), len(possible)), dtype=np.int64)
    whole[:, possible] = np.array(columns)
    used = shares > 0
    return Portfolio(whole[used], shares[used], optimum, possible)


def smallest_relief(shape: Shape) -> Relief | None:
    """Return the smallest change of the quotas that makes a panel possible.

    Returns
    -------
    Relief or None
        None when there is a panel already.
    """
    n_types, n_quotas = len(shape.available), len(shape.least)
    # A count and by how much its quota is lowered must reach the least; a count less by
    # how much it is raised must keep to the most. Nobody needs both.
    one = np.eye(n_quotas)
    everyone = np.append(np.ones(n_types), np.zeros(2 * n_quotas))
    found = _whole(
        1 - everyone,
        np.concatenate([shape.available, shape.least, np.full(n_quotas, shape.size)]),
        np.vstack([np.hstack([shape.has, one, -one]), everyone]),
        (np.append(shape.least, shape.size), np.append(shape.most, shape.size)),
    )
    if not found[n_types:].any():
        return None
    return Relief(found[n_types : n_types + n_quotas], found[n_types + n_quotas :])


def _inner(shape: Shape, possible: npt.NDArray[np.bool_]) -> Shape:
    return Shape(
        shape.available[possible], shape.has[:, possible], shape.least, shape.most,
        shape.size,
    )  # fmt: skip


class _Finder:
    """Finds the panel worth most, when each person of a type is worth so much."""

    def __init__(self, shape: Shape) -> None:
        self._rows = np.vstack([shape.has, np.ones_like(shape.available)])
        self._limits = (
            np.append(shape.least, shape.size), np.append(shape.most, shape.size),
        )  # fmt: skip
        self._available = shape.available

    def best(self, worth: Floats) -> Counts:
        cost = -worth / np.abs(worth).max()
        return _whole(cost, self._available, self._rows, self._limits)


def _whole(
    cost: Floats, upper: Counts, rows: Floats | Counts, limits: tuple[Counts, Counts]
) -> Counts:
    """Return the whole numbers from 0 to ``upper`` of least cost within limits."""
    done = _SCIPY.milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=_SCIPY.Bounds(0, upper),
        constraints=_SCIPY.LinearConstraint(rows, *limits),
        options={"mip_rel_gap": 0.0},
    )
    found: Counts = np.rint(done.x).astype(np.int64)
    return found


def _covering(shape: Shape) -> tuple[list[Counts], npt.NDArray[np.bool_]]:
    """Return panels that together hold every type that any panel can hold."""
    find = _Finder(shape)
    missing = np.ones(len(shape.available), dtype=bool)
    panels: list[Counts] = []
    while missing.any():
        panel = find.best(missing / shape.available + 0.0)
        if not panel[missing].any():
            break
        panels.append(panel)
        missing &= panel == 0
    return panels, ~missing


def _generated(shape: Shape, columns: list[Counts]) -> tuple[Floats, float]:
    """Add panels until none helps the least likely; return chances and the optimum."""
    find = _Finder(shape)
    center: Floats | None = None
    lowest = np.inf
    bound, aim = _fractional(shape)
    columns.extend(_evening(shape, columns, aim))
    while len(columns) < MOST_PANELS:
        shares, optimum, prices = _mixed(shape, columns)
        if min(bound, lowest) - optimum <= CLOSE:
            return shares, optimum
        lean = 0.0 if center is None else _LEANING
        while True:
            asked = prices if center is None else lean * center + (1 - lean) * prices
            panel = find.best(asked / shape.available)
            reached = float(panel @ (asked / shape.available))
            if reached < lowest:
                lowest, center = reached, asked
            if panel @ (prices / shape.available) > optimum + CLOSE / 2:
                columns.append(panel)
                break
            if not lean:
                return shares, optimum
            lean = lean / 2 if lean > _LEANING / 4 else 0.0
    raise TooManyPanels


def _levelled(shape: Shape, columns: list[Counts], optimum: float) -> Floats:
    """Keep the least likely as likely, and make the likeliest less so.

    Panels are looked for as before, but no longer than is worth it: this part is no
    promise.
    """
    find = _Finder(shape)
    for _ in range(MOST_LEVELLING):
        shares, prices, bound = _level(shape, columns, optimum)
        panel = find.best(prices / shape.available)
        if panel @ (prices / shape.available) <= bound + CLOSE:
            return shares
        columns.append(panel)
    return _level(shape, columns, optimum)[0]


def _level(
    shape: Shape, columns: list[Counts], optimum: float
) -> tuple[Floats, Floats, float]:
    """Return the mixture with the lowest highest chance, prices, and what they pay."""
    chances = (np.array(columns) / shape.available).T
    n_types, n_panels = chances.shape
    done = _SCIPY.linprog(
        np.append(np.zeros(n_panels), 1.0),
        A_ub=np.vstack([
            np.hstack([-chances, np.zeros((n_types, 1))]),
            np.hstack([chances, -np.ones((n_types, 1))]),
        ]),
        b_ub=np.append(np.full(n_types, CLOSE - optimum), np.zeros(n_types)),
        A_eq=np.append(np.ones(n_panels), 0.0)[np.newaxis],
        b_eq=np.ones(1),
        method="highs",
    )  # fmt: skip
    lifting, pressing = np.split(-done.ineqlin.marginals, 2)
    return (
        np.maximum(0.0, done.x[:-1]), lifting - pressing, -float(done.eqlin.marginals[0]),
    )  # fmt: skip


def _evening(shape: Shape, columns: list[Counts], aim: Floats) -> list[Counts]:
    """Return panels that each make up for who was in too few, or too many, so far.

    They are a good start: with them, half as many have to be found by prices.
    """
    find, more = _Finder(shape), []
    had = np.array(columns).sum(axis=0) / shape.available
    for n in range(len(columns), len(columns) + len(had) // _START):
        behind = np.clip((n * aim - had) / (_PATIENCE * aim), -30.0, 30.0)
        more.append(find.best(np.exp(behind) / shape.available))
        had += more[-1] / shape.available
    return more


def _fractional(shape: Shape) -> tuple[float, Floats]:
    """Return what the least likely could have if people could be cut in parts.

    No mixture of whole panels gives more; where one gives as much, it is the best. With
    it, the chance of each type when, besides, the likeliest is as little so as can be.
    """
    available = shape.available
    least = -_parts(shape, -1, np.zeros(len(available)))[1]
    people, _most = _parts(shape, 1, available.astype(np.float64) * (least - CLOSE))
    return least, people / available


def _parts(shape: Shape, sign: int, lower: Floats) -> tuple[Floats, float]:
    """Return a panel of parts of people: lift the lowest chance (-1) or lower the top."""
    n_types, wide = len(shape.available), np.zeros((len(shape.most), 1))
    done = _SCIPY.linprog(
        np.append(np.zeros(n_types), float(sign)),
        A_ub=np.vstack([
            sign * np.hstack([np.eye(n_types), -shape.available[:, np.newaxis]]),
            np.hstack([shape.has, wide]),
            np.hstack([-shape.has, wide]),
        ]),
        b_ub=np.concatenate([np.zeros(n_types), shape.most, -shape.least]),
        A_eq=np.append(np.ones(n_types), 0.0)[np.newaxis],
        b_eq=np.array([float(shape.size)]),
        bounds=[*zip(np.maximum(0.0, lower), shape.available, strict=True), (0, 1)],
        method="highs",
    )  # fmt: skip
    return done.x[:-1], float(done.fun)


def _mixed(shape: Shape, columns: list[Counts]) -> tuple[Floats, float, Floats]:
    """Return the best mixture of these panels, its least chance and the dual prices."""
    chances = (np.array(columns) / shape.available).T
    n_types, n_panels = chances.shape
    done = _SCIPY.linprog(
        np.append(np.zeros(n_panels), -1.0),
        A_ub=np.hstack([-chances, np.ones((n_types, 1))]),
        b_ub=np.zeros(n_types),
        A_eq=np.append(np.ones(n_panels), 0.0)[np.newaxis],
        b_eq=np.ones(1),
        method="highs",
    )
    prices = np.maximum(0.0, -done.ineqlin.marginals)
    return np.maximum(0.0, done.x[:-1]), float(done.x[-1]), prices / prices.sum()
