"""The laws of the ledger: what is wrong with a draft, what an event moves.

The laws of events are many and live in ``event_laws`` and ``amount_laws``; this is the
door to all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from commonweal.core.vf import amount_laws, event_laws, ids
from commonweal.core.vf.actions import ACTIONS
from commonweal.core.vf.flows import (
    CommitmentDraft,
    EventDraft,
    IntentDraft,
    RecipeDraft,
    RecipeFlow,
    Specification,
    SpecificationDraft,
)
from commonweal.core.vf.known import Case, Known, changes_of
from commonweal.core.vf.measure import MAX_STEPS, Measure
from commonweal.core.vf.problems import N_, Problem

__all__ = [
    "Known",
    "changes_of",
    "id_of",
    "problems_with",
    "problems_with_key",
    "problems_with_name",
    "problems_with_promise",
    "problems_with_recipe",
    "problems_with_specification",
]

LONGEST_NAME = 120
MONTHS = range(1, 13)
LONGEST_KEY = 200
_LAWS = (*event_laws.LAWS, *amount_laws.LAWS)


def id_of(*, union: UUID, what: str, key: str) -> UUID:
    """Return the id that a draft's key gives; ``what`` is "event", "resource" …."""
    return ids.id_from_key(union, f"{what}:{key}")


def problems_with(draft: EventDraft, known: Known, at: datetime) -> tuple[Problem, ...]:
    """Return everything that is wrong with a draft, each with its field."""
    case = Case(draft, ACTIONS[draft.action], known, at)
    return (
        *problems_with_key(draft.key),
        *(problem for law in _LAWS for problem in law(case)),
    )


def problems_with_key(key: str) -> Iterator[Problem]:
    """Say whether an idempotency key is one."""
    if not key.strip() or len(key) > LONGEST_KEY:
        yield Problem(
            "key",
            N_("Every entry needs a key of its own, of 1 to %(longest)s characters."),
            {"longest": LONGEST_KEY},
        )


def problems_with_promise(
    draft: IntentDraft | CommitmentDraft, kind: Specification | None
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a need, an offer or a promise.

    An intent's amount may be 0: it says that nothing more is wanted.
    """
    return (
        *problems_with_key(draft.key),
        *_problems_with_kind(draft, kind),
        *_problems_with_quantities(draft, kind),
        *_problems_with_days(draft),
    )


def problems_with_specification(draft: SpecificationDraft) -> tuple[Problem, ...]:
    """Return everything that is wrong with a kind of thing."""
    problems = [*problems_with_key(draft.key), *problems_with_name(draft.name)]
    if not Decimal(0) <= draft.survives_per_week <= 1:
        problems.append(
            Problem(
                "survives_per_week",
                N_("Write a part between 0 (gone in a week) and 1 (keeps for ever)."),
            )
        )
    problems.extend(
        Problem(
            "contents",
            N_("%(amount)s is not an amount of a content. Write zero or more."),
            {"amount": str(amount)},
        )
        for amount in draft.contents.values()
        if not amount.is_finite() or amount < 0
    )
    return tuple(problems)


def problems_with_recipe(
    draft: RecipeDraft, kinds: Mapping[UUID, Specification]
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a recipe; rows are its flows, from 1."""
    problems = [*problems_with_key(draft.key), *problems_with_name(draft.name)]
    if all(flow.is_input for flow in draft.flows):
        problems.append(
            Problem("flows", N_("Say what comes out of it: a recipe makes something."))
        )
    if any(month not in MONTHS for month in draft.months):
        problems.append(Problem("months", N_("Months are written 1 to 12.")))
    problems.extend(
        Problem(field, N_("%(amount)s is not an amount. Write zero or more."), words)
        for field, amount in (
            ("toil", draft.toil),
            ("footprint_kg_co2e", draft.footprint_kg_co2e),
        )
        if (words := {"amount": str(amount)})
        and not (amount.is_finite() and amount >= 0)
    )
    for row, flow in enumerate(draft.flows, start=1):
        problems.extend(
            problem.at_row(row) for problem in _problems_with_flow(flow, kinds)
        )
    problems.extend(
        Problem("uses", N_("A run occupies more than zero, for one week or more."))
        for use in draft.uses
        if use.quantity.amount <= 0 or use.weeks < 1
    )
    return tuple(problems)


def problems_with_name(name: str) -> Iterator[Problem]:
    """Say whether a name is one."""
    if not name.strip() or len(name) > LONGEST_NAME:
        yield Problem(
            "name",
            N_("Write a name of 1 to %(longest)s characters."),
            {"longest": LONGEST_NAME},
        )


def _problems_with_kind(
    draft: IntentDraft | CommitmentDraft, kind: Specification | None
) -> Iterator[Problem]:
    if draft.resource_conforms_to is None or kind is None:
        yield Problem(
            "resource_conforms_to",
            N_("This kind of thing is not known here. Add it first."),
        )
    if (
        isinstance(draft, IntentDraft)
        and draft.provider is None
        and draft.receiver is None
    ):
        yield Problem("receiver", N_("Say for whom it is, or from whom."))


def _problems_with_quantities(
    draft: IntentDraft | CommitmentDraft, kind: Specification | None
) -> Iterator[Problem]:
    asked = ACTIONS[draft.action].event_quantity
    resource, effort = draft.resource_quantity, draft.effort_quantity
    if resource is None and effort is None:
        field = "effort_quantity" if asked == "effort" else "resource_quantity"
        yield Problem(field, N_("Write how much, for example 2.5."))
    if effort is not None and effort.unit.dimension != "effort":
        yield _wrong_unit("effort_quantity", effort, "h")
    if resource is not None and kind is not None and resource.unit != kind.unit:
        yield _wrong_unit("resource_quantity", resource, kind.unit.code)
    least = 0 if isinstance(draft, IntentDraft) else 1
    for field, quantity in (
        ("resource_quantity", resource),
        ("effort_quantity", effort),
    ):
        if quantity is not None and not least <= quantity.amount <= MAX_STEPS:
            yield Problem(
                field,
                N_("%(amount)s is not an amount. Write more than zero."),
                {"amount": str(quantity)},
            )


def _problems_with_days(draft: IntentDraft | CommitmentDraft) -> Iterator[Problem]:
    first, last = draft.has_beginning, draft.has_end
    if first is not None and last is not None and last < first:
        yield Problem(
            "has_end",
            N_("It would end on %(last)s, before it begins on %(first)s."),
            {"last": last.isoformat(), "first": first.isoformat()},
        )


def _problems_with_flow(
    flow: RecipeFlow, kinds: Mapping[UUID, Specification]
) -> Iterator[Problem]:
    kind = kinds.get(flow.resource_conforms_to)
    if kind is None:
        yield Problem(
            "resource_conforms_to",
            N_("This kind of thing is not known here. Add it first."),
        )
        return
    field = "effort_quantity" if flow.effort_quantity else "resource_quantity"
    quantity = flow.effort_quantity or flow.resource_quantity
    if quantity is None or quantity.amount <= 0:
        yield Problem(field, N_("Write how much, for example 2.5 kg."))
    elif quantity.unit != kind.unit:
        yield _wrong_unit(field, quantity, kind.unit.code)
    side = ACTIONS[flow.action].input_output
    if side not in {"outputInput", "input" if flow.is_input else "output"}:
        yield Problem(
            "action",
            N_("“%(action)s” is not what goes on at this side of a recipe."),
            {"action": flow.action.value},
        )
    if flow.after_weeks < 0:
        yield Problem("after_weeks", N_("Count the weeks from the start, from 0."))


def _wrong_unit(field: str, quantity: Measure, unit: str) -> Problem:
    return Problem(
        field,
        N_("%(given)s is in the wrong unit. Write it in %(unit)s."),
        {"given": str(quantity), "unit": unit},
    )
