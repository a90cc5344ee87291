"""Re-reading a union's whole history: heads, balances, verification, all rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from commonweal.commons.ledger import models, translate
from commonweal.commons.ledger.queries import happened
from commonweal.commons.ledger.queries.answers import (
    Balance,
    Difference,
    Head,
    Verification,
)
from commonweal.core.vf import laws, wire
from commonweal.core.vf.actions import ACTIONS, FACTORS, Action
from commonweal.core.vf.flows import EconomicEvent, EconomicResource
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import N_, Problem

_MIGRATIONS = Path(__file__).parent.parent / "migrations"


def head(*, union: UUID) -> Head:
    """Return the last event's number and hash; 0 and zeros for an empty ledger."""
    row = models.Head.objects.filter(union=union).first()
    return Head(0, wire.NO_HASH) if row is None else Head(row.seq, row.hash)


def balances(*, union: UUID) -> tuple[Balance, ...]:
    """Recompute all amounts from the events alone, in one pass of SQL."""
    stored = translate.as_stored(union)
    with _little_memory(), connection.cursor() as cursor:
        cursor.execute(_BALANCES, (stored, stored))
        rows = cursor.fetchall()
    ids = [UUID(row[0]) if isinstance(row[0], str) else row[0] for row in rows]
    return tuple(
        Balance(key, int(row[1]), int(row[2]))
        for key, row in zip(ids, rows, strict=True)
    )


def verify_union(*, union: UUID) -> Verification:
    """Re-hash the chain, recompute all amounts and compare.

    Trusts nothing but the events: what the database should have refused is looked for
    again, and a missing trigger is a problem of its own.
    """
    reading = _Reading(union, {row.id: row for row in all_stores(union=union)})
    try:
        for event in happened.iterate_events(union=union):
            reading.read(event)
    except (ValueError, KeyError):
        reading.problems.append(
            Problem(
                f"event {reading.seq + 1}", N_("This entry cannot be read any more.")
            )
        )
    reading.problems.extend(_changed_kinds(union))
    reading.compare_head(head(union=union))
    reading.problems.extend(_missing_guards())
    return Verification(
        n_events=reading.seq,
        head_hash=reading.hash,
        problems=tuple(reading.problems),
        differences=reading.differences(balances(union=union)),
    )


def all_rows(*, union: UUID) -> Iterator[tuple[str, object]]:
    """Yield everything the ledger keeps of a union, in an order that can be restored.

    Pairs of (table, value); ``core.vf.wire`` writes each value as JSON-LD.
    """
    for table, model, value_of in _TABLES:
        if table == "recipes":  # kinds and places are there, makings come after
            yield from (("resources", store) for store in all_stores(union=union))
        for row in model.objects.filter(union=union).order_by("id").iterator():
            yield table, value_of(row)
    for event in happened.iterate_events(union=union):
        yield "events", event


_TABLES: tuple[tuple[str, Any, Callable[[Any], object]], ...] = (
    ("agents", models.Agent, translate.agent_of),
    ("places", models.Place, translate.place_of),
    ("specifications", models.Specification, translate.specification_of),
    ("recipes", models.Recipe, translate.recipe_of),
    ("plans", models.Plan, translate.plan_of),
    ("processes", models.Process, translate.process_of),
    ("intents", models.Intent, translate.intent_of),
    ("commitments", models.Commitment, translate.commitment_of),
)


# --- balances -----------------------------------------------------------------------


def _times(name: str) -> str:
    """Return the SQL that multiplies an amount by what its action does to it."""
    parts = {1: "", -1: ""}
    for sign in parts:
        actions = [one for one in Action if getattr(FACTORS[one], name) == sign]
        listed = ", ".join(f"'{one.value}'" for one in actions)
        parts[sign] = f"WHEN action IN ({listed}) THEN {sign} " if actions else ""
    return f"CASE {parts[1]}{parts[-1]}ELSE 0 END" if any(parts.values()) else "0"


def _one_side(column: str, accounting: str, onhand: str) -> str:
    return (
        f"SELECT {column} AS resource, SUM(resource_amount * {_times(accounting)}) "  # noqa: S608 - words of our own
        f"AS accounting, SUM(resource_amount * {_times(onhand)}) AS onhand "
        f"FROM ledger_event WHERE {column} IS NOT NULL AND resource_amount IS NOT NULL "
        f"AND {column} IN (SELECT id FROM ledger_resource WHERE union_id = %s) "
        f"GROUP BY {column}"
    )


_BALANCES = (
    "SELECT resource, SUM(accounting), SUM(onhand) FROM ("  # noqa: S608 - words of our own
    + _one_side("resource_inventoried_as_id", "accounting", "onhand")
    + " UNION ALL "
    + _one_side("to_resource_inventoried_as_id", "to_accounting", "to_onhand")
    + ") AS sides GROUP BY resource ORDER BY resource"
)


@contextmanager
def _little_memory() -> Iterator[None]:
    """Keep one long read from filling SQLite's page cache, which is shared with writers."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        before = cursor.fetchone()[0]
        cursor.execute("PRAGMA cache_size = -4000")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {int(before)}")


# --- verification -------------------------------------------------------------------


def all_stores(*, union: UUID) -> Iterator[EconomicResource]:
    """Yield every store of a union, by id."""
    rows = models.Resource.objects.filter(union=union).order_by("id")
    columns = translate.RESOURCE_COLUMNS_OF_THE_ORM
    return map(translate.resource_of, rows.values_list(*columns).iterator())


@dataclass(slots=True)
class _Reading:
    """What has been read of a union's history so far, and what was wrong with it."""

    union: UUID
    resources: dict[UUID, EconomicResource]
    seq: int = 0
    hash: str = wire.NO_HASH
    amounts: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    standing: dict[UUID, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self, event: EconomicEvent) -> None:
        """Read the next event: chain, shape, amounts."""
        for message in (*self._chain(event), *self._shape(event)):
            self.problems.append(Problem(f"event {event.seq}", message))
        self.seq, self.hash = event.seq, event.hash
        for change in laws.changes_of(event):
            accounting, onhand = self.amounts.get(change.resource, (0, 0))
            accounting += change.accounting_delta
            onhand += change.onhand_delta
            self.amounts[change.resource] = accounting, onhand
            store = self.resources.get(change.resource)
            may_wait = store is not None and store.is_account
            if onhand < 0 or (accounting < 0 and not may_wait):
                self.problems.append(
                    Problem(
                        f"event {event.seq}",
                        N_("A store fell below zero with this entry."),
                    )
                )

    def _chain(self, event: EconomicEvent) -> Iterator[str]:
        if event.seq != self.seq + 1:
            yield N_("Entries are missing before this one.")
        if event.previous_hash != self.hash:
            yield N_("This entry does not follow the one before it.")
        if event.hash != wire.hash_of(event):
            yield N_("This entry was changed after it was written.")
        if event.id != laws.id_of(union=self.union, what="event", key=event.key):
            yield N_("This entry's id does not belong to its key.")

    def _shape(self, event: EconomicEvent) -> Iterator[str]:
        quantity = event.resource_quantity
        sides = (event.resource_inventoried_as, event.to_resource_inventoried_as)
        named = [key for key in sides if key is not None]
        if any(key not in self.resources for key in named):
            yield N_("This entry names a store that is not of this union.")
        stores = [self.resources[key] for key in named if key in self.resources]
        if any(store.is_account for store in stores) and (
            event.action is not Action.TRANSFER_ALL_RIGHTS
            or not all(store.is_account for store in stores)
        ):
            yield N_("This entry mixes an account with what lies in a store.")
        if event.action is Action.COMBINE:
            stores = stores[:1]
        if quantity is not None and any(
            store.unit != quantity.unit
            or store.conforms_to != event.resource_conforms_to
            for store in stores
        ):
            yield N_("This entry and its store are of different kinds or units.")
        if ACTIONS[event.action].takes_from_one_and_gives_to_another and (
            len(named) == 1
        ):
            yield N_("What left one store did not arrive in another.")
        yield from self._amount(event, 0 if quantity is None else quantity.amount)

    def _amount(self, event: EconomicEvent, amount: int) -> Iterator[str]:
        if event.corrects is None:
            if amount <= 0 and event.effort_quantity is None:
                yield N_("This entry moves nothing, or less.")
            return
        wrong = happened.find_event(union=self.union, event=event.corrects)
        if wrong is None or _flow_of(wrong) != _flow_of(event):
            yield N_("This correction and its entry are of different stores.")
            return
        first = wrong.resource_quantity
        stands = self.standing.get(wrong.id, 0 if first is None else first.amount)
        self.standing[wrong.id] = stands + amount
        if stands + amount < 0:
            yield N_("More was taken back than was recorded.")

    def compare_head(self, kept: Head) -> None:
        """Say whether the kept head is the last event read."""
        if (kept.seq, kept.hash) != (self.seq, self.hash):
            self.problems.append(
                Problem("head", N_("The chain does not end at its head."))
            )

    def differences(self, by_sql: tuple[Balance, ...]) -> tuple[Difference, ...]:
        """Compare kept amounts with those of the laws, and with those of SQL."""
        sums = {one.resource: (one.accounting, one.onhand) for one in by_sql}
        found = []
        for key, resource in self.resources.items():
            kept = (
                resource.accounting_quantity.amount,
                resource.onhand_quantity.amount,
            )
            by_law = self.amounts.get(key, (0, 0))
            if kept == by_law == sums.get(key, (0, 0)):
                continue
            unit = resource.unit
            found.append(
                Difference(
                    key,
                    resource.name,
                    (Measure(kept[0], unit), Measure(kept[1], unit)),
                    (Measure(by_law[0], unit), Measure(by_law[1], unit)),
                )
            )
        return tuple(found)


def _flow_of(event: EconomicEvent) -> tuple[object, ...]:
    return (
        event.action,
        event.resource_inventoried_as,
        event.to_resource_inventoried_as,
        event.union,
    )


def _changed_kinds(union: UUID) -> Iterator[Problem]:
    changed = models.Resource.objects.filter(union=union).exclude(
        unit=F("conforms_to__unit")
    )
    for name in changed.values_list("name", flat=True):
        yield Problem(
            "resources",
            N_("%(name)s and its kind are counted in different units."),
            {"name": name},
        )


def _missing_guards() -> Iterator[Problem]:
    script = (_MIGRATIONS / f"guards_{connection.vendor}.sql").read_text()
    wanted = set(re.findall(r"^CREATE TRIGGER (\w+)", script, re.MULTILINE))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
        present = {row[0] for row in cursor.fetchall()}
    for name in sorted(wanted - present):
        yield Problem("database", N_("The guard %(name)s is missing."), {"name": name})
