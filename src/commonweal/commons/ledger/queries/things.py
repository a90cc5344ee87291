"""Who, where, what kind, what is in store, and how it is made."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F, Q

from commonweal.commons.ledger import models, translate
from commonweal.core.vf.flows import (
    Agent,
    EconomicResource,
    Place,
    Recipe,
    Specification,
    StockLine,
)
from commonweal.core.vf.problems import N_, NotFound, Problem


def list_agents(*, union: UUID) -> tuple[Agent, ...]:
    """Return a union's agents, oldest first."""
    rows = models.Agent.objects.filter(union=union).order_by("added_at", "id")
    return tuple(map(translate.agent_of, rows))


def get_agent(*, union: UUID, agent: UUID) -> Agent:
    """Return one agent, or raise NotFound."""
    row = models.Agent.objects.filter(union=union, id=agent).first()
    if row is None:
        raise NotFound(Problem("agent", N_("Nobody here has this id.")))
    return translate.agent_of(row)


def list_places(*, union: UUID) -> tuple[Place, ...]:
    """Return a union's places by name."""
    rows = models.Place.objects.filter(union=union).order_by("name")
    return tuple(map(translate.place_of, rows))


def list_specifications(
    *, union: UUID, with_money: bool = True
) -> tuple[Specification, ...]:
    """Return a union's kinds by name; without money for those who choose a thing."""
    rows = models.Specification.objects.filter(union=union).order_by("name")
    kinds = map(translate.specification_of, rows)
    return tuple(
        kind for kind in kinds if with_money or "money" not in kind.classified_as
    )


def get_specification(*, union: UUID, specification: UUID) -> Specification:
    """Return one kind, or raise NotFound."""
    row = models.Specification.objects.filter(union=union, id=specification).first()
    if row is None:
        raise NotFound(
            Problem("specification", N_("This kind of thing is not known here."))
        )
    return translate.specification_of(row)


def find_specification(*, union: UUID, name: str) -> Specification | None:
    """Return the kind with this name (case does not matter), or None."""
    row = models.Specification.objects.filter(
        union=union, name__iexact=name.strip()
    ).first()
    return None if row is None else translate.specification_of(row)


def list_stock(
    *, union: UUID, on: date | None = None, with_empty: bool = False
) -> tuple[StockLine, ...]:
    """Return what is in store, earliest expiry first; ``on`` leaves out what is past it.

    ``with_empty`` adds the stores that hold nothing. Accounts are no stores.
    """
    rows = models.Resource.objects.filter(union=union, is_account=False)
    if not with_empty:
        rows = rows.filter(Q(onhand__gt=0) | Q(accounting__gt=0))
    if on is not None:
        rows = rows.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on))
    rows = rows.select_related("conforms_to", "current_location").order_by(
        F("expires_on").asc(nulls_last=True), "name", "id"
    )
    return tuple(map(_stock_line, rows))


def _stock_line(row: models.Resource) -> StockLine:
    spec = translate.specification_of(row.conforms_to)
    place = row.current_location
    return StockLine(
        resource=row.id,
        name=row.name,
        spec=spec,
        place=None if place is None else translate.place_of(place),
        onhand=translate.steps(row.onhand, row.unit),
        accounting=translate.steps(row.accounting, row.unit),
        expires_on=row.expires_on,
        primary_accountable=row.primary_accountable_id,
    )


def list_accounts(
    *, union: UUID, conforms_to: UUID | None = None
) -> tuple[EconomicResource, ...]:
    """Return accounts with what they stand at, by key; ``conforms_to`` is their kind."""
    rows = models.Resource.objects.filter(union=union, is_account=True)
    if conforms_to is not None:
        rows = rows.filter(conforms_to=conforms_to)
    columns = translate.RESOURCE_COLUMNS_OF_THE_ORM
    return tuple(
        map(translate.resource_of, rows.order_by("key", "id").values_list(*columns))
    )


def find_resource(*, union: UUID, resource: UUID) -> EconomicResource | None:
    """Return one store or thing, or None."""
    row = (
        models.Resource.objects.filter(union=union, id=resource)
        .values_list(*translate.RESOURCE_COLUMNS_OF_THE_ORM)
        .first()
    )
    return None if row is None else translate.resource_of(row)


def get_resource(*, union: UUID, resource: UUID) -> EconomicResource:
    """Return one store or thing, or raise NotFound."""
    found = find_resource(union=union, resource=resource)
    if found is None:
        raise NotFound(Problem("resource", N_("This store is not known here.")))
    return found


def list_recipes(*, union: UUID, with_retired: bool = False) -> tuple[Recipe, ...]:
    """Return how things are made, by name."""
    rows = models.Recipe.objects.filter(union=union).order_by("name", "id")
    if not with_retired:
        rows = rows.filter(retired=False)
    return tuple(map(translate.recipe_of, rows))
