"""The laws of events, one idea each; ``laws`` is the door to them.

Nothing here reads a clock or a database: what the ledger knows comes as ``Known``.
The database refuses most of the same things again (commons/ledger/migrations).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.core.vf.actions import ACTIONS, FACTORS, Action, ActionRule
from commonweal.core.vf.flows import (
    Change,
    EconomicEvent,
    EconomicResource,
    EventDraft,
    Specification,
)
from commonweal.core.vf.measure import MAX_STEPS, Measure
from commonweal.core.vf.problems import N_, Problem

#: How far ahead of the writing an event may be said to happen: another time zone.
AHEAD = timedelta(days=1)
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the ledger knows of the things a draft names, all of one union.

    ``others`` are the ids of agents, places, processes, promises, intents and events
    that exist; ``corrected`` is the event that a correction is about, and
    ``standing`` the steps of (resource, effort) it stands at after earlier ones.
    """

    resources: Mapping[UUID, EconomicResource]
    specifications: Mapping[UUID, Specification]
    others: AbstractSet[UUID] = frozenset()
    corrected: EconomicEvent | None = None
    standing: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Case:
    """A draft before the law, with its action's rule and what is known."""

    draft: EventDraft
    rule: ActionRule
    known: Known
    at: datetime


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


def changes_of(event: EventDraft | EconomicEvent) -> tuple[Change, ...]:
    """Return what an event moves: at most one change for each resource it names."""
    if event.resource_quantity is None:
        return ()
    factors = FACTORS[event.action]
    amount = event.resource_quantity.amount
    changes = []
    if event.resource_inventoried_as and (factors.accounting or factors.onhand):
        changes.append(
            Change(
                event.resource_inventoried_as,
                factors.accounting * amount,
                factors.onhand * amount,
            )
        )
    if event.to_resource_inventoried_as and (
        factors.to_accounting or factors.to_onhand
    ):
        changes.append(
            Change(
                event.to_resource_inventoried_as,
                factors.to_accounting * amount,
                factors.to_onhand * amount,
            )
        )
    return tuple(changes)


# --- the laws, one idea each --------------------------------------------------------


def _happened_at_a_moment(case: Case) -> Iterator[Problem]:
    when = case.draft.has_point_in_time
    if when.tzinfo is None:
        yield Problem("has_point_in_time", N_("Say when it happened with a time zone."))
    elif when > case.at + AHEAD:
        yield Problem(
            "has_point_in_time",
            N_(
                "%(day)s is still to come. Record what has happened; "
                "what is to come is a promise."
            ),
            {"day": when.date().isoformat()},
        )


def _quantities_fit_the_action(case: Case) -> Iterator[Problem]:
    asked = case.rule.event_quantity
    has_resource = case.draft.resource_quantity is not None
    has_effort = case.draft.effort_quantity is not None
    if asked == "resource" and not has_resource:
        yield Problem("resource_quantity", N_("Write how much, for example 2.5 kg."))
    if asked == "effort" and not has_effort:
        yield Problem("effort_quantity", N_("Write how long, for example 1.5 h."))
    if asked == "both" and not has_resource and not has_effort:
        yield Problem("effort_quantity", N_("Write how much was used, or how long."))
    if asked == "effort" and has_resource:
        yield Problem(
            "resource_quantity",
            N_("%(amount)s is an amount of a thing. Work is counted in hours."),
            {"amount": str(case.draft.resource_quantity)},
        )
    if asked == "resource" and has_effort:
        yield Problem(
            "effort_quantity",
            N_("%(amount)s is a time. Write an amount of the thing instead."),
            {"amount": str(case.draft.effort_quantity)},
        )


def _quantities_are_real(case: Case) -> Iterator[Problem]:
    for field, quantity in (
        ("resource_quantity", case.draft.resource_quantity),
        ("effort_quantity", case.draft.effort_quantity),
    ):
        if quantity is None:
            continue
        amount = quantity.amount
        if amount == 0 or (amount < 0 and case.draft.corrects is None):
            yield Problem(
                field,
                N_("%(amount)s is not an amount. Write more than zero."),
                {"amount": str(quantity)},
            )
        if abs(amount) > MAX_STEPS:
            yield Problem(
                field,
                N_(
                    "%(value)s is too large to be meant. Check the number and its unit."
                ),
                {"value": str(quantity)},
            )
    effort = case.draft.effort_quantity
    if effort is not None and effort.unit.dimension != "effort":
        yield Problem(
            "effort_quantity",
            N_("%(amount)s is not a time. Write hours, for example 1.5 h."),
            {"amount": str(effort)},
        )


def _sides_fit_the_process(case: Case) -> Iterator[Problem]:
    side = case.rule.input_output
    if case.draft.input_of is not None and side not in {"input", "outputInput"}:
        yield Problem(
            "input_of",
            N_("“%(action)s” puts nothing into a process. Leave the process out."),
            {"action": case.draft.action.value},
        )
    if case.draft.output_of is not None and side not in {"output", "outputInput"}:
        yield Problem(
            "output_of",
            N_("Nothing comes out of a process by “%(action)s”. Leave it out."),
            {"action": case.draft.action.value},
        )


def _names_resources_the_action_knows(case: Case) -> Iterator[Problem]:
    one, other = (
        case.draft.resource_inventoried_as,
        case.draft.to_resource_inventoried_as,
    )
    if other is not None and not case.rule.may_name_another_resource:
        yield Problem(
            "to_resource_inventoried_as",
            N_("“%(action)s” concerns one store only. Leave the second out."),
            {"action": case.draft.action.value},
        )
    if one is not None and one == other:
        yield Problem(
            "to_resource_inventoried_as",
            N_("It cannot go from a store into the same store. Choose another."),
        )
    if case.rule.takes_from_one_and_gives_to_another and (one is None) != (
        other is None
    ):
        field = (
            "resource_inventoried_as" if one is None else "to_resource_inventoried_as"
        )
        yield Problem(
            field,
            N_(
                "What leaves one store must arrive in another. "
                "Name both stores, or neither."
            ),
        )
    if one is None and other is None and case.draft.resource_conforms_to is None:
        yield Problem(
            "resource_conforms_to", N_("Say what it was: a kind of thing or a store.")
        )


def _things_are_here(case: Case) -> Iterator[Problem]:
    for field in ("resource_inventoried_as", "to_resource_inventoried_as"):
        resource = getattr(case.draft, field)
        if resource is not None and resource not in case.known.resources:
            yield Problem(
                field, N_("This store is not known here. Choose one of ours.")
            )
    kind = case.draft.resource_conforms_to
    if kind is not None and not (
        kind in case.known.specifications
        or any(kind == one.conforms_to for one in case.known.resources.values())
    ):
        yield Problem(
            "resource_conforms_to",
            N_("This kind of thing is not known here. Add it first."),
        )
    for field in _OTHERS:
        other = getattr(case.draft, field)
        if other is not None and other not in case.known.others:
            yield Problem(
                field, N_("This is not known here. Choose one from the list.")
            )


#: Fields that name something which is neither a resource nor a kind.
_OTHERS = (
    "provider", "receiver", "to_location", "input_of", "output_of", "fulfills",
    "satisfies", "corrects",
)  # fmt: skip


def _kinds_and_units_agree(case: Case) -> Iterator[Problem]:
    named = [
        resource
        for key in (
            case.draft.resource_inventoried_as,
            case.draft.to_resource_inventoried_as,
        )
        if key is not None and (resource := case.known.resources.get(key)) is not None
    ]
    if case.draft.action is Action.COMBINE:
        named = named[:1]  # the box and what is put into it are of two kinds
    kinds = {resource.conforms_to for resource in named}
    if case.draft.resource_conforms_to is not None:
        kinds.add(case.draft.resource_conforms_to)
    if len(kinds) > 1:
        yield Problem(
            "resource_conforms_to",
            N_(
                "Two kinds of thing do not mix in one entry. Choose stores of one kind."
            ),
        )
    quantity = case.draft.resource_quantity
    if quantity is None:
        return
    for thing in (*named, *_kind_of(case)):
        if thing.unit != quantity.unit:
            yield Problem(
                "resource_quantity",
                N_("%(name)s is counted in %(unit)s, not in %(given)s."),
                {
                    "name": thing.name,
                    "unit": thing.unit.code,
                    "given": quantity.unit.code,
                },
            )
            return


def _kind_of(case: Case) -> tuple[Specification, ...]:
    kind = case.draft.resource_conforms_to
    found = None if kind is None else case.known.specifications.get(kind)
    return () if found is None else (found,)


def _makes_only_what_it_may(case: Case) -> Iterator[Problem]:
    new = case.draft.new_resource
    if new is None:
        return
    if case.rule.create_resource is None:
        yield Problem(
            "new_resource",
            N_("“%(action)s” makes no new store. Choose one that is here."),
            {"action": case.draft.action.value},
        )
    kind = case.known.specifications.get(new.conforms_to)
    if kind is None or new.union != case.draft.union:
        yield Problem(
            "new_resource",
            N_("This kind of thing is not known here. Add it first."),
        )
    elif kind.is_content:
        yield Problem(
            "new_resource",
            N_("%(name)s is a content of things and is never in store by itself."),
            {"name": kind.name},
        )


_HANDS_OVER = frozenset(
    {Action.CONSUME, Action.TRANSFER, Action.TRANSFER_CUSTODY, Action.MOVE}
)


def _nothing_falls_below_zero(case: Case) -> Iterator[Problem]:
    for change in changes_of(case.draft):
        resource = case.known.resources.get(change.resource)
        quantity = case.draft.resource_quantity
        if resource is None or quantity is None or resource.unit != quantity.unit:
            continue
        words = {
            "name": resource.name,
            "here": str(resource.onhand_quantity),
            "ours": str(resource.accounting_quantity),
            "asked": str(Measure(abs(quantity.amount), quantity.unit)),
        }
        if resource.onhand_quantity.amount + change.onhand_delta < 0:
            yield Problem(
                "resource_quantity",
                N_(
                    "Not handed over: %(here)s of %(name)s are here, %(asked)s were "
                    "asked. Hand over %(here)s, or count the store again."
                )
                if case.draft.action in _HANDS_OVER and case.draft.corrects is None
                else N_(
                    "Not recorded: %(here)s of %(name)s are here, %(asked)s would be "
                    "taken away. Count the store again."
                ),
                words,
            )
        elif resource.accounting_quantity.amount + change.accounting_delta < 0:
            yield Problem(
                "resource_quantity",
                N_(
                    "Not recorded: of %(name)s only %(ours)s are in this store's care, "
                    "%(asked)s were asked. The rest is on loan: pass its rights on first."
                ),
                words,
            )


def _corrections_stay_with_their_event(case: Case) -> Iterator[Problem]:
    wrong = case.known.corrected
    if case.draft.corrects is None or wrong is None:
        return
    if wrong.corrects is not None:
        yield Problem(
            "corrects",
            N_("This entry is itself a correction. Correct the first entry instead."),
        )
    if (
        wrong.action,
        wrong.resource_inventoried_as,
        wrong.to_resource_inventoried_as,
    ) != (
        case.draft.action,
        case.draft.resource_inventoried_as,
        case.draft.to_resource_inventoried_as,
    ):
        yield Problem(
            "corrects",
            N_("A correction concerns the same stores and the same action."),
        )
    for field, quantity, stands in zip(
        ("resource_quantity", "effort_quantity"),
        (case.draft.resource_quantity, case.draft.effort_quantity),
        case.known.standing,
        strict=True,
    ):
        if quantity is not None and stands + quantity.amount < 0:
            yield Problem(
                field,
                N_("More would be taken back than was recorded: %(recorded)s."),
                {"recorded": str(Measure(stands, quantity.unit))},
            )


_LAWS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    _happened_at_a_moment,
    _quantities_fit_the_action,
    _quantities_are_real,
    _sides_fit_the_process,
    _names_resources_the_action_knows,
    _things_are_here,
    _kinds_and_units_agree,
    _makes_only_what_it_may,
    _nothing_falls_below_zero,
    _corrections_stay_with_their_event,
)
