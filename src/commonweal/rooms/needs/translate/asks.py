"""Turn stated needs or requests into the asks of a round.

A kind may be needed as such (oats) or for what it holds (food energy). In the second
case each thing of the round is asked for the part of the need that it holds of all that
the round holds: if oats hold a fifth of the food energy on the table, a fifth of each
one's need is asked of the oats. Of several contents one leads: food energy where
anyone stated a need of it, else the content of which the thing covers most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from uuid import UUID

from commonweal.core.sharing.values import Tier
from commonweal.core.vf.flows import Specification
from commonweal.rooms.needs.models import Line, Need, Request
from commonweal.rooms.needs.queries import amounts

FOOD_ENERGY = "food energy"

_Who = tuple[UUID, Tier]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks of a line, and the need of a content behind it."""

    person: UUID
    tier: Tier
    amount: int
    weight: int = 1
    turns: int = 0
    need: int | None = None


@dataclass(slots=True)
class LineAsks:
    """All that is asked of a line. ``holds``: the lead in all lines it leads."""

    lead: UUID | None = None
    holds: int | None = None
    wanted: list[Wanted] = field(default_factory=list)


def tier_of(tier: str, *, is_wish: bool) -> Tier:
    """Return the tier as the methods count it; every wish comes after every need."""
    return Tier.WISH if is_wish else Tier[tier.upper()]


def asks_of_requests(
    requests: Iterable[Request], turns: Mapping[tuple[UUID, UUID], int]
) -> dict[UUID, LineAsks]:
    """Return what was asked for, by line; ``turns`` by kind and person."""
    asks: dict[UUID, LineAsks] = defaultdict(LineAsks)
    for one in requests:
        asks[one.line_id].wanted.append(
            Wanted(
                person=one.person,
                tier=tier_of(one.tier, is_wish=one.is_wish),
                amount=one.amount,
                turns=turns.get((one.line.kind, one.person), 0),
            )
        )
    return asks


def asks_of_needs(
    needs: Iterable[Need],
    lines: Sequence[Line],
    kinds: Mapping[UUID, Specification],
    span: amounts.Span,
) -> dict[UUID, LineAsks]:
    """Return what stated needs ask of each line in a span of days."""
    stated = _stated(needs, span)
    leads = {line.id: _lead(line, kinds, stated) for line in lines}
    holds: dict[UUID, Fraction] = defaultdict(Fraction)
    for line in lines:
        lead = leads[line.id]
        if lead is not None:
            holds[lead] += _held(line, kinds[line.kind], kinds[lead])
    asks: dict[UUID, LineAsks] = {}
    for line in lines:
        lead = leads[line.id]
        direct = stated.get(line.kind, {})
        asks[line.id] = (
            LineAsks(None, None, _plain(direct))
            if lead is None
            else _led(line, direct, stated[lead], holds[lead], kinds, lead)
        )
    return asks


def _stated(
    needs: Iterable[Need], span: amounts.Span
) -> dict[UUID, dict[_Who, Fraction]]:
    """Add up what each person needs of each kind, by tier."""
    stated: dict[UUID, dict[_Who, Fraction]] = defaultdict(
        lambda: defaultdict(Fraction)
    )
    for need in needs:
        amount = amounts.within(need, span)
        if amount > 0:
            who = (need.person, tier_of(need.tier, is_wish=need.is_wish))
            stated[need.kind][who] += amount
    return stated


def _held(line: Line, kind: Specification, content: Specification) -> Fraction:
    """Return how much of a content a line holds, in the content's smallest steps."""
    units = Fraction(line.available, kind.unit.steps)
    return units * Fraction(kind.contents[content.id]) * content.unit.steps


def _lead(
    line: Line,
    kinds: Mapping[UUID, Specification],
    stated: Mapping[UUID, Mapping[_Who, Fraction]],
) -> UUID | None:
    kind = kinds[line.kind]
    needed = [
        kinds[content]
        for content, held in kind.contents.items()
        if held > 0 and content in stated and content in kinds
    ]
    if not needed:
        return None

    def covers(content: Specification) -> tuple[bool, Fraction, str]:
        part = _held(line, kind, content) / sum(stated[content.id].values())
        return content.unit.dimension == FOOD_ENERGY, part, content.name

    return max(needed, key=covers).id


def _plain(direct: Mapping[_Who, Fraction]) -> list[Wanted]:
    return [
        Wanted(person=person, tier=tier, amount=amounts.ceiling(amount))
        for (person, tier), amount in direct.items()
    ]


def _led(  # noqa: PLR0913, PLR0917 - what is held, by what, for whom
    line: Line,
    direct: Mapping[_Who, Fraction],
    needed: Mapping[_Who, Fraction],
    holds: Fraction,
    kinds: Mapping[UUID, Specification],
    lead: UUID,
) -> LineAsks:
    """Ask each line for its part of everyone's need; equal coverage for all.

    Who needs the kind as such as well asks for the larger of the two.
    """
    held = _held(line, kinds[line.kind], kinds[lead])
    asks = LineAsks(lead, int(holds))
    for who in {**needed, **direct}:
        need = needed.get(who, Fraction(0))
        part = need * line.available / holds
        amount = amounts.ceiling(max(part, direct.get(who, Fraction(0))))
        weight = max(need, amount * held / line.available)
        asks.wanted.append(
            Wanted(
                person=who[0],
                tier=who[1],
                amount=amount,
                weight=max(1, amounts.ceiling(weight)),
                need=amounts.ceiling(need) if need else None,
            )
        )
    return asks
