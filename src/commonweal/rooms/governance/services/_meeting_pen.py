"""What the deeds of meetings share: reading what was typed, and who may do what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.commons.people import permissions as people_permissions
from commonweal.core.vf.problems import NotYours, Problem, Refused
from commonweal.rooms.governance.errors import meetings as says
from commonweal.rooms.governance.models import Meeting
from commonweal.rooms.governance.queries import sitting


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting somebody acts in: its locked row and the members of its body."""

    row: Meeting
    members: sitting.Members
    by: UUID

    @property
    def present(self) -> frozenset[UUID]:
        """Who is here now."""
        here = self.row.presences.filter(is_here=True)
        return frozenset(here.values_list("person_id", flat=True))

    def require_open(self) -> None:
        """Refuse unless the meeting is going on."""
        if self.row.status != "open":
            raise Refused(Problem("", says.NOT_OPEN))

    def require_here(self) -> None:
        """Refuse who is not counted as here."""
        if self.by not in self.present:
            raise Refused(Problem("", says.NOT_HERE))

    def require_card(self, *cards: str) -> None:
        """Refuse unless they hold one of these cards, or nobody who is here does."""
        self.require_open()
        self.require_here()
        present = self.present
        held = [
            card
            for name, card in sitting.cards_of(self.row).items()
            if name in cards and card.person_id in present
        ]
        if not held or any(card.person_id == self.by for card in held):
            return
        name = self.members.names.get(held[0].person_id, "")
        raise NotYours(Problem("", says.CARD_HELD, {"name": name}))


def sit(*, meeting: UUID, union: UUID, by: UUID, at: datetime) -> Sitting:
    """Lock a meeting for somebody of its body, or refuse."""
    people_permissions.require(by=by, union=union, scope="associate", at=at)
    row = sitting.meeting_row(union=union, meeting=meeting, lock=True)
    members = sitting.members_of(union=union, body=row.body_id, at=at)
    sitting.require_member(members, by)
    return Sitting(row=row, members=members, by=by)


def line_of(  # noqa: PLR0913 - one text and what may be wrong with it
    text: str,
    *,
    field: str,
    most: int,
    problems: list[Problem],
    empty: str | None = None,
    many_lines: bool = False,
) -> str:
    """Return a text without spaces around it; what is wrong with it is added."""
    line = text.strip() if many_lines else " ".join(text.split())
    plain = line.replace("\n", "").replace("\r", "") if many_lines else line
    if not line and empty is not None:
        problems.append(Problem(field, empty))
    elif len(line) > most:
        problems.append(Problem(field, says.TOO_LONG, {"most": most}))
    elif not plain.isprintable():
        problems.append(Problem(field, says.NOT_PRINTABLE))
    return line


def one_of(
    value: str, known: Collection[str], problem: Problem, problems: list[Problem]
) -> None:
    """Add the problem unless the value is known."""
    if value not in known:
        problems.append(problem)
