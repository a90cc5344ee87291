"""The laws of events that are not about amounts: when, where, what, through what.

Nothing here reads a clock or a database: what the ledger knows comes as ``Known``.
The database refuses most of the same things again (commons/ledger/migrations).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from commonweal.core.vf.actions import Action
from commonweal.core.vf.known import Case
from commonweal.core.vf.problems import N_, Problem

#: How far ahead of the writing an event may be said to happen: another time zone.
AHEAD = timedelta(days=1)


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


def _accounts_pass_rights_to_accounts(case: Case) -> Iterator[Problem]:
    """Keep accounts apart from goods, so that all of a kind come to nothing together."""
    named = [
        (field, resource)
        for field in ("resource_inventoried_as", "to_resource_inventoried_as")
        if (resource := case.known.resources.get(getattr(case.draft, field)))
    ]
    for field, resource in named:
        if not resource.is_account:
            continue
        if case.draft.action is not Action.TRANSFER_ALL_RIGHTS:
            yield Problem(
                field,
                N_(
                    "%(name)s is an account: nothing lies in it. "
                    "Pass rights from one account to another."
                ),
                {"name": resource.name},
            )
        elif not all(other.is_account for _field, other in named):
            yield Problem(
                field,
                N_(
                    "%(name)s is an account and the other is a store. "
                    "Choose two accounts, or two stores."
                ),
                {"name": resource.name},
            )


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


LAWS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    _happened_at_a_moment,
    _sides_fit_the_process,
    _names_resources_the_action_knows,
    _things_are_here,
    _accounts_pass_rights_to_accounts,
    _makes_only_what_it_may,
)
