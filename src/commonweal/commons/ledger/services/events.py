"""What happened: kept once, in order, never changed.

The write path is plain SQL and short (lock the head, look, insert): the triggers of
migration 0002 move the amounts and the head with the event itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from commonweal.commons import deeds
from commonweal.commons.ledger import queries
from commonweal.commons.ledger.services import pen, pen_for_many
from commonweal.commons.ledger.services.pen import Pen
from commonweal.core.vf import laws, wire
from commonweal.core.vf.actions import ACTIONS, FACTORS
from commonweal.core.vf.flows import (
    EconomicEvent,
    EconomicResource,
    EventDraft,
    ResourceDraft,
)
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem, Refused, require


def record_event(*, draft: EventDraft, at: datetime) -> EconomicEvent:
    """Keep what happened, or say everything that is wrong with it.

    Part of a deed like all others, but without a savepoint of its own: it refuses
    before it writes anything, and a savepoint would cost as much as the writing.
    """
    if connection.in_atomic_block:
        return _Writer(draft.union, at).keep(draft)
    with deeds.deed_transaction(durable=False):
        return _Writer(draft.union, at).keep(draft)


@deeds.part_of_a_deed
def record_events(
    *, drafts: Sequence[EventDraft], at: datetime
) -> tuple[EconomicEvent, ...]:
    """Keep several of one union, all or none; problems carry the row, from 1."""
    if not drafts:
        return ()
    together = pen_for_many.PenForMany(drafts[0].union, drafts)
    writer = _Writer(drafts[0].union, at, together)
    kept = []
    problems: list[Problem] = []
    for row, draft in enumerate(drafts, start=1):
        try:
            kept.append(writer.keep(draft))
        except Refused as refused:
            problems.extend(problem.at_row(row) for problem in refused.problems)
    require(problems)
    together.write()
    return tuple(kept)


@deeds.part_of_a_deed
def correct_event(
    *, event: UUID, draft: EventDraft, at: datetime
) -> tuple[EconomicEvent, ...]:
    """Say what should have been recorded instead; the first entry stays.

    Same action and stores: one event with the difference. Otherwise two: one takes
    the wrong entry back, one is the right one.
    """
    before = queries.find_event(
        union=draft.union,
        event=laws.id_of(union=draft.union, what="event", key=draft.key),
    )
    if before is not None:
        return (before,)
    writer = _Writer(draft.union, at)
    wrong = queries.get_event(union=draft.union, event=event)
    if _same_flow(wrong, draft):
        return (writer.keep(_difference(wrong, writer.pen.standing(wrong.id), draft)),)
    taken_back = _taken_back(
        wrong, writer.pen.standing(wrong.id), key=f"{draft.key}:taken-back", at=at
    )
    steps = [taken_back, draft]
    if FACTORS[wrong.action].onhand > 0:
        steps.reverse()  # fill before emptying, or the store would fall below zero
    return tuple(writer.keep(step) for step in steps)


@deeds.part_of_a_deed
def take_back_event(
    *, union: UUID, event: UUID, key: str, at: datetime
) -> EconomicEvent:
    """Undo an entry of something that never happened, by a correcting entry."""
    before = queries.find_event(
        union=union, event=laws.id_of(union=union, what="event", key=key)
    )
    if before is not None:
        return before
    writer = _Writer(union, at)
    wrong = queries.get_event(union=union, event=event)
    return writer.keep(
        _taken_back(wrong, writer.pen.standing(wrong.id), key=key, at=at)
    )


# --- one union's writer -------------------------------------------------------------


@dataclass(slots=True)
class _Writer:
    """Holds the head of a union's chain for the length of a transaction."""

    union: UUID
    at: datetime
    pen: Pen
    head: queries.Head

    def __init__(self, union: UUID, at: datetime, own: Pen | None = None) -> None:
        self.union = union
        self.at = at
        self.pen = own or Pen(union)
        self.head = self.pen.lock_head(union)

    def keep(self, draft: EventDraft) -> EconomicEvent:
        """Refuse, or insert the next event of the chain."""
        if draft.union != self.union:
            raise Refused(
                Problem("union", N_("These entries are of different unions."))
            )
        event_id = laws.id_of(union=self.union, what="event", key=draft.key)
        settled, new = _settled(draft)
        is_kept, others = self.pen.look(event_id, settled)
        if is_kept:
            return _the_same_again(self.pen.find_event(event_id), settled)
        known = self.pen.known_to(settled, new, others)
        require(laws.problems_with(settled, known, self.at))
        if new is not None and not self.pen.find_resources(new.id):
            pen.insert_resource(new, self.at)
        event = self._event_of(event_id, settled, known)
        self.pen.insert_event(event)
        self.head = queries.Head(event.seq, event.hash)
        _change_more_than_amounts(event, known, self.pen)
        return event

    def _event_of(
        self, event_id: UUID, draft: EventDraft, known: laws.Known
    ) -> EconomicEvent:
        event = EconomicEvent(
            id=event_id,
            seq=self.head.seq + 1,
            at=self.at,
            hash="",
            previous_hash=self.head.hash,
            key=draft.key,
            union=draft.union,
            action=draft.action,
            provider=draft.provider,
            receiver=draft.receiver,
            has_point_in_time=draft.has_point_in_time,
            resource_quantity=draft.resource_quantity,
            effort_quantity=draft.effort_quantity,
            resource_conforms_to=_kind_of(draft, known),
            resource_inventoried_as=draft.resource_inventoried_as,
            to_resource_inventoried_as=draft.to_resource_inventoried_as,
            to_location=draft.to_location,
            input_of=draft.input_of,
            output_of=draft.output_of,
            fulfills=draft.fulfills,
            satisfies=draft.satisfies,
            corrects=draft.corrects,
            stage=draft.stage,
            state=draft.state,
        )
        # The one moment a value is still in the making: its hash is of all the rest.
        object.__setattr__(event, "hash", wire.hash_of(event))
        return event


def _kind_of(draft: EventDraft, known: laws.Known) -> UUID | None:
    if draft.resource_conforms_to is not None:
        return draft.resource_conforms_to
    named = draft.resource_inventoried_as or draft.to_resource_inventoried_as
    return None if named is None else known.resources[named].conforms_to


def _settled(draft: EventDraft) -> tuple[EventDraft, EconomicResource | None]:
    """Return the draft with the id of the store it makes in its place, and the store."""
    new = draft.new_resource
    if new is None:
        return draft, None
    rule = ACTIONS[draft.action]
    resource = _made(new, draft)
    slot = (
        "to_resource_inventoried_as"
        if rule.create_resource == "optionalTo"
        else "resource_inventoried_as"
    )
    if getattr(draft, slot) not in {None, resource.id}:
        raise Refused(
            Problem(slot, N_("Choose a store or make a new one, not both at once."))
        )
    if slot == "resource_inventoried_as":
        return replace(draft, resource_inventoried_as=resource.id), resource
    return replace(draft, to_resource_inventoried_as=resource.id), resource


def _made(new: ResourceDraft, draft: EventDraft) -> EconomicResource:
    rule = ACTIONS[draft.action]
    resource = pen.empty_resource(new, draft.resource_quantity)
    if rule.accountable_effect is not None:
        resource = replace(resource, primary_accountable=draft.receiver)
    if rule.location_effect in {"new", "updateTo"} and draft.to_location is not None:
        resource = replace(resource, current_location=draft.to_location)
    return resource


#: What makes a draft the same again. Not the moment: a second click says it later.
_CONTENT = tuple(
    field.name
    for field in fields(EventDraft)
    if field.name not in {"key", "has_point_in_time", "new_resource"}
)


def _the_same_again(before: EconomicEvent | None, draft: EventDraft) -> EconomicEvent:
    assert before is not None  # noqa: S101 - its id was found, and nothing is deleted
    for name in _CONTENT:
        said = getattr(draft, name)
        if said != getattr(before, name) and not (
            name == "resource_conforms_to" and said is None
        ):
            raise Refused(
                Problem(
                    "key",
                    N_(
                        "Something else was already recorded from this form. "
                        "Look at what is kept, then open the form anew."
                    ),
                )
            )
    return before


def _change_more_than_amounts(
    event: EconomicEvent, known: laws.Known, writer: Pen
) -> None:
    """Set location, container, accountable, stage and state, as the action says."""
    rule = ACTIONS[event.action]
    one: dict[str, object] = {}
    other: dict[str, object] = {}
    for effect, column, value in (
        (rule.location_effect, "current_location_id", event.to_location),
        (rule.state_effect, "state", event.state),
        (rule.stage_effect, "stage", event.stage),
    ):
        if value is not None and effect is not None and effect != "new":
            (one if effect == "update" else other)[column] = value
    if event.corrects is None:
        if rule.accountable_effect == "updateTo":
            other["primary_accountable_id"] = event.receiver
        if rule.contained_effect is not None:
            box = event.to_resource_inventoried_as
            one["contained_in_id"] = box if rule.contained_effect == "update" else None
    for resource, columns in (
        (event.resource_inventoried_as, one),
        (event.to_resource_inventoried_as, other),
    ):
        if resource is not None and columns:
            writer.change_resource(known.resources[resource], columns)


# --- corrections --------------------------------------------------------------------


def _same_flow(wrong: EconomicEvent, draft: EventDraft) -> bool:
    return (
        draft.new_resource is None
        and wrong.action == draft.action
        and wrong.resource_inventoried_as == draft.resource_inventoried_as
        and wrong.to_resource_inventoried_as == draft.to_resource_inventoried_as
        and (wrong.resource_quantity is None) == (draft.resource_quantity is None)
        and (wrong.effort_quantity is None) == (draft.effort_quantity is None)
    )


def _difference(
    wrong: EconomicEvent, standing: tuple[int, int], draft: EventDraft
) -> EventDraft:
    of_resource, of_effort = standing
    resource, effort = draft.resource_quantity, draft.effort_quantity
    if (resource is None or resource.amount == of_resource) and (
        effort is None or effort.amount == of_effort
    ):
        raise Refused(
            Problem(
                "resource_quantity", N_("This is what is recorded. Nothing to correct.")
            )
        )
    return replace(
        draft,
        corrects=wrong.id,
        resource_quantity=resource
        and Measure(resource.amount - of_resource, resource.unit),
        effort_quantity=effort and Measure(effort.amount - of_effort, effort.unit),
    )


def _taken_back(
    wrong: EconomicEvent, standing: tuple[int, int], *, key: str, at: datetime
) -> EventDraft:
    of_resource, of_effort = standing
    resource, effort = wrong.resource_quantity, wrong.effort_quantity
    return EventDraft(
        key=key,
        union=wrong.union,
        action=wrong.action,
        provider=wrong.provider,
        receiver=wrong.receiver,
        has_point_in_time=at,
        resource_quantity=resource and Measure(-of_resource, resource.unit),
        effort_quantity=effort and Measure(-of_effort, effort.unit),
        resource_conforms_to=wrong.resource_conforms_to,
        resource_inventoried_as=wrong.resource_inventoried_as,
        to_resource_inventoried_as=wrong.to_resource_inventoried_as,
        input_of=wrong.input_of,
        output_of=wrong.output_of,
        fulfills=wrong.fulfills,
        satisfies=wrong.satisfies,
        corrects=wrong.id,
    )
