"""Recompute everything kept from what happened, and compare. Changes nothing.

Not a repair: a difference is told, never smoothed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from commonweal.commons import deeds
from commonweal.commons.jobs import queries as jobs
from commonweal.commons.jobs.words import WHOLE_NODE, Status
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import Intent
from commonweal.core.vf.problems import N_, Problem
from commonweal.rooms.governance.queries import results
from commonweal.rooms.needs.services import publishing
from commonweal.rooms.purse import queries as purse

_DIFFERS = N_("%(name)s: kept are %(kept)s, the entries give %(recomputed)s.")
_TOTAL_DIFFERS = N_(
    "A total of needs is not what people stated: kept %(kept)s, stated %(stated)s."
)


@dataclass(frozen=True, slots=True)
class UnionCheck:
    """What re-reading one union came to."""

    union: UUID
    name: str
    n_events: int
    head_hash: str
    problems: tuple[Problem, ...]


def check_node(*, at: datetime) -> tuple[UnionCheck, ...]:
    """Check every union on this node, and the database itself."""
    found = [check_union(union=union, at=at) for union in people.list_unions()]
    damage = tuple(_problems_of_the_file())
    if damage:
        found.append(UnionCheck(UUID(int=0), "the database", 0, "", damage))
    return tuple(found)


def check_union(*, union: people.UnionView, at: datetime) -> UnionCheck:
    """Re-hash the chain, recompute every amount, every total of needs, the purse, all counts."""
    read = ledger.verify_union(union=union.id)
    differences = tuple(
        Problem(
            "resource",
            _DIFFERS,
            {
                "name": one.name,
                "kept": _pair(one.kept),
                "recomputed": _pair(one.recomputed),
            },
        )
        for one in read.differences
    )
    totals = tuple(_problems_of_totals(union, at))
    return UnionCheck(
        union=union.id,
        name=union.name,
        n_events=read.n_events,
        head_hash=read.head_hash,
        problems=(
            *read.problems,
            *differences,
            *totals,
            *purse.differences(union=union.id),
            *results.differences(union=union.id),
        ),
    )


def count_rows() -> dict[str, int]:
    """Count the rows of every table of ours."""
    return {
        model._meta.label: model._default_manager.count()  # noqa: SLF001 - Django's own
        for model in apps.get_models()
        if model.__module__.startswith("commonweal.")
    }


def _pair(amounts: tuple[object, object]) -> str:
    accounted, onhand = amounts
    return f"{onhand} on hand ({accounted} accounted)"


# --- totals of needs ----------------------------------------------------------------


def _problems_of_totals(union: people.UnionView, at: datetime) -> Iterator[Problem]:
    """Rehearse publishing the totals anew and compare; nothing is kept of it.

    What is needed changes as days pass, so this is asked only once the nightly job
    has brought today's totals up to date.
    """
    today = people.local_day(union=union.id, at=at)
    if not _is_published(union.id, today, at):
        return
    kept = _totals(union.id, today)
    with deeds.deed_transaction():
        publishing.publish_totals(union=union.id, at=at)
        stated = _totals(union.id, today)
        transaction.set_rollback(True)
    for key in sorted(kept.keys() | stated.keys()):
        if kept.get(key) != stated.get(key):
            yield Problem(
                "needs",
                _TOTAL_DIFFERS,
                {
                    "kept": kept.get(key, "nothing"),
                    "stated": stated.get(key, "nothing"),
                },
            )


def _is_published(union: UUID, today: date, at: datetime) -> bool:
    night = jobs.find(
        union=WHOLE_NODE,
        kind="forget_expired",
        key=timezone.localtime(at).date().isoformat(),
    )
    return (
        night is not None
        and night.ended_at is not None
        and night.status is Status.DONE
        and people.local_day(union=union, at=night.ended_at) == today
    )


def _totals(union: UUID, today: date) -> dict[str, str]:
    """Return the totals that still matter, by key; amounts only, nobody's name."""
    return {
        intent.key: f"{intent.resource_quantity} for {intent.n_people} people"
        for intent in ledger.list_intents(union=union, action=Action.TRANSFER)
        if not _is_past(intent, today)
    }


def _is_past(intent: Intent, today: date) -> bool:
    last = intent.due or intent.has_end
    return last is not None and last < today


# --- the file -----------------------------------------------------------------------


def _problems_of_the_file() -> Iterator[Problem]:
    """Ask SQLite whether its own file is whole; PostgreSQL keeps checksums itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(10)")
        rows = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        loose = cursor.fetchall()[:10]
    for row in rows:
        if row != "ok":
            yield Problem("file", "%(what)s", {"what": row})
    for table, *_rest in loose:
        yield Problem("file", "a row of %(table)s hangs loose", {"table": table})
