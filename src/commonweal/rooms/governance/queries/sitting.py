"""Who could sit together: the members of a body, their names, the rows of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, NotYours, Problem
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.models import (
    AgendaItem,
    Away,
    Body,
    Meeting,
    Motion,
    RoleCard,
)
from commonweal.rooms.governance.queries import bodies
from commonweal.rooms.governance.words import bodies as body_words
from commonweal.rooms.governance.words import meetings as words
from commonweal.rooms.governance.words import rules

Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a body and their names; ``n_away`` of them are not counted on."""

    body: UUID
    body_name: str
    names: Names
    n_away: int

    @property
    def n_counted(self) -> int:
        """How many the quorum is of."""
        return len(self.names) - self.n_away

    @property
    def n_needed(self) -> int:
        """The quorum in whole people."""
        large = self.n_counted > rules.LARGE_ABOVE
        return (rules.THIRD if large else rules.HALF).people_of(self.n_counted)

    @property
    def n_to_force(self) -> int:
        """How many are a tenth of the members, at least one."""
        return max(1, -(-len(self.names) // words.FORCE_PART))


def assembly_of(union: UUID) -> UUID:
    """Return the id of the union's assembly."""
    return bodies.assembly_id(union)


def members_of(*, union: UUID, body: UUID, at: datetime) -> Members:
    """Return who is in a body, or refuse a body that is not of this union."""
    called = body_words.ASSEMBLY_NAME
    if body != bodies.assembly_id(union):
        row = Body.objects.filter(union_id=union, id=body).first()
        if row is None:
            raise NotFound(Problem("body", says.NO_BODY))
        called = row.name
    inside = bodies.members_of(union=union, body=body)
    names = people.names_of(union=union, persons=inside)
    today = people.local_day(union=union, at=at)
    away = Away.objects.filter(union_id=union, until__gte=today)
    n_away = len(inside & set(away.values_list("person_id", flat=True)))
    return Members(body=body, body_name=called, names=names, n_away=n_away)


def require_member(members: Members, by: UUID) -> None:
    """Refuse who is not in the body."""
    if by not in members.names:
        raise NotYours(Problem("", says.NOT_IN_BODY, {"body": members.body_name}))


def meeting_row(*, union: UUID, meeting: UUID, lock: bool = False) -> Meeting:
    """Return the row of a meeting of this union, or refuse."""
    rows = Meeting.objects.filter(union_id=union, id=meeting)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFound(Problem("meeting", says.NO_MEETING))
    return row


def item_row(row: Meeting, item: UUID) -> AgendaItem:
    """Return an item of a meeting, or refuse."""
    found = row.items.filter(id=item).first()
    if found is None:
        raise NotFound(Problem("item", says.NO_ITEM))
    return found


def names_of(union: UUID) -> Names:
    """Return the names of everybody in the union, guests too."""
    associates = people.associate_ids(union=union)
    return {
        **{one.id: one.name for one in people.list_people(union=union)},
        **people.names_of(union=union, persons=associates),
    }


def bringers_of(row: Meeting) -> frozenset[UUID]:
    """Return who owns an item to decide or brought a motion on the agenda.

    They do not facilitate this meeting.
    """
    items = row.items.exclude(status="withdrawn")
    found: set[UUID | None] = set(
        items.filter(kind="decide").values_list("owner_id", flat=True)
    )
    motions = [one for one in items.values_list("motion_id", flat=True) if one]
    found |= set(
        Motion.objects.filter(id__in=motions).values_list("brought_by", flat=True)
    )
    return frozenset(one for one in found if one is not None)


def is_bringer_of(item: AgendaItem, person: UUID) -> bool:
    """Say whether somebody brings this very item to a decision, or its motion."""
    if item.kind == "decide" and item.owner_id == person:
        return True
    return (
        item.motion_id is not None
        and Motion.objects.filter(id=item.motion_id, brought_by=person).exists()
    )


def cards_of(row: Meeting) -> dict[str, RoleCard]:
    """Return the cards held in a meeting."""
    return {card.card: card for card in row.cards.all()}
