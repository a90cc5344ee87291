"""From totals of needs to needs of the planner, with the baskets that meet them.

A circle's contents (food energy, protein) are met together from one basket; what was
asked for by name has a basket of its own, whose contents count too: the bread someone
asked for also feeds. Wants of a later tier for the same content stand on top of the
earlier ones, so that no kilo is counted for two tiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from commonweal.core import planner
from commonweal.core.vf.flows import Intent
from commonweal.rooms.planning.words import SKILL, Facts, Span

TIERS = ("vital", "dignity", "flourishing")


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
    things = [piece for piece in pieces if not facts.kinds[piece.kind].is_content]
    contents = [piece for piece in pieces if facts.kinds[piece.kind].is_content]
    own = {piece.group: dict[UUID, list[str]]() for piece in pieces}
    for piece in things:
        baskets = own[piece.group].setdefault(piece.kind, [])
        if (basket := _own_basket(piece)) not in baskets:
            baskets.append(basket)
    return (
        *(_want_of_thing(piece, facts) for piece in things),
        *_wants_of_contents(contents, own, facts),
    )


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


def _want_of_thing(piece: _Piece, facts: Facts) -> Want:
    return _want(
        piece,
        facts,
        contents={str(piece.kind): 1.0},
        baskets=(_own_basket(piece),),
        before=0.0,
    )


def _wants_of_contents(
    pieces: list[_Piece], own: dict[UUID, dict[UUID, list[str]]], facts: Facts
) -> Iterator[Want]:
    sums: dict[tuple[UUID, UUID, int, str], float] = {}
    for piece in sorted(pieces, key=_urgency):
        contents = {
            str(kind.id): float(kind.contents[piece.kind])
            for kind in facts.kinds.values()
            if kind.contents.get(piece.kind)
        }
        basket = f"{piece.group}:contents"
        if piece.is_single:
            basket = _own_basket(piece)
        shared = (
            basket_of
            for kind, baskets in sorted(own[piece.group].items())
            if str(kind) in contents and not piece.is_single
            for basket_of in baskets
        )
        step = (piece.group, piece.kind, piece.period, basket)
        before = sums.get(step, 0.0)
        sums[step] = before + piece.amount
        yield _want(
            piece,
            facts,
            contents=contents,
            baskets=(basket, *shared),
            before=before,
        )


def _urgency(piece: _Piece) -> tuple[bool, int, str]:
    tier = piece.intent.tier or TIERS[-1]
    return piece.intent.is_wish, TIERS.index(tier), piece.intent.key


def _want(
    piece: _Piece,
    facts: Facts,
    *,
    contents: dict[str, float],
    baskets: Iterable[str],
    before: float,
) -> Want:
    need = planner.Need(
        label=f"{piece.intent.id}:{piece.period}",
        place=str(facts.union),
        group=str(piece.group),
        tier=planner.Tier(piece.intent.tier or TIERS[-1]),
        period=piece.period,
        demand=before + piece.amount,
        contents=contents,
        baskets=tuple(baskets),
        is_wish=piece.intent.is_wish,
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
