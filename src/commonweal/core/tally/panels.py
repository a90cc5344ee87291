"""Fair panels: drawn by lot within quotas, with chances as even as quotas allow.

Quotas say how many people with some feature a panel must have. A thousand panels are
made that all meet them, so that whoever is in fewest of them is in as many as can be;
everybody's chance is the number of panels they are in. They are published, and the lot
draws one of them in public (``lots.panel_lottery``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.core.tally import lots, portfolio
from commonweal.core.tally.words import N_, BadBallots, Fault, Sentence

RULE = "fair-panels-maximin-1"

#: Panels made, each as likely as any other.
N_PANELS = 1_000
#: How often one panel is exchanged for another to even out chances after rounding.
_MOST_EXCHANGES = 2_000

_NO_FEATURE = N_(
    "%(person)s has no “%(feature)s”. Write it down, or take out the quota."
)
_TURNED = N_(
    "“%(feature)s: %(value)s” asks for %(least)s at least and %(most)s at most. Write "
    "the smaller number first."
)
_TWICE = N_("“%(feature)s: %(value)s” has two quotas.")
_TOO_FEW = N_("A panel of %(size)s cannot be drawn from %(people)s people.")
_LOWER = N_(
    "No panel meets all quotas. It would help to ask for %(to)s instead of %(from)s at "
    "least of “%(feature)s: %(value)s”."
)
_RAISE = N_(
    "No panel meets all quotas. It would help to allow %(to)s instead of %(from)s at "
    "most of “%(feature)s: %(value)s”."
)
_CHANCE = N_(
    "Of %(panels)s panels, everybody is in %(least)s at least and %(most)s at most. "
    "Without quotas everybody would be in %(even)s."
)
_LEFT_OUT = N_(
    "%(people)s people are in no panel, for none that meets the quotas can hold them."
)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many people of a panel have a feature, at least and at most."""

    feature: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class FairPanels:
    """Panels, each as likely; places are those of ``people``, which are sorted.

    ``chances`` counts the panels that each person is in. ``optimum`` is the best chance
    that the least likely person can have at all, before rounding to whole panels.
    ``left_out`` cannot be in any panel.
    """

    people: tuple[str, ...]
    panels: tuple[tuple[int, ...], ...]
    chances: Mapping[str, int]
    optimum: float
    left_out: tuple[str, ...]
    words: tuple[Sentence, ...]
    rule: str = RULE


def fair_panels(
    people: Mapping[str, Mapping[str, str]],
    quotas: Sequence[Quota],
    size: int,
    *,
    seed: str,
    n_panels: int = N_PANELS,
) -> FairPanels:
    """Make panels that all meet the quotas, with chances as even as can be.

    Parameters
    ----------
    people : mapping of label to features
        Who may be drawn; each with a value for every feature that has a quota.
    quotas : sequence of Quota
        At most one for each value of a feature.
    size : int
        People in a panel.
    seed : str
        Orders people of the same features; take the hash of the list.
    n_panels : int
        How many panels to make.

    Returns
    -------
    FairPanels
        On another machine other panels may come out that are as fair; publish these.

    Raises
    ------
    BadBallots
        Faults of the quotas; where they are impossible, the smallest change that helps.
    TooManyPanels
        The search did not end.

    Examples
    --------
    >>> people = {f"w{i}": {"hall": "west"} for i in range(2)}
    >>> people |= {f"e{i}": {"hall": "east"} for i in range(6)}
    >>> made = fair_panels(people, [Quota("hall", "west", 1, 1)], 2, seed="47")
    >>> made.chances["w0"], made.chances["e5"]
    (500, 167)
    """
    _require(people, quotas, size)
    members = _types(people, quotas, seed)
    shape = _shape(members, quotas, size)
    relief = portfolio.smallest_relief(shape)
    if relief is not None:
        raise BadBallots(_reliefs(quotas, relief))
    best = portfolio.best_portfolio(shape)
    times = _whole_times(best, shape, n_panels)
    labels = tuple(sorted(people))
    panels = _seated(best, times, [*members.values()], labels, seed)
    counts = Counter(place for panel in panels for place in panel)
    chances = {label: counts[place] for place, label in enumerate(labels)}
    possible = [
        own for own, can in zip(members.values(), best.possible, strict=True) if can
    ]
    in_some = {label for own in possible for label in own}
    left_out = tuple(label for label in labels if label not in in_some)
    said = _said(chances, left_out, size, n_panels)
    return FairPanels(labels, panels, chances, best.optimum, left_out, said)


def problems_with_panel(
    panel: Collection[str],
    people: Mapping[str, Mapping[str, str]],
    quotas: Sequence[Quota],
) -> list[Quota]:
    """Return the quotas that a panel does not meet."""
    return [
        quota
        for quota in quotas
        if not quota.least
        <= sum(people[label][quota.feature] == quota.value for label in panel)
        <= quota.most
    ]


def stand_in(
    panel: Collection[str],
    left: str,
    alternates: Sequence[str],
    people: Mapping[str, Mapping[str, str]],
    quotas: Sequence[Quota],
) -> str | None:
    """Return the first alternate with whom the panel still meets its quotas.

    None when there is nobody; then the quotas decide nothing and the circle does.
    """
    rest = [label for label in panel if label != left]
    for label in alternates:
        if label not in panel and not problems_with_panel(
            [*rest, label], people, quotas
        ):
            return label
    return None


def _require(
    people: Mapping[str, Mapping[str, str]], quotas: Sequence[Quota], size: int
) -> None:
    faults = [
        Fault(Sentence(_NO_FEATURE, {"person": label, "feature": feature}), row)
        for row, (label, features) in enumerate(people.items(), start=1)
        for feature in {quota.feature: None for quota in quotas}
        if feature not in features
    ]
    for quota in quotas:
        facts: dict[str, object] = {"feature": quota.feature, "value": quota.value}
        if not 0 <= quota.least <= quota.most:
            bounds = {"least": quota.least, "most": quota.most}
            faults.append(Fault(Sentence(_TURNED, facts | bounds)))
    faults.extend(
        Fault(Sentence(_TWICE, {"feature": feature, "value": value}))
        for (feature, value), n in Counter((q.feature, q.value) for q in quotas).items()
        if n > 1
    )
    if not 1 <= size <= len(people):
        facts = {"size": size, "people": len(people)}
        faults.append(Fault(Sentence(_TOO_FEW, facts)))
    if faults:
        raise BadBallots(faults)


def _types(
    people: Mapping[str, Mapping[str, str]], quotas: Sequence[Quota], seed: str
) -> dict[tuple[str, ...], list[str]]:
    """Return people by what quotas ask of them, each type in the order of the lot."""
    features = sorted({quota.feature for quota in quotas})
    members: dict[tuple[str, ...], list[str]] = {}
    for label in lots.in_order_of_lot(seed, people):
        kind = tuple(people[label][feature] for feature in features)
        members.setdefault(kind, []).append(label)
    return dict(sorted(members.items()))


def _shape(
    members: Mapping[tuple[str, ...], Sequence[str]],
    quotas: Sequence[Quota],
    size: int,
) -> portfolio.Shape:
    place = {name: i for i, name in enumerate(sorted({q.feature for q in quotas}))}
    has = np.array(
        [
            [kind[place[quota.feature]] == quota.value for kind in members]
            for quota in quotas
        ],
        dtype=np.int64,
    )
    return portfolio.Shape(
        available=np.array([len(own) for own in members.values()], dtype=np.int64),
        has=has.reshape(len(quotas), len(members)),
        least=np.array([quota.least for quota in quotas], dtype=np.int64),
        most=np.array([min(quota.most, size) for quota in quotas], dtype=np.int64),
        size=size,
    )


def _reliefs(quotas: Sequence[Quota], relief: portfolio.Relief) -> list[Fault]:
    faults = []
    for i, quota in enumerate(quotas):
        facts: dict[str, object] = {"feature": quota.feature, "value": quota.value}
        if relief.lowered[i]:
            to = {"from": quota.least, "to": quota.least - int(relief.lowered[i])}
            faults.append(Fault(Sentence(_LOWER, facts | to)))
        if relief.raised[i]:
            to = {"from": quota.most, "to": quota.most + int(relief.raised[i])}
            faults.append(Fault(Sentence(_RAISE, facts | to)))
    return faults


def _whole_times(
    best: portfolio.Portfolio, shape: portfolio.Shape, n_panels: int
) -> portfolio.Counts:
    """Return how often each panel stands among the thousand.

    Shares are cut to whole panels; each that is still to be placed goes where it helps
    those furthest below their chance, and then panels are exchanged while it helps.
    """
    possible = best.possible
    each = best.panels[:, possible] / shape.available[possible]
    times = np.floor(best.shares * n_panels + portfolio.CLOSE).astype(np.int64)
    aim = np.minimum(best.shares @ each, best.optimum) * n_panels
    for _ in range(n_panels - int(times.sum())):
        times[int(np.argmax(each @ _wanting(aim - times @ each)))] += 1
    for _ in range(_MOST_EXCHANGES):
        had = times @ each
        wanting = _wanting(aim - had)
        order = each @ wanting
        more = int(np.argmax(order))
        less = int(np.argmin(np.where(times > 0, order, np.inf)))
        after = had + each[more] - each[less]
        if _wanting(aim - after).sum() >= wanting.sum() - portfolio.CLOSE:
            break
        times[more] += 1
        times[less] -= 1
    return times


def _wanting(short: portfolio.Floats) -> portfolio.Floats:
    """Return how much a chance below its aim weighs; far below weighs far more."""
    return np.exp(np.clip(short, -30.0, 30.0))


def _seated(
    best: portfolio.Portfolio,
    times: portfolio.Counts,
    members: Sequence[Sequence[str]],
    labels: Sequence[str],
    seed: str,
) -> tuple[tuple[int, ...], ...]:
    """Put people in the places of their type, each in turn, so that all have as many."""
    place = {label: i for i, label in enumerate(labels)}
    turns = [_in_turn([place[label] for label in own]) for own in members]
    kinds = [str(i) for i in np.repeat(np.arange(len(times)), times)]
    order = lots.drawn(
        f"{seed}:panels", (f"{i}:{kind}" for i, kind in enumerate(kinds))
    )
    panels = []
    for name in order:
        panel = best.panels[int(name.split(":")[1])]
        panels.append(
            tuple(
                sorted(
                    next(turns[kind])
                    for kind in np.flatnonzero(panel).tolist()
                    for _ in range(panel[kind])
                )
            )
        )
    return tuple(panels)


def _in_turn(places: Sequence[int]) -> Iterator[int]:
    while True:
        yield from places


def _said(
    chances: Mapping[str, int], left_out: Collection[str], size: int, n_panels: int
) -> tuple[Sentence, ...]:
    counted = [n for label, n in chances.items() if label not in left_out]
    facts: dict[str, object] = {
        "panels": n_panels, "least": min(counted), "most": max(counted),
        "even": round(size * n_panels / len(chances)),
    }  # fmt: skip
    said = [Sentence(_CHANCE, facts)]
    if left_out:
        said.append(Sentence(_LEFT_OUT, {"people": len(left_out)}))
    return tuple(said)
