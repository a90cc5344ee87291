"""The only pen of the ledger: every deed that writes what it keeps.

All are parts of a deed: whole by themselves, or part of the caller's. All are
idempotent by (union, key): the same again returns the first result, other content
under a used key is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf.flows import (
    Agent,
    AgentKind,
    Commitment,
    CommitmentDraft,
    EconomicEvent,
    EconomicResource,
    EventDraft,
    Intent,
    IntentDraft,
    Place,
    Plan,
    Process,
    Recipe,
    RecipeDraft,
    ResourceDraft,
    Specification,
    SpecificationDraft,
)


@deeds.part_of_a_deed
def record_event(*, draft: EventDraft, at: datetime) -> EconomicEvent:
    """Keep what happened, or say everything that is wrong with it."""
    raise NotImplementedError


@deeds.part_of_a_deed
def record_events(
    *, drafts: Sequence[EventDraft], at: datetime
) -> tuple[EconomicEvent, ...]:
    """Keep several, all or none; problems carry the row, counted from 1."""
    raise NotImplementedError


@deeds.part_of_a_deed
def correct_event(
    *, event: UUID, draft: EventDraft, at: datetime
) -> tuple[EconomicEvent, ...]:
    """Say what should have been recorded instead; the first entry stays.

    Same action and resources: one event with the difference. Otherwise two: one takes
    the wrong entry back, one is the right one.
    """
    raise NotImplementedError


@deeds.part_of_a_deed
def take_back_event(
    *, union: UUID, event: UUID, key: str, at: datetime
) -> EconomicEvent:
    """Undo an entry that never happened, by a correcting entry."""
    raise NotImplementedError


@deeds.part_of_a_deed
def set_intent(*, draft: IntentDraft, at: datetime) -> Intent:
    """Say a need or an offer; the same key changes it, an amount of 0 finishes it."""
    raise NotImplementedError


@deeds.part_of_a_deed
def set_intents(*, drafts: Sequence[IntentDraft], at: datetime) -> tuple[Intent, ...]:
    """Say several, all or none."""
    raise NotImplementedError


@deeds.part_of_a_deed
def finish_intent(*, union: UUID, key: str, at: datetime) -> None:
    """Say that no more will come of a need or offer; unknown keys are no trouble."""
    raise NotImplementedError


@deeds.part_of_a_deed
def record_commitments(
    *, drafts: Sequence[CommitmentDraft], at: datetime
) -> tuple[Commitment, ...]:
    """Keep promises, all or none."""
    raise NotImplementedError


@deeds.part_of_a_deed
def finish_commitment(*, union: UUID, commitment: UUID, at: datetime) -> Commitment:
    """Say that no more will be done for a promise."""
    raise NotImplementedError


@deeds.part_of_a_deed
def add_agent(
    *, id: UUID, union: UUID, kind: AgentKind, name: str | None, at: datetime
) -> Agent:
    """Let someone give and receive. A union's own agent has the union's id."""
    raise NotImplementedError


@deeds.part_of_a_deed
def rename_agent(*, union: UUID, agent: UUID, name: str | None, at: datetime) -> Agent:
    """Change or blank the name of an agent."""
    raise NotImplementedError


@deeds.part_of_a_deed
def add_place(*, union: UUID, name: str, key: str, at: datetime) -> Place:
    """Name a place."""
    raise NotImplementedError


@deeds.part_of_a_deed
def add_specification(*, draft: SpecificationDraft, at: datetime) -> Specification:
    """Add a kind of thing or of help."""
    raise NotImplementedError


@deeds.part_of_a_deed
def change_specification(
    *, specification: Specification, at: datetime
) -> Specification:
    """Keep a kind as it is handed in; its unit and union never change."""
    raise NotImplementedError


@deeds.part_of_a_deed
def add_resource(*, draft: ResourceDraft, at: datetime) -> EconomicResource:
    """Add an empty store or thing."""
    raise NotImplementedError


@deeds.part_of_a_deed
def add_recipe(*, draft: RecipeDraft, at: datetime) -> Recipe:
    """Keep how something is made."""
    raise NotImplementedError


@deeds.part_of_a_deed
def retire_recipe(*, union: UUID, recipe: UUID, at: datetime) -> Recipe:
    """Plan with a recipe no more; what was made with it stays."""
    raise NotImplementedError


@deeds.part_of_a_deed
def add_plan(
    *, union: UUID, name: str, key: str, at: datetime, due: date | None = None
) -> Plan:
    """Keep an accepted plan; its processes and commitments follow."""
    raise NotImplementedError


@deeds.part_of_a_deed
def add_processes(*, processes: Sequence[Process], at: datetime) -> tuple[Process, ...]:
    """Keep processes; ids are the caller's (``laws.id_of``), a repeat is harmless."""
    raise NotImplementedError


@deeds.part_of_a_deed
def finish_process(*, union: UUID, process: UUID, at: datetime) -> Process:
    """Say that a process is over."""
    raise NotImplementedError


@deeds.part_of_a_deed
def restore_union(*, union: UUID, rows: Iterable[tuple[str, object]]) -> int:
    """Bring back a union's rows, as ``queries.all_rows`` gave them, into an empty node.

    Events are kept word for word and the chain is verified; returns their number.
    """
    raise NotImplementedError
