"""Agents, places, kinds and stores: what flows are about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from commonweal.commons import deeds
from commonweal.commons.ledger import models as rows
from commonweal.commons.ledger import queries, translate
from commonweal.commons.ledger.services import pen
from commonweal.core.vf import laws
from commonweal.core.vf.flows import (
    Agent,
    AgentKind,
    EconomicResource,
    Place,
    ResourceDraft,
    Specification,
    SpecificationDraft,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem, Refused, require


@deeds.part_of_a_deed
def add_agent(
    *,
    id: UUID,  # noqa: A002 - what it is called everywhere else
    union: UUID,
    kind: AgentKind,
    name: str | None,
    at: datetime,
) -> Agent:
    """Let someone give and receive. A union's own agent has the union's id."""
    row, _made = rows.Agent.objects.get_or_create(
        id=id, defaults={"union": union, "kind": kind, "name": name, "added_at": at}
    )
    if row.union != union or row.kind != kind:
        raise Refused(Problem("id", N_("Someone else already has this id.")))
    return translate.agent_of(row)


@deeds.part_of_a_deed
def rename_agent(*, union: UUID, agent: UUID, name: str | None, at: datetime) -> Agent:  # noqa: ARG001 - every deed is told the time
    """Change or blank the name of an agent."""
    queries.get_agent(union=union, agent=agent)
    rows.Agent.objects.filter(union=union, id=agent).update(name=name)
    return queries.get_agent(union=union, agent=agent)


@deeds.part_of_a_deed
def add_place(*, union: UUID, name: str, key: str, at: datetime) -> Place:
    """Name a place."""
    require((*laws.problems_with_key(key), *laws.problems_with_name(name)))
    place = laws.id_of(union=union, what="place", key=key)
    row = rows.Place.objects.filter(id=place).first()
    if row is None:
        row = rows.Place(id=place, union=union, name=name.strip(), added_at=at)
        insert_named(row, N_("There is already a place called %(name)s."))
    elif row.name != name.strip():
        raise Refused(_used_key())
    return translate.place_of(row)


@deeds.part_of_a_deed
def add_specification(*, draft: SpecificationDraft, at: datetime) -> Specification:
    """Add a kind of thing or of help."""
    require(laws.problems_with_specification(draft))
    kind = laws.id_of(union=draft.union, what="specification", key=draft.key)
    row = rows.Specification.objects.filter(id=kind).first()
    if row is None:
        row = rows.Specification(
            id=kind,
            union=draft.union,
            unit=draft.unit.code,
            is_content=draft.is_content,
            added_at=at,
            **_what_may_change(draft),
        )
        _require_contents(draft)
        insert_named(row, N_("There is already a kind called %(name)s."))
    elif row.unit != draft.unit.code or row.is_content != draft.is_content:
        raise Refused(_used_key())
    return translate.specification_of(row)


@deeds.part_of_a_deed
def change_specification(
    *,
    specification: Specification,
    at: datetime,  # noqa: ARG001 - every deed is told the time
) -> Specification:
    """Keep a kind as it is handed in; its unit and union never change."""
    before = queries.get_specification(
        union=specification.union, specification=specification.id
    )
    draft = SpecificationDraft(
        key=str(before.id),
        union=before.union,
        name=specification.name,
        unit=specification.unit,
        classified_as=specification.classified_as,
        is_content=specification.is_content,
        contents=specification.contents,
        survives_per_week=specification.survives_per_week,
        note=specification.note,
    )
    problems = list(laws.problems_with_specification(draft))
    if (draft.unit, draft.is_content) != (before.unit, before.is_content):
        problems.append(
            Problem(
                "unit",
                N_("%(name)s stays counted in %(unit)s. Add another kind instead."),
                {"name": before.name, "unit": before.unit.code},
            )
        )
    require(problems)
    _require_contents(draft)
    row = rows.Specification.objects.get(id=before.id)
    for column, value in _what_may_change(draft).items():
        setattr(row, column, value)
    insert_named(row, N_("There is already a kind called %(name)s."), update=True)
    return translate.specification_of(row)


@deeds.part_of_a_deed
def add_resource(*, draft: ResourceDraft, at: datetime) -> EconomicResource:
    """Add an empty store or thing."""
    resource = laws.id_of(union=draft.union, what="resource", key=draft.key)
    before = queries.find_resource(union=draft.union, resource=resource)
    if before is not None:
        if (before.conforms_to, before.is_account) != (
            draft.conforms_to,
            draft.is_account,
        ):
            raise Refused(_used_key())
        return before
    kind = rows.Specification.objects.filter(
        union=draft.union, id=draft.conforms_to
    ).first()
    require(_problems_with_resource(draft, kind))
    assert kind is not None  # noqa: S101 - refused above
    made = pen.empty_resource(
        draft, like=Measure(0, translate.specification_of(kind).unit)
    )
    pen.insert_resource(made, at)
    return made


def _problems_with_resource(
    draft: ResourceDraft, kind: rows.Specification | None
) -> list[Problem]:
    problems = [
        *laws.problems_with_key(draft.key),
        *laws.problems_with_name(draft.name),
    ]
    if kind is None:
        problems.append(
            Problem(
                "conforms_to",
                N_("This kind of thing is not known here. Add it first."),
            )
        )
    elif kind.is_content:
        problems.append(
            Problem(
                "conforms_to",
                N_("%(name)s is a content of things and is never in store by itself."),
                {"name": kind.name},
            )
        )
    tables: tuple[tuple[str, Any], ...] = (
        ("primary_accountable", rows.Agent),
        ("current_location", rows.Place),
    )
    for field, model in tables:
        named = getattr(draft, field)
        if (
            named is not None
            and not model.objects.filter(union=draft.union, id=named).exists()
        ):
            problems.append(
                Problem(field, N_("This is not known here. Choose one from the list."))
            )
    return problems


def _what_may_change(draft: SpecificationDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "classified_as": list(draft.classified_as),
        "contents": translate.contents_row(draft.contents),
        "survives_per_week": f"{draft.survives_per_week:f}",
        "note": draft.note,
    }


def _require_contents(draft: SpecificationDraft) -> None:
    if not draft.contents:
        return
    known = rows.Specification.objects.filter(
        union=draft.union, id__in=list(draft.contents), is_content=True
    ).count()
    if known != len(draft.contents):
        raise Refused(
            Problem("contents", N_("Only contents that are known here can be named."))
        )


def insert_named(row: models.Model, message: str, *, update: bool = False) -> None:
    """Save a row whose name is its own in its union, or refuse with the message."""
    try:
        with transaction.atomic():
            row.save(force_insert=not update, force_update=update)
    except IntegrityError:
        raise Refused(
            Problem("name", message, {"name": getattr(row, "name", "")})
        ) from None


def _used_key() -> Problem:
    return Problem(
        "key",
        N_(
            "Something else was already recorded from this form. "
            "Look at what is kept, then open the form anew."
        ),
    )
