"""Who carries a decision out: the motion, its number, its day, and whom it chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import Problem, Refused
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Motion, Version
from commonweal.rooms.governance.queries import bodies, stages
from commonweal.rooms.governance.queries.effect_reading import Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """What an effect did: a template, what fills it, what it made, from when to when.

    A person stands in ``facts`` as ``person`` with an id; the name is looked up when it
    is shown, as ``name``.
    """

    words: str
    facts: Mapping[str, object] = field(default_factory=dict)
    thing: UUID | None = None
    from_day: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """A motion being carried out. ``on``: the day in the union; never before UTC's."""

    motion: Motion
    version: Version
    decision: int
    at: datetime
    on: date

    @classmethod
    def of(cls, motion: Motion, decision: int, at: datetime) -> Carrier:
        """Read what carrying out needs."""
        today = people.local_day(union=motion.union_id, at=at)
        version = stages.current_version(motion)
        return cls(motion, version, decision, at, max(today, at.date()))

    @property
    def union(self) -> UUID:
        """The union that decided."""
        return self.motion.union_id

    @property
    def is_assembly(self) -> bool:
        """Whether all associates decided."""
        return self.motion.body_id == bodies.assembly_id(self.union)

    def key(self, effect: Effect, part: object = "") -> str:
        """Return the key of what an effect does: the same whenever it is tried."""
        return f"{self.motion.id}:{effect.place}:{part}"

    def is_chosen(self, option: str) -> bool:
        """Say whether an effect applies: it names no option, or one that was chosen."""
        if not option or option in self.motion.winners:
            return True
        return any(
            one.label.casefold() == option.casefold() and one.key in self.motion.winners
            for one in stages.options_of(self.version)
        )

    def persons(self, effect: Effect) -> tuple[UUID, ...]:
        """Return whom an effect is about: the person named, or each who was found."""
        named = effect.id("person")
        if named is not None:
            return (named,)
        persons = {one.key: one.person for one in stages.options_of(self.version)}
        found = [
            person
            for key in self.motion.winners
            if (person := persons.get(key) or _person(key, self.union)) is not None
        ]
        if not found:
            raise Refused(Problem("person", says.NOBODY_WON))
        return tuple(found)

    def after_notice(self, asked: date) -> date:
        """Return when a change begins: as asked, or after the notice when that is later."""
        return max(asked, charter.earliest_day(union=self.union, on=self.on))


def _person(key: str, union: UUID) -> UUID | None:
    """Return the person that a winner's key is, where people are found by their ids."""
    try:
        found = people.find_person(person=UUID(key))
    except ValueError:
        return None
    if found is None or found.union != union or found.status == "left":
        return None
    return found.id
