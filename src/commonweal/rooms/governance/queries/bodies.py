"""Questions about bodies: who decides, who is in, by which method, who is away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Away, Body, Membership, Method
from commonweal.rooms.governance.words import BodyView, MemberView, MethodView, Rule
from commonweal.rooms.governance.words import bodies as words
from commonweal.rooms.governance.words.defaults import (
    BOUNDS,
    DEFAULT_METHODS,
    FIXED_MATTERS,
    LEAST_PARTS,
    MATTER_WORDS,
    MATTERS,
    PROCESS_WORDS,
)
from commonweal.rooms.governance.words.rules import (
    NOTHING,
    PROCESSES,
    SECRECIES,
    part_as_text,
    part_of_text,
    rule_from_json,
)

LIST_LIMIT = 500
#: Processes a body can choose; recalling somebody has its own.
_CHOSEN = tuple(one for one in PROCESSES if one != "recall")


def assembly_id(union: UUID) -> UUID:
    """Return the id of a union's assembly, whether its row is made yet or not."""
    return ids.id_from_key(union, "assembly")


def list_bodies(*, union: UUID, person: UUID) -> tuple[BodyView, ...]:
    """List the assembly and the circles by name."""
    rows = Body.objects.filter(union_id=union, kind=words.CIRCLE, ended_at=None)
    circles = list(rows.order_by("name", "id")[:LIST_LIMIT])
    members = Membership.objects.filter(body__in=circles)
    counts = Counter(
        members.filter(welcomed_at__isnull=False).values_list("body", flat=True)
    )
    mine = {
        one.body_id: "asked" if one.welcomed_at is None else "member"
        for one in members.filter(person_id=person)
    }
    return (
        _assembly_view(union, person),
        *(_view(row, counts[row.id], mine.get(row.id, "")) for row in circles),
    )


def get_body(*, union: UUID, body: UUID, person: UUID) -> BodyView:
    """Return a body, or refuse. One that has ended is found."""
    if body == assembly_id(union):
        return _assembly_view(union, person)
    row = Body.objects.filter(union_id=union, id=body).first()
    if row is None:
        raise NotFound(Problem("body", says.NO_BODY))
    members = Membership.objects.filter(body=row)
    mine = members.filter(person_id=person).first()
    standing = ""
    if mine is not None:
        standing = "asked" if mine.welcomed_at is None else "member"
    return _view(row, members.filter(welcomed_at__isnull=False).count(), standing)


def list_members(*, union: UUID, body: UUID) -> tuple[MemberView, ...]:
    """List by name who is in a circle, and who asks to be; nobody for the assembly."""
    rows = Membership.objects.filter(body=body, body__union_id=union)
    found = list(rows.order_by("asked_at", "id")[:LIST_LIMIT])
    names = people.names_of(union=union, persons=(row.person_id for row in found))
    members = (
        MemberView(
            row.person_id,
            names[row.person_id],
            row.welcomed_at is not None,
            row.welcomed_at or row.asked_at,
        )
        for row in found
        if row.person_id in names
    )
    return tuple(sorted(members, key=lambda one: (one.name, str(one.person))))


def is_member(*, union: UUID, body: UUID, person: UUID) -> bool:
    """Say whether somebody decides in a body."""
    if body == assembly_id(union):
        found = people.find_person(person=person)
        return (
            found is not None
            and found.union == union
            and found.status in {"associate", "trial"}
        )
    rows = Membership.objects.filter(body=body, body__union_id=union)
    return rows.filter(person_id=person, welcomed_at__isnull=False).exists()


def members_of(*, union: UUID, body: UUID) -> frozenset[UUID]:
    """Return who decides in a body, by id."""
    here = people.associate_ids(union=union)
    if body == assembly_id(union):
        return here
    rows = Membership.objects.filter(body=body, welcomed_at__isnull=False)
    return here & set(rows.values_list("person_id", flat=True))


def electorate(*, union: UUID, body: UUID, on: date) -> tuple[UUID, ...]:
    """Return who may answer what opens on a day: the members who are not away, by id.

    Nobody's activity is looked at: only who said themselves that they are away is left
    out, and their day or one act brings them back.
    """
    away = Away.objects.filter(union_id=union, until__gte=on)
    members = members_of(union=union, body=body)
    return tuple(sorted(members - set(away.values_list("person_id", flat=True))))


def away_until(*, union: UUID, person: UUID, at: datetime) -> date | None:
    """Return until when somebody said they are away. Only for that person."""
    today = people.local_day(union=union, at=at)
    row = Away.objects.filter(union_id=union, person_id=person, until__gte=today)
    return row.values_list("until", flat=True).first()


def rule_for(*, union: UUID, body: UUID, matter: str, on: date) -> Rule:
    """Return how a body decides a matter on a day."""
    row = _method(union, body, matter, on)
    return DEFAULT_METHODS[matter] if row is None else rule_from_json(row.rule)


def list_methods(*, union: UUID, body: UUID, on: date) -> tuple[MethodView, ...]:
    """List how a body decides each matter, with the decision that chose it."""
    found = []
    for matter in matters_of(union, body):
        row = _method(union, body, matter, on)
        rule = DEFAULT_METHODS[matter] if row is None else rule_from_json(row.rule)
        found.append(
            MethodView(
                body=body,
                matter=matter,
                matter_words=MATTER_WORDS[matter],
                rule=rule,
                process_words=PROCESS_WORDS[rule.process],
                from_day=row.from_day if row else None,
                decision=row.decision if row else None,
            )
        )
    return tuple(found)


def matters_of(union: UUID, body: UUID) -> tuple[str, ...]:
    """Return what a body can decide: the assembly everything, a circle its own things."""
    if body == assembly_id(union):
        return MATTERS
    return words.CIRCLE_MATTERS


def problems_with_method(
    *, union: UUID, body: UUID, matter: str, changes: Mapping[str, str], on: date
) -> list[Problem]:
    """Say what is wrong with another method; fields are named as the changes."""
    if matter not in MATTERS:
        return [unknown_matter(matter)]
    problems = []
    if matter not in matters_of(union, body):
        problems.append(Problem("matter", says.NOT_FOR_CIRCLES))
    if matter in FIXED_MATTERS:
        problems.append(Problem("matter", says.METHOD_FIXED))
    del on
    for name, value in changes.items():
        problems += _problems_with_change(name, value.strip())
    return problems


def changed_rule(rule: Rule, changes: Mapping[str, str]) -> Rule:
    """Return a rule with changes that were checked. Another process brings its own parts."""
    process = changes.get("process", "").strip() or rule.process
    if process != rule.process:
        rule = _by_process(rule, process)
    # ``Any``: every change was checked to be of the kind its name asks for.
    changed: dict[str, Any] = {}
    for name, value in changes.items():
        text = value.strip()
        if name in LEAST_PARTS:
            changed[name] = part_of_text(text) if text else None
        elif name in BOUNDS:
            changed[name] = int(text)
        elif name == "secrecy":
            changed[name] = text
    return replace(rule, **changed)


def _by_process(rule: Rule, process: str) -> Rule:
    """Return a rule decided by another process: its windows stay, the rest is as usual."""
    usual = next(one for one in DEFAULT_METHODS.values() if one.process == process)
    nobody = NOTHING in (rule.quorum, usual.quorum)
    return replace(
        rule,
        process=process,
        secrecy=usual.secrecy,
        quorum=usual.quorum if nobody else rule.quorum,
        quorum_large=usual.quorum_large if nobody else rule.quorum_large,
        passes=usual.passes,
        of_all=False,
        fallback=usual.fallback,
        attempts=usual.attempts,
        integrate_days=usual.integrate_days,
    )


def unknown_matter(matter: str) -> Problem:
    """Say which matters there are."""
    facts = {"matter": matter[:40], "matters": ", ".join(MATTERS)}
    return Problem("matter", says.UNKNOWN_MATTER, facts)


def _problems_with_change(name: str, value: str) -> list[Problem]:
    problem = None
    if name == "process" and value not in _CHOSEN:
        facts = {"process": value[:40], "processes": ", ".join(_CHOSEN)}
        problem = Problem(name, says.UNKNOWN_PROCESS, facts)
    elif name == "secrecy" and value not in SECRECIES:
        kinds = {"kinds": ", ".join(SECRECIES)}
        problem = Problem(name, says.UNKNOWN_SECRECY, kinds)
    elif name in LEAST_PARTS:
        return _problems_with_part(name, value)
    elif name in BOUNDS:
        return _problems_with_number(name, value)
    elif name not in {"process", "secrecy"}:
        problem = Problem(name, says.UNKNOWN_CHANGE, {"name": name[:40]})
    return [problem] if problem else []


def _problems_with_number(name: str, value: str) -> list[Problem]:
    least, most = BOUNDS[name]
    if value.isdecimal() and least <= int(value) <= most:
        return []
    return [Problem(name, says.NUMBER_OUTSIDE, {"least": least, "most": most})]


def _problems_with_part(name: str, value: str) -> list[Problem]:
    if name == "fallback" and not value:
        return []
    try:
        part = part_of_text(value)
    except ValueError:
        return [Problem(name, says.NOT_A_PART, {"value": value[:40]})]
    least = LEAST_PARTS[name]
    if part.part < least.part:
        facts = {"least": part_as_text(least), "value": value[:40]}
        return [Problem(name, says.PART_TOO_SMALL, facts)]
    return []


def _method(union: UUID, body: UUID, matter: str, on: date) -> Method | None:
    rows = Method.objects.filter(
        union_id=union, body=body, matter=matter, from_day__lte=on
    )
    return rows.order_by("-from_day", "-decision").first()


def _assembly_view(union: UUID, person: UUID) -> BodyView:
    body = assembly_id(union)
    is_in = is_member(union=union, body=body, person=person)
    return BodyView(
        id=body,
        union=union,
        kind=words.ASSEMBLY,
        name=words.ASSEMBLY_NAME,
        domain="",
        n_members=people.count_associates(union=union),
        standing="member" if is_in else "",
        decision=None,
        formed_at=None,
        is_ended=False,
    )


def _view(row: Body, n_members: int, standing: str) -> BodyView:
    return BodyView(
        id=row.id,
        union=row.union_id,
        kind=row.kind,
        name=row.name,
        domain=row.domain,
        n_members=n_members,
        standing=standing,
        decision=row.decision,
        formed_at=row.formed_at,
        is_ended=row.ended_at is not None,
    )
