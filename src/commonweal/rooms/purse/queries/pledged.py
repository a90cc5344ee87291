"""Questions about contribution rounds: totals only, and one's own pledge.

No question here answers with another person's pledge, not even to a steward; a test
walks over every question of the purse and looks for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.core.vf.units import UNITS
from commonweal.rooms.purse.models import Pledge, PledgeRound
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says

LIST_LIMIT = 200


def list_rounds(*, union: UUID, on: date) -> tuple[together.RoundView, ...]:
    """List contribution rounds, newest first."""
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=on)
    rows = PledgeRound.objects.filter(union_id=union).order_by("-opened_on", "id")
    return tuple(_view(row, smallest) for row in rows[:LIST_LIMIT])


def get_round(*, union: UUID, round_id: UUID, on: date) -> together.RoundView:
    """Return one contribution round, or refuse."""
    smallest = charter.whole(union=union, key="privacy.smallest_group", on=on)
    row = PledgeRound.objects.filter(union_id=union, id=round_id).first()
    if row is None:
        raise NotFound(Problem("round", says.NO_ROUND))
    return _view(row, smallest)


def own_pledge(
    *, union: UUID, round_id: UUID, person: UUID
) -> together.OwnPledge | None:
    """Return one's own pledge, and what it becomes a month once the round is closed."""
    row = (
        Pledge.objects.select_related("round")
        .filter(round__union_id=union, round=round_id, person_id=person)
        .first()
    )
    if row is None:
        return None
    unit = UNITS[row.round.currency]
    becomes = becomes_of(row, row.round)
    return together.OwnPledge(
        green=Measure(row.green, unit),
        yellow=Measure(row.yellow, unit),
        red=Measure(row.red, unit),
        becomes=None if becomes is None else Measure(becomes, unit),
        forgotten_on=forgotten_on(row.round),
        is_typed=row.typed_by is not None,
    )


def guide_of(needed: int, *, months: int, n_people: int) -> int:
    """Return the guide value: what each would give a month if all gave the same."""
    return -(-needed // (months * n_people))


def colour_of(
    pledges: Iterable[Pledge], *, needed: int, months: int
) -> tuple[str, int]:
    """Return the first colour whose sum covers what is needed, and that sum a month.

    All green amounts are added first; if they do not cover it, all yellow ones; then
    all red ones. No colour: the sum of what is possible at most.
    """
    rows = list(pledges)
    for colour in ("green", "yellow", "red"):
        total = sum(getattr(row, colour) for row in rows)
        if total * months >= needed:
            return colour, total
    return "", sum(row.red for row in rows)


def becomes_of(pledge: Pledge, its_round: PledgeRound) -> int | None:
    """Return what a pledge becomes a month: its amount of the colour that covers.

    Not covered: nothing yet when there is another round, else what is possible at most.
    """
    if its_round.status != "closed":
        return None
    if its_round.colour:
        return int(getattr(pledge, its_round.colour))
    return None if its_round.if_not_covered == "again" else pledge.red


def forgotten_on(its_round: PledgeRound) -> date | None:
    """Return the day from which the pledges of a round are no longer kept."""
    if its_round.ended_on is None:
        return None
    days = charter.whole(
        union=its_round.union_id,
        key="purse.pledges_keep_days",
        on=its_round.ended_on,
    )
    return its_round.ended_on + timedelta(days=days)


def _view(row: PledgeRound, smallest: int) -> together.RoundView:
    unit = UNITS[row.currency]
    is_closed = row.status == "closed"
    is_shown = is_closed and (row.n_pledges or 0) >= smallest
    total = row.total if is_shown and row.total is not None else None
    is_covered = bool(row.colour) if is_closed else None
    missing = None
    if total is not None:
        missing = Measure(max(row.needed - total * row.months, 0), unit)
    guide = guide_of(row.needed, months=row.months, n_people=row.n_people)
    return together.RoundView(
        id=row.id,
        name=row.name,
        needed=Measure(row.needed, unit),
        months=row.months,
        n_people=row.n_people,
        guide=Measure(guide, unit),
        if_not_covered=row.if_not_covered,
        opened_on=row.opened_on,
        closes_on=row.closes_on,
        status=row.status,
        colour=row.colour,
        is_covered=is_covered,
        total=None if total is None else Measure(total, unit),
        missing=missing,
    )
