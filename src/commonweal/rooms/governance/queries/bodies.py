"""Questions about bodies: who decides, who is in, by which method, who is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem
from commonweal.rooms.governance.words import BodyView, MemberView, MethodView, Rule


def assembly_id(union: UUID) -> UUID:
    """Return the id of a union's assembly, whether its row is made yet or not."""
    return ids.id_from_key(union, "assembly")


def list_bodies(*, union: UUID, person: UUID) -> tuple[BodyView, ...]:
    """List the assembly and the circles by name."""
    raise NotImplementedError


def get_body(*, union: UUID, body: UUID, person: UUID) -> BodyView:
    """Return a body, or refuse."""
    raise NotImplementedError


def list_members(*, union: UUID, body: UUID) -> tuple[MemberView, ...]:
    """List who is in a circle, and who asks to be."""
    raise NotImplementedError


def is_member(*, union: UUID, body: UUID, person: UUID) -> bool:
    """Say whether somebody decides in a body."""
    raise NotImplementedError


def electorate(*, union: UUID, body: UUID, on: date) -> tuple[UUID, ...]:
    """Return who may answer what opens on a day: the members who are not away, by id."""
    raise NotImplementedError


def away_until(*, union: UUID, person: UUID, at: datetime) -> date | None:
    """Return until when somebody said they are away. Only for that person."""
    raise NotImplementedError


def rule_for(*, union: UUID, body: UUID, matter: str, on: date) -> Rule:
    """Return how a body decides a matter on a day."""
    raise NotImplementedError


def list_methods(*, union: UUID, body: UUID, on: date) -> tuple[MethodView, ...]:
    """List how a body decides each matter, with the decision that chose it."""
    raise NotImplementedError


def problems_with_method(
    *, union: UUID, body: UUID, matter: str, changes: Mapping[str, str], on: date
) -> list[Problem]:
    """Say what is wrong with another method; fields are named as the changes."""
    raise NotImplementedError
