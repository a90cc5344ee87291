"""How things are made, accepted plans, and their processes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import models, translate
from commonweal.core.vf import laws
from commonweal.core.vf.flows import Plan, Process, Recipe, RecipeDraft
from commonweal.core.vf.problems import N_, NotFound, Problem, Refused, require


@deeds.part_of_a_deed
def add_recipe(*, draft: RecipeDraft, at: datetime) -> Recipe:
    """Keep how something is made."""
    wanted = {flow.resource_conforms_to for flow in draft.flows}
    wanted |= {use.capacity for use in draft.uses}
    found = models.Specification.objects.filter(union=draft.union, id__in=wanted)
    kinds = {row.id: translate.specification_of(row) for row in found}
    problems = list(laws.problems_with_recipe(draft, kinds))
    if not {use.capacity for use in draft.uses} <= kinds.keys():
        problems.append(
            Problem("uses", N_("This kind of thing is not known here. Add it first."))
        )
    require(problems)
    recipe = laws.id_of(union=draft.union, what="recipe", key=draft.key)
    row, made = models.Recipe.objects.get_or_create(
        id=recipe,
        defaults={
            "union": draft.union,
            "name": draft.name.strip(),
            "body": translate.recipe_body(draft),
            "added_at": at,
        },
    )
    if not made and row.body != translate.recipe_body(draft):
        raise Refused(
            Problem(
                "key",
                N_(
                    "Another recipe was already kept from this form. "
                    "Look at what is kept, then open the form anew."
                ),
            )
        )
    return translate.recipe_of(row)


@deeds.part_of_a_deed
def retire_recipe(*, union: UUID, recipe: UUID, at: datetime) -> Recipe:  # noqa: ARG001 - every deed is told the time
    """Plan with a recipe no more; what was made with it stays."""
    row = models.Recipe.objects.filter(union=union, id=recipe).first()
    if row is None:
        raise NotFound(Problem("recipe", N_("This recipe is not known here.")))
    row.retired = True
    row.save(update_fields=["retired"])
    return translate.recipe_of(row)


@deeds.part_of_a_deed
def add_plan(
    *, union: UUID, name: str, key: str, at: datetime, due: date | None = None
) -> Plan:
    """Keep an accepted plan; its processes and commitments follow."""
    require((*laws.problems_with_key(key), *laws.problems_with_name(name)))
    row, _made = models.Plan.objects.get_or_create(
        id=laws.id_of(union=union, what="plan", key=key),
        defaults={
            "union": union,
            "name": name.strip(),
            "due": due,
            "added_at": at,
        },
    )
    return translate.plan_of(row)


@deeds.part_of_a_deed
def add_processes(*, processes: Sequence[Process], at: datetime) -> tuple[Process, ...]:
    """Keep processes; ids are the caller's (``laws.id_of``), a repeat is harmless."""
    require(
        problem.at_row(row)
        for row, process in enumerate(processes, start=1)
        for problem in laws.problems_with_name(process.name)
    )
    models.Process.objects.bulk_create(
        [translate.process_row(process, at) for process in processes],
        ignore_conflicts=True,
    )
    kept = models.Process.objects.in_bulk([process.id for process in processes])
    return tuple(translate.process_of(kept[process.id]) for process in processes)


@deeds.part_of_a_deed
def finish_process(*, union: UUID, process: UUID, at: datetime) -> Process:  # noqa: ARG001 - every deed is told the time
    """Say that a process is over."""
    row = models.Process.objects.filter(union=union, id=process).first()
    if row is None:
        raise NotFound(Problem("process", N_("This task is not known here.")))
    row.finished = True
    row.save(update_fields=["finished"])
    return translate.process_of(row)
