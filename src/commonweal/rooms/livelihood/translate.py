"""From private offers to the union's totals, and from totals to ledger words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import IntentDraft
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.units import HOUR
from commonweal.rooms.livelihood.models import Ease, Offer
from commonweal.rooms.livelihood.words import Span

_ONE_DAY = timedelta(days=1)


def spans_of(
    offers: Iterable[Offer], eases: Iterable[Ease], *, first: date
) -> tuple[Span, ...]:
    """Add up what all offer, span by span from ``first``; spans of nothing are left out."""
    eased = {ease.person_id: ease for ease in eases}
    pieces = [piece for offer in offers for piece in _pieces(offer, eased, first)]
    edges = sorted({edge for start, after, *_ in pieces for edge in (start, after)})
    spans = [_span(pieces, start, after) for start, after in itertools.pairwise(edges)]
    return tuple(span for span in spans if span.minutes)


#: A day after every day anyone plans for; stands for "no end".
_OPEN = date(9999, 1, 1)

_Piece = tuple[date, date, int, UUID]


def _pieces(offer: Offer, eased: dict[UUID, Ease], first: date) -> list[_Piece]:
    """Cut an offer where an ease begins and ends; days are [start, after)."""
    start = max(offer.starts_on, first)
    after = min(
        _OPEN if offer.ends_on is None else offer.ends_on + _ONE_DAY,
        _OPEN if offer.withdrawn_on is None else offer.withdrawn_on,
    )
    cuts = [(start, after, 100)]
    ease = eased.get(offer.person_id)
    if ease is not None:
        begin, end = ease.starts_on, ease.ends_on + _ONE_DAY
        cuts = [
            (start, min(after, begin), 100),
            (max(start, begin), min(after, end), ease.percent_left),
            (max(start, end), after, 100),
        ]
    return [
        (from_, to, offer.minutes_per_week * percent // 100, offer.person_id)
        for from_, to, percent in cuts
        if from_ < to and percent
    ]


def _span(pieces: Sequence[_Piece], start: date, after: date) -> Span:
    inside = [piece for piece in pieces if piece[0] <= start and after <= piece[1]]
    return Span(
        starts_on=start,
        ends_on=None if after == _OPEN else after - _ONE_DAY,
        minutes=sum(minutes for _, _, minutes, _ in inside),
        n_people=len({person for _, _, _, person in inside}),
    )


def intent_key(skill: UUID, number: int) -> str:
    """Return the key of the n-th total of a kind of help."""
    return f"effort:{skill}:{number}"


def intent_of(
    span: Span | None, *, union: UUID, skill: UUID, number: int
) -> IntentDraft:
    """Write a total as an intent to work; None ends the total that stood there."""
    return IntentDraft(
        key=intent_key(skill, number),
        union=union,
        action=Action.WORK,
        provider=union,
        resource_conforms_to=skill,
        effort_quantity=Measure(span.minutes if span else 0, HOUR),
        has_beginning=span.starts_on if span else None,
        has_end=span.ends_on if span else None,
        per="week",
        n_people=span.n_people if span else 0,
    )
