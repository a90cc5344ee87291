"""Deeds of bodies: form a circle, join, welcome, leave; be away; choose a method."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance import permissions, queries
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Away, Body, Membership, Method
from commonweal.rooms.governance.queries import bodies
from commonweal.rooms.governance.words import bodies as words
from commonweal.rooms.governance.words.rules import rule_as_json


@deeds.part_of_a_deed
def assembly_of(*, union: UUID, at: datetime) -> UUID:
    """Return the assembly's id; its row is made the first time."""
    return body_row(union=union, body=None, at=at).id


@deeds.part_of_a_deed
def body_row(*, union: UUID, body: UUID | None, at: datetime) -> Body:
    """Return the row of a body that has not ended (None: the assembly), or refuse."""
    assembly = bodies.assembly_id(union)
    if body is None or body == assembly:
        row, _ = Body.objects.get_or_create(
            id=assembly,
            defaults={"union_id": union, "kind": words.ASSEMBLY, "formed_at": at},
        )
        return row
    found = Body.objects.filter(union_id=union, id=body, ended_at=None).first()
    if found is None:
        raise NotFound(Problem("body", says.NO_BODY))
    return found


@deeds.part_of_a_deed
def form_body(  # noqa: PLR0913 - a circle as a decision forms it
    *,
    union: UUID,
    name: str,
    domain: str,
    decision: int,
    first: UUID | None,
    key: str,
    at: datetime,
) -> UUID:
    """Form a circle by a decision; ``first`` (who brought the motion) is in it."""
    body = ids.id_from_key(union, f"form_body:{key}")
    if Body.objects.filter(id=body).exists():
        return body
    require(problems_with_circle(union=union, name=name, domain=domain))
    row = Body.objects.create(
        id=body,
        union_id=union,
        kind=words.CIRCLE,
        name=name.strip(),
        domain=domain.strip(),
        decision=decision,
        formed_at=at,
    )
    if first is not None and first in people.associate_ids(union=union):
        Membership.objects.create(
            body=row, person_id=first, asked_at=at, welcomed_at=at
        )
    return body


def problems_with_circle(*, union: UUID, name: str, domain: str) -> list[Problem]:
    """Say what is wrong with a circle that is to be formed."""
    found = []
    name, domain = name.strip(), domain.strip()
    if not 0 < len(name) <= words.NAME_LETTERS:
        found.append(Problem("name", says.CIRCLE_NAME, {"most": words.NAME_LETTERS}))
    if not 0 < len(domain) <= words.DOMAIN_LETTERS:
        facts = {"most": words.DOMAIN_LETTERS}
        found.append(Problem("domain", says.CIRCLE_DOMAIN, facts))
    taken = Body.objects.filter(union_id=union, name__iexact=name, ended_at=None)
    if name and taken.exists():
        facts_of_name = {"name": name[: words.NAME_LETTERS]}
        found.append(Problem("name", says.CIRCLE_NAME_TAKEN, facts_of_name))
    return found


@deeds.part_of_a_deed
def end_body(*, union: UUID, body: UUID, decision: int, at: datetime) -> None:
    """End a circle by a decision; what it decided stays in the register."""
    del decision
    row = body_row(union=union, body=body, at=at)
    if row.kind == words.ASSEMBLY:
        raise Refused(Problem("body", says.NOT_A_CIRCLE))
    row.ended_at = at
    row.save(update_fields=["ended_at"])


@deeds.part_of_a_deed
def set_method(  # noqa: PLR0913 - which matter, how, from when, by which decision
    *,
    union: UUID,
    body: UUID,
    matter: str,
    changes: Mapping[str, str],
    from_day: date,
    decision: int,
    at: datetime,
) -> None:
    """Let a body decide a matter by another method from a day on.

    ``changes``: process, secrecy, quorum, passes, fallback ("3/4", ">1/2", ""), and the
    whole numbers of ``defaults.BOUNDS``. See ``queries.problems_with_method``.
    """
    row = body_row(union=union, body=body, at=at)
    require(
        queries.problems_with_method(
            union=union, body=row.id, matter=matter, changes=changes, on=from_day
        )
    )
    before = queries.rule_for(union=union, body=row.id, matter=matter, on=from_day)
    Method.objects.get_or_create(
        id=ids.id_from_key(row.id, f"method:{matter}:{decision}"),
        defaults={
            "union_id": union,
            "body": row,
            "matter": matter,
            "rule": rule_as_json(bodies.changed_rule(before, changes)),
            "from_day": from_day,
            "decision": decision,
            "set_at": at,
        },
    )


@deeds.deed
def join_body(*, body: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Ask to be in a circle; an empty one is joined at once."""
    row = _circle(body, union, by, at)
    others = Membership.objects.filter(body=row, welcomed_at__isnull=False)
    here = people.associate_ids(union=union)
    members = here & set(others.values_list("person_id", flat=True))
    _, is_new = Membership.objects.get_or_create(
        body=row,
        person_id=by,
        defaults={"asked_at": at, "welcomed_at": None if members else at},
    )
    if is_new and members:
        name = people.names_of(union=union, persons=(by,))[by]
        for member in members:
            notices.tell(
                union=union,
                to=member,
                kind="circle.asked",
                facts={"name": name, "circle": row.name},
                key=f"circle.asked:{row.id}:{by}:{at.date()}",
                at=at,
            )


@deeds.deed
def welcome(*, body: UUID, person: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say yes to somebody who asked, as anybody in the circle."""
    row = _circle(body, union, by, at)
    permissions.require_member(by=by, body=row, at=at)
    asked = Membership.objects.filter(body=row, person_id=person).first()
    if asked is None:
        raise NotFound(Problem("person", says.NOT_ASKED))
    if asked.welcomed_at is not None:
        return
    asked.welcomed_at = at
    asked.save(update_fields=["welcomed_at"])
    notices.tell(
        union=union,
        to=person,
        kind="circle.welcomed",
        facts={"circle": row.name},
        key=f"circle.welcomed:{row.id}:{person}:{at.date()}",
        at=at,
    )


@deeds.deed
def leave_body(*, body: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Leave a circle, or take the question back; now, and without a reason."""
    row = _circle(body, union, by, at)
    Membership.objects.filter(body=row, person_id=by).delete()


@deeds.deed
def set_away(*, until: date, union: UUID, by: UUID, at: datetime) -> None:
    """Say that one is away until a day: one is not counted in what opens before it."""
    permissions.require_associate(by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    most = today + timedelta(days=words.AWAY_DAYS_MAX)
    if until <= today:
        raise Refused(Problem("until", says.AWAY_PAST, {"today": today.isoformat()}))
    if until > most:
        raise Refused(Problem("until", says.AWAY_TOO_LONG, {"most": most.isoformat()}))
    Away.objects.update_or_create(
        person_id=by, defaults={"union_id": union, "until": until}
    )


@deeds.deed
def set_back(*, union: UUID, by: UUID, at: datetime) -> None:
    """Say that one is back."""
    permissions.require_associate(by=by, union=union, at=at)
    Away.objects.filter(union_id=union, person_id=by).delete()


def _circle(body: UUID, union: UUID, by: UUID, at: datetime) -> Body:
    permissions.require_associate(by=by, union=union, at=at)
    row = body_row(union=union, body=body, at=at)
    if row.kind == words.ASSEMBLY:
        raise NotYours(Problem("body", says.NOT_A_CIRCLE))
    return Body.objects.select_for_update().get(id=row.id)
