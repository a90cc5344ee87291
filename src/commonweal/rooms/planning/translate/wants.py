"""From totals of needs to needs of the planner, with the baskets that meet them.

What a circle eats is met together from one basket: contents (food energy, protein) and
foods asked for by name, so that the bread somebody asked for also feeds. Wants of a later
tier for the same kind stand on top of the earlier ones, so that no kilo is counted for
two tiers. Everything else that was asked for has a basket of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from commonweal.core import planner
from commonweal.core.vf.flows import Intent
from commonweal.core.vf.units import KG, LITRE
from commonweal.rooms.planning.words import SKILL, Facts, Span

TIERS = ("vital", "dignity", "flourishing")
#: The part of a basket's label that says it is the circle's common one.
TOGETHER = "together"
#: Begins the labels of needs that ask for nothing but set a most.
VARIETY = "variety:"


@dataclass(frozen=True, slots=True)
class Want:
    """One need of the planner, and the total it comes from.

    ``before`` is what earlier tiers want of the same content in that period; the need's
    demand is that plus ``amount``.
    """

    need: planner.Need
    intent: UUID
    kind: UUID
    group: UUID
    period: int
    amount: float
    before: float
    n_people: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one total asks for in one period."""

    intent: Intent
    kind: UUID
    group: UUID
    period: int
    amount: float
    is_single: bool


def wants_of(facts: Facts) -> tuple[Want, ...]:
    """Return every need of the plan, period by period."""
    pieces = [
        piece
        for intent in facts.needs
        for piece in _pieces(intent, facts)
        if piece.amount > 0
    ]
    together = [piece for piece in pieces if _is_met_together(piece, facts)]
    apart = [piece for piece in pieces if not _is_met_together(piece, facts)]
    return (
        *(_want_apart(piece, facts) for piece in apart),
        *_wants_together(together, facts),
    )


def _is_met_together(piece: _Piece, facts: Facts) -> bool:
    """Say whether it is met from the circle's one basket: contents, and what has some.

    The bread that was asked for feeds as well. What is due once is for something of
    its own, a feast say, and is met apart.
    """
    kind = facts.kinds[piece.kind]
    return not piece.is_single and (kind.is_content or bool(kind.contents))


def _pieces(intent: Intent, facts: Facts) -> Iterator[_Piece]:
    kind, group = intent.resource_conforms_to, intent.group or intent.receiver
    if kind is None or group is None or kind not in facts.kinds:
        return
    if SKILL in facts.kinds[kind].classified_as or intent.resource_quantity is None:
        return
    amount = float(intent.resource_quantity.decimal)
    if intent.per is None:
        i = _period_of(intent, facts.spans)
        if i is not None:
            yield _Piece(intent, kind, group, i, amount, is_single=True)
        return
    for i, span in enumerate(facts.spans):
        days = span.days_within(intent.has_beginning, intent.has_end)
        yield _Piece(intent, kind, group, i, amount * days / 7, is_single=False)


def _period_of(intent: Intent, spans: tuple[Span, ...]) -> int | None:
    """Return the period something is due in; what is overdue is due at once."""
    due = intent.due or intent.has_end
    if due is None or due >= spans[-1].after:
        return None if due is not None else len(spans) - 1
    return next(i for i, span in enumerate(spans) if due < span.after)


def _own_basket(piece: _Piece) -> str:
    return f"{piece.group}:{piece.intent.id}"


def _want_apart(piece: _Piece, facts: Facts) -> Want:
    """Never more than was asked for: what somebody named is no way to use up a glut."""
    is_content = facts.kinds[piece.kind].is_content
    most = None if is_content else piece.amount
    return _want(piece, facts, basket=_own_basket(piece), before=0.0, most=most)


def _wants_together(pieces: list[_Piece], facts: Facts) -> Iterator[Want]:
    sums: dict[tuple[UUID, UUID, int], float] = {}
    for piece in sorted(pieces, key=_urgency):
        step = (piece.group, piece.kind, piece.period)
        before = sums.get(step, 0.0)
        sums[step] = before + piece.amount
        basket = f"{piece.group}:{TOGETHER}"
        yield _want(piece, facts, basket=basket, before=before, most=None)


def _contents(piece: _Piece, facts: Facts) -> dict[str, float]:
    """Return which goods count for it, and how much one unit of each does."""
    if not facts.kinds[piece.kind].is_content:
        return {str(piece.kind): 1.0}
    return {
        str(kind.id): float(kind.contents[piece.kind])
        for kind in facts.kinds.values()
        if kind.contents.get(piece.kind)
    }


def variety_of(facts: Facts, wanted: tuple[Want, ...]) -> tuple[planner.Need, ...]:
    """Return needs of nothing with a most: nobody eats one food all day long.

    A plan that is short of vital needs is made again without them.
    """
    people: dict[str, int] = {}
    named: dict[tuple[str, str, int], float] = {}
    goods: dict[str, set[str]] = {}
    for want in wanted:
        (basket,) = want.need.baskets
        if not basket.endswith(TOGETHER):
            continue
        people[basket] = max(people.get(basket, 0), want.n_people)
        goods.setdefault(basket, set()).update(want.need.contents)
        step = (basket, str(want.kind), want.period)
        named[step] = max(named.get(step, 0.0), want.need.demand)
    weighed = {
        str(kind.id) for kind in facts.kinds.values() if kind.unit in {KG, LITRE}
    }
    return tuple(
        planner.Need(
            label=f"{VARIETY}{basket}:{good}:{i}",
            place=str(facts.union),
            group=basket.partition(":")[0],
            tier=planner.Tier.FLOURISHING,
            period=i,
            demand=0.0,
            contents={good: 1.0},
            baskets=(basket,),
            is_wish=True,
            most=max(
                named.get((basket, good, i), 0.0),
                facts.most_of_one_food * people[basket] * span.n_weeks,
            ),
        )
        for basket in sorted(goods)
        for good in sorted(goods[basket] & weighed)
        for i, span in enumerate(facts.spans)
    )


def _urgency(piece: _Piece) -> tuple[bool, int, str]:
    tier = piece.intent.tier or TIERS[-1]
    return piece.intent.is_wish, TIERS.index(tier), piece.intent.key


def _want(
    piece: _Piece, facts: Facts, *, basket: str, before: float, most: float | None
) -> Want:
    unit = facts.kinds[piece.kind].unit.code
    need = planner.Need(
        label=f"{piece.intent.id}:{piece.period}",
        place=str(facts.union),
        group=str(piece.group),
        tier=planner.Tier(piece.intent.tier or TIERS[-1]),
        period=piece.period,
        demand=before + piece.amount,
        contents=_contents(piece, facts),
        baskets=(basket,),
        is_wish=piece.intent.is_wish,
        most=most,
        unit=unit,
    )
    return Want(
        need=need,
        intent=piece.intent.id,
        kind=piece.kind,
        group=piece.group,
        period=piece.period,
        amount=piece.amount,
        before=before,
        n_people=piece.intent.n_people,
    )
