"""Deeds of role cards: drawn by lot, declined without a word, handed over (§5.7).

Whoever held a card last time does not draw it again while others are there, and who
brings an item to decide does not draw the facilitator's.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.tally import lots
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.models import CardDeclined, Meeting, RoleCard
from commonweal.rooms.governance.queries import sitting
from commonweal.rooms.governance.services import _meeting_pen as pen
from commonweal.rooms.governance.words import meetings as words


@deeds.deed
def draw_cards(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Draw every card nobody holds yet, among who is here, or before, among all."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    _require_going(seat.row)
    held = sitting.cards_of(seat.row)
    for card in words.CARDS:
        if card not in held:
            _draw(seat, card)


@deeds.deed
def decline_card(
    *, meeting: UUID, card: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Pass a card on without a word why; the lot finds somebody else."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    _require_going(seat.row)
    held = sitting.cards_of(seat.row).get(card)
    if held is None or held.person_id != by:
        raise NotYours(Problem("card", says.CARD_NOT_YOURS))
    CardDeclined.objects.get_or_create(meeting=seat.row, card=card, person_id=by)
    held.delete()
    _draw(seat, card)


@deeds.deed
def hand_card(  # noqa: PLR0913 - which card, to whom, by whom
    *, meeting: UUID, card: str, to: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Hand one's card to somebody, or give one nobody here holds."""
    seat = pen.sit(meeting=meeting, union=union, by=by, at=at)
    _require_going(seat.row)
    problems: list[Problem] = []
    if card not in words.CARDS:
        problems.append(Problem("card", says.UNKNOWN_CARD))
    if to not in seat.members.names:
        problems.append(Problem("to", says.NO_PERSON))
    elif card == "facilitator" and _is_bound(seat.row, to):
        facts = {"name": seat.members.names[to]}
        problems.append(Problem("to", says.NOT_FACILITATOR, facts))
    require(problems)
    held = sitting.cards_of(seat.row).get(card)
    is_there = held is not None and (
        seat.row.status == "called" or held.person_id in seat.present
    )
    if held is not None and is_there and held.person_id != by:
        name = seat.members.names.get(held.person_id, "")
        raise NotYours(Problem("", says.CARD_HELD, {"name": name}))
    RoleCard.objects.update_or_create(
        meeting=seat.row, card=card, defaults={"person_id": to, "is_drawn": False}
    )


def _is_bound(row: Meeting, person: UUID) -> bool:
    """Say whether somebody cannot facilitate: now their item, or any they bring."""
    if row.current_item is not None:
        item = row.items.filter(id=row.current_item).first()
        return item is not None and sitting.is_bringer_of(item, person)
    return person in sitting.bringers_of(row)


def _draw(seat: pen.Sitting, card: str) -> None:
    """Give a card by lot; the seed is the meeting's, with the number of the draw."""
    row = seat.row
    declined = set(row.declined.filter(card=card).values_list("person_id", flat=True))
    pool = set(seat.members.names) if row.status == "called" else set(seat.present)
    pool -= declined
    if card == "facilitator":
        pool -= sitting.bringers_of(row)
    rested = pool - _held_last(row, card)
    busy = set(row.cards.values_list("person_id", flat=True))
    pool = (rested - busy) or (pool - busy) or rested or pool
    if not pool:
        raise Refused(Problem("card", says.NOBODY_LEFT))
    row.n_draws += 1
    row.save(update_fields=["n_draws"])
    seed = f"{row.seed} card {row.n_draws} {card}"
    drawn = lots.drawn(seed, [str(one) for one in pool])[0]
    RoleCard.objects.create(
        meeting=row, card=card, person_id=UUID(drawn), is_drawn=True
    )


def _held_last(row: Meeting, card: str) -> set[UUID]:
    before = (
        Meeting.objects.filter(
            union_id=row.union_id, body_id=row.body_id, starts_at__lt=row.starts_at
        )
        .exclude(status="off")
        .order_by("-starts_at")
        .first()
    )
    if before is None:
        return set()
    return set(before.cards.filter(card=card).values_list("person_id", flat=True))


def _require_going(row: Meeting) -> None:
    if row.status not in {"called", "open"}:
        raise Refused(Problem("", says.IS_OFF if row.status == "off" else says.IS_OVER))
