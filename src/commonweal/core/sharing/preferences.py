"""Blind preferences: distinct things go to people known only by code names.

Everyone ranks the things they would take. Names are replaced by code names before the
matter is decided, and revealed afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.core.sharing import lots
from commonweal.core.sharing.values import BadProblem

#: Most people or things at once; the matching takes the cube of this many steps.
MAX_SIDE = 200

_TIE_BITS = 64


@dataclass(frozen=True, slots=True)
class Matching:
    """Who gets what (label to item, or None) and on which place of their own list.

    ``codes`` are the code names under which it was decided.
    """

    items: Mapping[str, str | None]
    places: Mapping[str, int | None]
    codes: Mapping[str, str]
    seed: str


def match_blind(
    rankings: Mapping[str, Sequence[str]], items: Sequence[str], *, seed: str
) -> Matching:
    """Give each person at most one thing, so that the unluckiest fare best.

    Parameters
    ----------
    rankings : mapping of label to sequence of items
        Best first. A thing that is not listed is not wanted.
    items : sequence of str
        The things there are, each once.
    seed : str
        Draws the code names and decides between equally good matchings.

    Returns
    -------
    Matching
        As few people as can be go without; then as few as can be get their last
        choice, then their last but one, and so on up.

    Raises
    ------
    BadProblem
        A ranking names a thing twice or one that is not there, or there are more than
        ``MAX_SIDE`` people or things.

    Notes
    -----
    A place ``r`` on someone's list costs ``(n + 1) ** r`` with ``n`` people, going
    without costs one place more than the longest list. One worse place outweighs any
    number of better ones, so the cheapest matching is the leximin one. Costs are whole
    numbers of any length; the matching is exact. Ties are broken by adding, far below
    the smallest difference, the lot of each pair of code names. The rule rewards no
    one for who they are; it is not proof against tactics (someone may rank falsely).
    Where that is feared, choose the lottery.

    References
    ----------
    .. [1] H. W. Kuhn, "The Hungarian method for the assignment problem", Naval
       Research Logistics Quarterly 2, 83-97, 1955.
    .. [2] A. Bogomolnaia and H. Moulin, "Random matching under dichotomous
       preferences", Econometrica 72(1), 257-279, 2004 (leximin matching).

    Examples
    --------
    >>> match_blind({"a": ["x", "y"], "b": ["x"]}, ["x", "y"], seed="47").items["a"]
    'y'
    """
    _refuse_bad(rankings, items)
    people = sorted(rankings)
    person_codes = lots.code_names(seed, people, "P")
    item_codes = lots.code_names(seed, items, "T")
    by_code = {
        person_codes[label]: [item_codes[item] for item in ranking]
        for label, ranking in rankings.items()
    }
    decided = _decide(by_code, sorted(item_codes.values()), seed)
    item_of = {code: item for item, code in item_codes.items()}
    given = {p: item_of.get(decided[person_codes[p]] or "") for p in people}
    return Matching(
        items=given,
        places={p: _place(rankings[p], given[p]) for p in people},
        codes={**person_codes, **item_codes},
        seed=seed,
    )


def _refuse_bad(rankings: Mapping[str, Sequence[str]], items: Sequence[str]) -> None:
    known = set(items)
    faults = [
        f"{label}: {fault}"
        for label, ranking in rankings.items()
        for fault, is_so in (
            ("ranks a thing twice", len(set(ranking)) != len(ranking)),
            ("ranks a thing that is not there", not known.issuperset(ranking)),
        )
        if is_so
    ]
    if len(known) != len(items):
        faults.append("a thing is listed twice")
    if max(len(rankings), len(items)) > MAX_SIDE:
        faults.append(f"more than {MAX_SIDE} people or things")
    if faults:
        raise BadProblem(faults)


def _place(ranking: Sequence[str], item: str | None) -> int | None:
    return None if item is None else ranking.index(item) + 1


def _decide(
    rankings: Mapping[str, Sequence[str]], items: list[str], seed: str
) -> dict[str, str | None]:
    """Return the leximin matching; sees code names only."""
    people = sorted(rankings)
    longest = max((len(ranking) for ranking in rankings.values()), default=0)
    scale = (len(people) + 1) << _TIE_BITS
    steps = [scale]
    for _ in range(longest + 2):
        steps.append(steps[-1] * (len(people) + 1))
    without, never = steps[longest + 1], steps[longest + 2]
    columns = [*items, *(f"nothing for {person}" for person in people)]

    places = {
        person: {item: place for place, item in enumerate(ranking)}
        for person, ranking in rankings.items()
    }

    def cost(person: str, column: str) -> int:
        if column == f"nothing for {person}":
            return without
        place = places[person].get(column)
        if place is None:
            return never
        tie = lots.lot(seed, f"{person} {column}") >> (128 - _TIE_BITS)
        return steps[place] + tie

    chosen = _cheapest([[cost(p, c) for c in columns] for p in people])
    return {
        person: columns[j] if j < len(items) else None
        for person, j in zip(people, chosen, strict=True)
    }


def _cheapest(costs: list[list[int]]) -> list[int]:
    """Return the column of each row in the cheapest assignment; columns >= rows.

    Kuhn's method with potentials, one shortest path per row, in whole numbers.
    """
    n_columns = len(costs[0]) if costs else 0
    row_of: list[int | None] = [None] * n_columns
    row_price = [0] * len(costs)
    column_price = [0] * n_columns
    for row in range(len(costs)):
        _add_row(row, costs, row_of, row_price, column_price)
    column_of = {row: column for column, row in enumerate(row_of) if row is not None}
    return [column_of[row] for row in range(len(costs))]


def _add_row(
    row: int,
    costs: list[list[int]],
    row_of: list[int | None],
    row_price: list[int],
    column_price: list[int],
) -> None:
    """Let one more row take part, along the cheapest chain of exchanges."""
    n_columns = len(column_price)
    distance: dict[int, int] = {}
    came_from: dict[int, int | None] = {}
    done: dict[int, int] = {}
    at_row, at_column, so_far = row, None, 0
    while True:
        for column in range(n_columns):
            if column in done:
                continue
            slack = costs[at_row][column] - row_price[at_row] - column_price[column]
            if column not in distance or so_far + slack < distance[column]:
                distance[column] = so_far + slack
                came_from[column] = at_column
        nearest = min((c for c in distance if c not in done), key=lambda c: distance[c])
        so_far = distance[nearest]
        done[nearest] = so_far
        next_row = row_of[nearest]
        if next_row is None:
            break
        at_row, at_column = next_row, nearest
    row_price[row] += so_far
    for column, reached in done.items():
        other = row_of[column]
        column_price[column] -= so_far - reached
        if other is not None:
            row_price[other] += so_far - reached
    _exchange(row, nearest, row_of, came_from)


def _exchange(
    row: int,
    column: int,
    row_of: list[int | None],
    came_from: dict[int, int | None],
) -> None:
    """Walk the chain back, each row taking the column found for it."""
    at: int | None = column
    while at is not None:
        before = came_from[at]
        row_of[at] = row if before is None else row_of[before]
        at = before
