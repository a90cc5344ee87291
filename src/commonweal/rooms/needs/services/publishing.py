"""Tell the ledger what a union needs together. Part of every deed that changes a need."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.ledger import services as ledger_services
from commonweal.commons.people import queries as people
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import IntentDraft
from commonweal.rooms.needs.models import Need
from commonweal.rooms.needs.translate import totals


@deeds.part_of_a_deed
def publish_totals(*, union: UUID, at: datetime) -> int:
    """Bring all totals in the ledger up to date; returns how many there are.

    Totals that nobody stands behind any more are finished: people leave, choose another
    circle, and days pass.
    """
    drafts = _drafts(Need.objects.filter(union=union, status="open"), union, at)
    known = {
        intent.key
        for intent in ledger.list_intents(union=union, action=Action.TRANSFER)
        if intent.key.startswith(totals.KEYS)
    }
    _tell(union, drafts, known, at)
    return len(drafts)


@deeds.part_of_a_deed
def publish_kinds(
    *, union: UUID, at: datetime, kinds: Collection[UUID], before: Iterable[Need] = ()
) -> None:
    """Bring the totals of some kinds up to date, after needs of them were changed.

    ``before`` are needs as they were: totals that only they stood behind are finished.
    """
    drafts = _drafts(
        Need.objects.filter(union=union, status="open", kind__in=kinds), union, at
    )
    known = {draft.key for draft in _drafts(before, union, at)}
    _tell(union, drafts, known, at)


def _drafts(
    needs: Iterable[Need], union: UUID, at: datetime
) -> tuple[IntentDraft, ...]:
    needs = tuple(needs)
    if not needs:
        return ()
    return totals.intents_of(
        needs,
        union=union,
        circles={one.id: one.circle for one in people.list_people(union=union)},
        kinds={kind.id: kind for kind in ledger.list_specifications(union=union)},
        today=people.local_day(union=union, at=at),
    )


def _tell(
    union: UUID, drafts: tuple[IntentDraft, ...], known: set[str], at: datetime
) -> None:
    for key in sorted(known - {draft.key for draft in drafts}):
        ledger_services.finish_intent(union=union, key=key, at=at)
    ledger_services.set_intents(drafts=drafts, at=at)
