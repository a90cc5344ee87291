"""From what people write down to ledger values; gathers every problem on the way."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeVar
from uuid import UUID

from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.flows import Place, Specification
from commonweal.core.vf.measure import Measure, Unit, measure_of
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.core.vf.units import MICROGRAM
from commonweal.rooms.planning import errors
from commonweal.rooms.planning.words import CAPACITY_CLASSES, SKILL

T = TypeVar("T")

NAME_LENGTH_MAX = 80
NOTE_LENGTH_MAX = 400

#: Stands for a name that was refused already, so that it is refused once only.
NOWHERE = UUID(int=0)


@dataclass(slots=True)
class Reading:
    """A reading of one form or table: what is known here, and what was wrong."""

    union: UUID
    today: date
    kinds: dict[UUID, Specification]
    places: dict[UUID, Place]
    problems: list[Problem] = field(default_factory=list)
    kind_names: dict[str, UUID] = field(init=False)
    place_names: dict[str, UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.kind_names = {
            kind.name.casefold(): kind.id for kind in self.kinds.values()
        }
        self.place_names = {
            place.name.casefold(): place.id for place in self.places.values()
        }

    def know_kind(self, kind: Specification) -> None:
        """Let later lines of the same table refer to a kind."""
        self.kinds[kind.id] = kind
        self.kind_names[kind.name.casefold()] = kind.id

    def know_place(self, place: Place) -> None:
        """Let later lines refer to a place."""
        self.places[place.id] = place
        self.place_names[place.name.casefold()] = place.id

    def kind_named(self, name: str, text: str) -> UUID:
        """Return the kind of this name; one that stands for nothing when unknown."""
        return self._named(name, text, self.kind_names)

    def place_named(self, name: str, text: str) -> UUID:
        """Return the place of this name; one that stands for nothing when unknown."""
        return self._named(name, text, self.place_names)

    def _named(self, name: str, text: str, known: Mapping[str, UUID]) -> UUID:
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            self.refuse(errors.missing(name))
        elif wanted not in known:
            near = difflib.get_close_matches(wanted, known, n=1)
            self.refuse(errors.unknown_name(name, text, near[0] if near else ""))
        return known.get(wanted, NOWHERE)

    def refuse(self, problem: Problem) -> None:
        """Note a problem and read on."""
        self.problems.append(problem)

    def finish(self) -> None:
        """Raise all problems together, if there are any."""
        require(self.problems)

    def sure(self, value: T | None) -> T:
        """Return a value that was read, or raise all problems together."""
        self.finish()
        if value is None:
            raise AssertionError("a reading without problems has every value")
        return value

    def in_row(self, row: int, since: int, *, table: str = "") -> None:
        """Place the problems found from ``since`` on in a row (of a list of a pack)."""
        self.problems[since:] = [
            replace(
                problem,
                row=problem.row or row,
                field=f"{table}.{problem.field}" if table else problem.field,
            )
            for problem in self.problems[since:]
        ]

    def kind(self, name: str, kind: UUID) -> Specification | None:
        """Return a kind that this union knows."""
        found = self.kinds.get(kind)
        if found is None and kind != NOWHERE:
            self.refuse(errors.unknown_kind(name))
        return found

    def thing(self, name: str, kind: UUID) -> Specification | None:
        """Return a kind that can lie on a shelf: no content, no help."""
        found = self.kind(name, kind)
        if found is not None and found.is_content:
            self.refuse(errors.content_in_stock(name, found.name))
            return None
        if found is not None and SKILL in found.classified_as:
            self.refuse(errors.help_is_not_a_thing(name, found.name))
            return None
        return found

    def skill(self, name: str, kind: UUID) -> Specification | None:
        """Return a kind of help."""
        found = self.kind(name, kind)
        if found is not None and SKILL not in found.classified_as:
            self.refuse(errors.not_help(name, found.name))
            return None
        return found

    def capacity(self, name: str, kind: UUID) -> Specification | None:
        """Return a kind of land, equipment or room."""
        found = self.kind(name, kind)
        if found is not None and not set(CAPACITY_CLASSES) & set(found.classified_as):
            self.refuse(errors.not_a_capacity(name, found.name))
            return None
        return found

    def place(self, name: str, place: UUID | None) -> None:
        """Check that a place is known; none is fine."""
        if place not in {None, NOWHERE} and place not in self.places:
            self.refuse(errors.unknown_place(name))

    def amount(
        self, name: str, text: str, kind: Specification | None, unit: str = ""
    ) -> Measure | None:
        """Return an amount of a kind, in its unit and more than nothing."""
        found = self.measure(name, text, kind, unit)
        if found is not None and found.amount == 0:
            self.refuse(errors.not_positive(name))
            return None
        return found

    def measure(
        self, name: str, text: str, kind: Specification | None, unit: str = ""
    ) -> Measure | None:
        """Return an amount of a kind, in its unit; nothing is an amount too.

        Of an unknown kind it is still said when the amount can be none of anything.
        """
        if kind is None:
            self.plain_amount(name, text, MICROGRAM)
            return None
        if unit.strip() and unit.strip() != kind.unit.code:
            self.refuse(
                errors.wrong_unit(
                    name, name=kind.name, unit=kind.unit.code, given=unit.strip()
                )
            )
            return None
        return self.plain_amount(name, text, kind.unit)

    def plain_amount(self, name: str, text: str, unit: Unit) -> Measure | None:
        """Return an amount in a unit, not less than nothing."""
        if not str(text).strip():
            self.refuse(errors.missing(name))
            return None
        try:
            found = measure_of(text, unit, field=name)
        except Refused as refusal:
            self.problems.extend(refusal.problems)
            return None
        if found.amount < 0:
            self.refuse(errors.negative(name))
            return None
        return found

    def number(self, name: str, text: str, *, low: str, high: str) -> Decimal:
        """Return a plain number within bounds; 0 when it was refused."""
        try:
            found = Decimal(str(text).strip().replace(",", "."))
        except InvalidOperation:
            self.refuse(errors.not_a_number(name, str(text)))
            return Decimal(0)
        if not found.is_finite() or not Decimal(low) <= found <= Decimal(high):
            self.refuse(errors.out_of_range(name, low=low, high=high))
            return Decimal(0)
        return found

    def whole_number(self, name: str, value: int, *, high: int) -> int:
        """Return a whole number from 0 to a bound; 0 when it was refused."""
        if not 0 <= value <= high:
            self.refuse(errors.out_of_range(name, low="0", high=str(high)))
            return 0
        return value

    def name(self, text: str, *, taken: Collection[str] = ()) -> str:
        """Return a name that is there, short enough and not taken."""
        found = " ".join(text.split())
        if not found:
            self.refuse(errors.missing("name"))
        elif len(found) > NAME_LENGTH_MAX:
            self.refuse(errors.too_long("name", NAME_LENGTH_MAX))
        elif found.casefold() in taken:
            self.refuse(errors.name_taken(found))
        return found


def begin(*, union: UUID, at: datetime) -> Reading:
    """Begin a reading with what this union knows, on its own day."""
    kinds = ledger.list_specifications(union=union, with_money=False)
    return Reading(
        union=union,
        today=people.local_day(union=union, at=at),
        kinds={kind.id: kind for kind in kinds},
        places={place.id: place for place in ledger.list_places(union=union)},
    )
