"""The laws of amounts: of what, in which unit, and never more than is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EconomicResource, EventDraft, Specification
from commonweal.core.vf.known import Case, changes_of
from commonweal.core.vf.measure import MAX_STEPS, Measure
from commonweal.core.vf.problems import N_, Problem


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


def _kinds_and_units_agree(case: Case) -> Iterator[Problem]:
    named: list[EconomicResource] = [
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
    things: tuple[EconomicResource | Specification, ...] = (*named, *_kind_of(case))
    for thing in things:
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


_HANDS_OVER = frozenset(
    {Action.CONSUME, Action.TRANSFER, Action.TRANSFER_CUSTODY, Action.MOVE}
)


def _nothing_falls_below_zero(case: Case) -> Iterator[Problem]:
    quantity = case.draft.resource_quantity
    for change in changes_of(case.draft):
        resource = case.known.resources.get(change.resource)
        if resource is None or quantity is None or resource.unit != quantity.unit:
            continue
        if resource.is_account:
            continue  # a bank may wait for us; nothing that lies here is missing
        if resource.onhand_quantity.amount + change.onhand_delta < 0:
            yield _too_little(resource, quantity, _message_of(case.draft))
        elif resource.accounting_quantity.amount + change.accounting_delta < 0:
            yield _too_little(
                resource,
                quantity,
                N_(
                    "Not recorded: of %(name)s only %(ours)s are in this store's care, "
                    "%(asked)s were asked. The rest is on loan: pass its rights on first."
                ),
            )


def _message_of(draft: EventDraft) -> str:
    if draft.action in _HANDS_OVER and draft.corrects is None:
        return N_(
            "Not handed over: %(here)s of %(name)s are here, %(asked)s were "
            "asked. Hand over %(here)s, or count the store again."
        )
    return N_(
        "Not recorded: %(here)s of %(name)s are here, %(asked)s would be "
        "taken away. Count the store again."
    )


def _too_little(resource: EconomicResource, asked: Measure, message: str) -> Problem:
    words = {
        "name": resource.name,
        "here": str(resource.onhand_quantity),
        "ours": str(resource.accounting_quantity),
        "asked": str(Measure(abs(asked.amount), asked.unit)),
    }
    return Problem("resource_quantity", message, words)


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


LAWS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    _quantities_fit_the_action,
    _quantities_are_real,
    _kinds_and_units_agree,
    _nothing_falls_below_zero,
    _corrections_stay_with_their_event,
)
