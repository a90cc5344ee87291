"""What can be in a dish: kinds of food, their cards, and what is in store of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Specification, StockLine
from commonweal.core.vf.measure import Measure
from commonweal.rooms.kitchen import words
from commonweal.rooms.kitchen.models import Card, ShopSection

#: Classes of kinds that people eat.
FOOD_CLASSES = frozenset({"food", "supplement"})


def is_food(kind: Specification) -> bool:
    """Say whether a kind is something to eat."""
    return not kind.is_content and bool(FOOD_CLASSES & set(kind.classified_as))


def tag_of(kind: Specification) -> str:
    """Return the last word a kind is classified by, which is its own."""
    return kind.classified_as[-1] if kind.classified_as else ""


def list_foods(*, union: UUID) -> tuple[Specification, ...]:
    """Return the kinds that can be in a dish, by name."""
    return tuple(
        kind for kind in ledger.list_specifications(union=union) if is_food(kind)
    )


def list_sections(*, union: UUID) -> tuple[words.SectionView, ...]:
    """Return the sections of our shop, in the order we walk through it."""
    n_kinds: dict[UUID | None, int] = defaultdict(int)
    for section in Card.objects.filter(union_id=union).values_list(
        "section_id", flat=True
    ):
        n_kinds[section] += 1
    rows = ShopSection.objects.filter(union_id=union).order_by("place", "name")
    return tuple(
        words.SectionView(id=row.id, name=row.name, n_kinds=n_kinds[row.id])
        for row in rows
    )


def list_cards(*, union: UUID, at: datetime) -> tuple[words.CardView, ...]:
    """Return one line per kind of food, with or without a card, by name."""
    cards = cards_of(union)
    here = on_hand(union=union, on=people.local_day(union=union, at=at))
    return tuple(
        _card_view(kind, cards.get(kind.id), here.get(kind.id, 0))
        for kind in list_foods(union=union)
    )


def _card_view(kind: Specification, card: Card | None, here: int) -> words.CardView:
    least = None if card is None else card.least
    codes = None if card is None else card.codes
    return words.CardView(
        kind=kind.id,
        kind_name=kind.name,
        unit=kind.unit.code,
        section=None if card is None else card.section_id,
        least=None if least is None else Measure(least, kind.unit),
        here=Measure(here, kind.unit),
        codes=None if codes is None else tuple(codes),
        source="" if card is None else card.source,
    )


def cards_of(union: UUID) -> dict[UUID, Card]:
    """Return the cards of a union by kind."""
    return {card.kind: card for card in Card.objects.filter(union_id=union)}


def stock_of(*, union: UUID, on: date) -> dict[UUID, list[StockLine]]:
    """Return what is in store and good on a day, by kind, earliest expiry first."""
    by_kind: dict[UUID, list[StockLine]] = defaultdict(list)
    for line in ledger.list_stock(union=union, on=on):
        if line.onhand.amount > 0:
            by_kind[line.spec.id].append(line)
    return by_kind


def on_hand(*, union: UUID, on: date) -> dict[UUID, int]:
    """Return how many steps of each kind are in store and good on a day."""
    return {
        kind: sum(line.onhand.amount for line in lines)
        for kind, lines in stock_of(union=union, on=on).items()
    }


def count_list(*, union: UUID) -> tuple[words.CountLine, ...]:
    """Return the stores of food, place by place, to count by hand."""
    lines = [line for line in ledger.list_stock(union=union) if is_food(line.spec)]
    return tuple(
        words.CountLine(
            resource=line.resource,
            kind_name=line.name,
            place_name="" if line.place is None else line.place.name,
            here=line.onhand,
            expires_on=line.expires_on,
        )
        for line in sorted(
            lines,
            key=lambda line: ("" if line.place is None else line.place.name, line.name),
        )
    )


def kinds_by_id(kinds: Iterable[Specification]) -> Mapping[UUID, Specification]:
    """Return kinds by id."""
    return {kind.id: kind for kind in kinds}
