"""Tell the ledger what a union needs together. Part of every deed that changes a need."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.ledger import services as ledger_services
from commonweal.commons.people import queries as people
from commonweal.core.vf.actions import Action
from commonweal.rooms.needs.models import Need
from commonweal.rooms.needs.translate import totals


@deeds.part_of_a_deed
def publish_totals(
    *, union: UUID, at: datetime, kinds: Collection[UUID] | None = None
) -> int:
    """Bring the totals in the ledger up to date, of some kinds or of all.

    Returns how many totals there are. Totals that nobody stands behind any more are
    finished: people leave, choose another circle, and days pass.
    """
    needs = Need.objects.filter(union=union, status="open")
    if kinds is not None:
        needs = needs.filter(kind__in=kinds)
    drafts = totals.intents_of(
        needs,
        union=union,
        circles={one.id: one.circle for one in people.list_people(union=union)},
        kinds={kind.id: kind for kind in ledger.list_specifications(union=union)},
        today=people.local_day(union=union, at=at),
    )
    wanted = {draft.key for draft in drafts}
    for intent in ledger.list_intents(union=union, action=Action.TRANSFER):
        is_ours = intent.key.startswith(totals.KEYS)
        is_concerned = kinds is None or intent.resource_conforms_to in kinds
        if is_ours and is_concerned and intent.key not in wanted:
            ledger_services.finish_intent(union=union, key=intent.key, at=at)
    ledger_services.set_intents(drafts=drafts, at=at)
    return len(drafts)
