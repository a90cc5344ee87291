"""The words of bodies: who decides, and by which method."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonweal.core.vf.problems import N_
from commonweal.rooms.governance.words.rules import Rule

ASSEMBLY = "assembly"
CIRCLE = "circle"
ASSEMBLY_NAME = N_("Assembly")
#: What a circle decides by itself; everything else is for the assembly.
CIRCLE_MATTERS = (
    "role_act",
    "circle_policy",
    "choice",
    "ordering",
    "steward",
    "panel",
    "recall",
    "spend",
)
NAME_LETTERS = 80
DOMAIN_LETTERS = 1000
#: Somebody can be away so long; after it they say so anew.
AWAY_DAYS_MAX = 731


@dataclass(frozen=True, slots=True)
class BodyView:
    """Who decides. The assembly's name is a template to translate; a circle's is its own.

    ``standing`` of who asks: "member", "asked" or "".
    """

    id: UUID
    union: UUID
    kind: str
    name: str
    domain: str
    n_members: int
    standing: str
    decision: int | None
    formed_at: datetime | None
    is_ended: bool

    @property
    def is_assembly(self) -> bool:
        """Whether all associates are in it."""
        return self.kind == ASSEMBLY


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody in a circle, or (not ``is_in``) waiting for a yes."""

    person: UUID
    name: str
    is_in: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class MethodView:
    """How a body decides a matter from a day on; ``decision`` None: as usual."""

    body: UUID
    matter: str
    matter_words: str
    rule: Rule
    process_words: str
    from_day: date | None
    decision: int | None
