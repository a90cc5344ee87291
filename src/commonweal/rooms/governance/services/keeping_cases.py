"""End talks nobody moves any more, and erase what has had its time (H3, I-24)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import (
    AppealSeat,
    AskedToHelp,
    AskForHelp,
    HelpLine,
    Mediator,
    MembershipAsker,
    MembershipCase,
    Talk,
    TalkPart,
    TalkRefusal,
)
from commonweal.rooms.governance.services import _case_pen as pen
from commonweal.rooms.governance.services import appeals

BATCH = 500


@deeds.deed
def keep_cases(*, union: UUID, at: datetime) -> int:
    """Erase talks, help and memberships whose time is over; return how many rows."""
    today = people.local_day(union=union, at=at)
    quiet = today - pen.days_of(union, "talks.quiet_days", today)
    open_talks = Talk.objects.filter(union_id=union, status="open")
    n_erased, _ = open_talks.filter(moved_on__lt=quiet).delete()
    for old in (
        Talk.objects.filter(union_id=union, erase_on__lt=today),
        AskForHelp.objects.filter(union_id=union, erase_on__lt=today),
        MembershipCase.objects.filter(union_id=union, erase_on__lt=today),
    ):
        n_erased += old.delete()[0]
    cases = MembershipCase.objects.filter(union_id=union).select_for_update()
    for row in cases.filter(status__in=["motion", "decided"])[:BATCH]:
        appeals.settle(row, today, at)
        appeals.end_if_over(row, today)
    stale = today - pen.days_of(union, "membership.notice_days", today)
    n_erased += cases.filter(status="asked", asked_on__lt=stale).delete()[0]
    return n_erased


@deeds.part_of_a_deed
def forget_person_in_cases(*, person: UUID, union: UUID, at: datetime) -> None:
    """Erase every talk a leaver was a party to, and their part in everything else."""
    del at
    mine = TalkPart.objects.filter(talk__union_id=union, person_id=person)
    parties = mine.filter(part="party").values_list("talk_id", flat=True)
    Talk.objects.filter(id__in=list(parties)).delete()
    mine.delete()
    TalkPart.objects.filter(talk__union_id=union, supports=person).delete()
    Talk.objects.filter(union_id=union, wanted_by=person).update(
        wanted="", wanted_by=None
    )
    TalkRefusal.objects.filter(talk__union_id=union, person_id=person).delete()
    Mediator.objects.filter(union_id=union, person_id=person).delete()
    AskForHelp.objects.filter(union_id=union, by=person).delete()
    HelpLine.objects.filter(union_id=union, doubted_by=person).update(doubted_by=None)
    AskedToHelp.objects.filter(ask__union_id=union, person_id=person).delete()
    MembershipCase.objects.filter(union_id=union, person_id=person).delete()
    cases = MembershipCase.objects.filter(union_id=union)
    cases.filter(support_id=person).update(support_id=None, support_is_in=False)
    MembershipAsker.objects.filter(case__in=cases, person_id=person).delete()
    AppealSeat.objects.filter(case__in=cases, person_id=person).delete()
