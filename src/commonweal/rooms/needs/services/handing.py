"""Hand over what was shared, give it back, or take what is free.

What leaves the store is an event that a circle or the union received; the ledger never
hears of the person. What expires first goes first.
"""

from __future__ import annotations

import copy
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from commonweal.commons import deeds
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.ledger import services as ledger_services
from commonweal.commons.people import queries as people
from commonweal.core.vf import laws
from commonweal.core.vf.actions import Action
from commonweal.core.vf.flows import EventDraft, Specification
from commonweal.core.vf.measure import Measure, measure_of
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.needs import permissions, words
from commonweal.rooms.needs.models import Line, Need, Round, Share
from commonweal.rooms.needs.queries import rounds
from commonweal.rooms.needs.services import publishing

#: Ids in one statement; SQLite takes no more than a thousand on older systems.
_AT_ONCE = 500


@deeds.deed
def hand_over_share(*, share: UUID, by: UUID, at: datetime) -> int:
    """Hand one share over. Doing it twice changes nothing; returns how many went."""
    union = _require(by, at)
    found = Share.objects.filter(id=share, line__round__union=union)
    row = found.select_related("line__round").first()
    if row is None:
        raise NotFound(Problem("share", words.NO_SHARE))
    if row.status == "given_back":
        raise Refused(Problem("share", words.GIVEN_BACK))
    return _hand_over(row.line.round_id, union, found, by=by, at=at)


@deeds.deed
def hand_over_circle(
    *, round_id: UUID, circle: UUID | None, by: UUID, at: datetime
) -> int:
    """Hand over all that waits for a circle (None: for people without one)."""
    union = _require(by, at)
    waiting = Share.objects.filter(line__round=round_id, circle=circle)
    return _hand_over(round_id, union, waiting, by=by, at=at)


@deeds.deed
def hand_over_person(*, round_id: UUID, person: UUID, by: UUID, at: datetime) -> int:
    """Hand over all that waits for one person; the ledger hears of their circle."""
    union = _require(by, at)
    waiting = Share.objects.filter(line__round=round_id, person=person)
    return _hand_over(round_id, union, waiting, by=by, at=at)


@deeds.deed
def hand_over_people(
    *, round_id: UUID, people_there: Sequence[UUID], by: UUID, at: datetime
) -> int:
    """Hand over all that waits for those ticked on a sheet, all of it or nothing."""
    union = _require(by, at)
    if not people_there:
        raise Refused(Problem("person", words.NOBODY_TICKED))
    waiting = Share.objects.filter(line__round=round_id, person__in=people_there)
    return _hand_over(round_id, union, waiting, by=by, at=at)


@deeds.deed
def hand_over_round(*, round_id: UUID, by: UUID, at: datetime) -> int:
    """Hand over all that waits in a round."""
    union = _require(by, at)
    waiting = Share.objects.filter(line__round=round_id)
    return _hand_over(round_id, union, waiting, by=by, at=at)


@deeds.deed
def give_back(*, share: UUID, by: UUID, at: datetime) -> None:
    """Leave a share in the store before it is handed over. Nobody asks why."""
    union = permissions.union_of(by=by, at=at)
    row = Share.objects.filter(id=share, line__round__union=union).first()
    if row is None or row.person is None:
        raise NotFound(Problem("share", words.NO_SHARE))
    try:
        person = people.get_person(person=row.person)
        permissions.require_for(by=by, person=person, union=union, at=at)
    except NotYours:
        raise NotFound(Problem("share", words.NO_SHARE)) from None
    rounds.get_row(round_id=row.line.round_id, union=union, lock=True)
    row.refresh_from_db()
    if row.status == "handed":
        raise Refused(Problem("share", words.HANDED_OVER))
    row.status = "given_back"
    row.save()
    _close_if_done(row.line.round)


@deeds.deed
def take_free(*, line: UUID, amount: str, key: str, by: UUID, at: datetime) -> Measure:
    """Take from what is free. It is written down that it left, not who took it (I-6).

    The same key again changes nothing.
    """
    union = permissions.union_of(by=by, at=at)
    row = (
        Line.objects.filter(id=line, round__union=union).select_related("round").first()
    )
    if row is None:
        raise NotFound(Problem("line", words.NO_LINE))
    rounds.get_row(round_id=row.round_id, union=union, lock=True)
    row.refresh_from_db()
    if row.round.method != "free" or row.round.status != "open":
        raise Refused(Problem("line", words.NOT_FREE))
    kind = ledger.get_specification(union=union, specification=row.kind)
    wanted = measure_of(amount, kind.unit, field="amount")
    key = f"free:{row.id}:{_digest([key])}"
    if _is_recorded(union, f"{key}:0"):
        return wanted
    if wanted.amount <= 0:
        said = {"amount": wanted}
        raise Refused(Problem("amount", words.AMOUNT_IS_NOT_POSITIVE, said))
    left = Measure(row.available - row.taken, kind.unit)
    if wanted.amount > left.amount:
        params = {"what": kind.name, "here": left}
        raise Refused(Problem("amount", words.NOT_ENOUGH_LEFT, params))
    _record(union, [(kind, None, wanted, key)], at)
    row.taken += wanted.amount
    row.save(update_fields=["taken"])
    return wanted


def _require(by: UUID, at: datetime) -> UUID:
    union = permissions.union_of(by=by, at=at)
    permissions.require_rounds(by=by, union=union, at=at)
    return union


def _hand_over(
    round_id: UUID, union: UUID, shares: QuerySet[Share], *, by: UUID, at: datetime
) -> int:
    """Record what leaves the store and mark the shares, all of it or nothing."""
    row = rounds.get_row(round_id=round_id, union=union, lock=True)
    waiting = list(
        shares.filter(status="waiting", amount__gt=0)
        .select_related("line")
        .order_by("line__place", "id")
    )
    if row.status not in {"shared", "closed"}:
        raise Refused(Problem("round", words.ROUND_IS_NOT_SHARED))
    if waiting:
        kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
        _record(union, _portions(waiting, kinds), at)
        _mark(waiting, by=by, at=at)
        _count_received(row, waiting, at)
    _close_if_done(row)
    return len(waiting)


_Portion = tuple[Specification, UUID | None, Measure, str]


def _portions(
    shares: Sequence[Share], kinds: dict[UUID, Specification]
) -> list[_Portion]:
    """Add shares up by thing and circle: the ledger hears of circles only."""
    together: dict[tuple[UUID, UUID, UUID | None], list[Share]] = defaultdict(list)
    for share in shares:
        together[share.line_id, share.line.kind, share.circle].append(share)
    portions = []
    for (line, kind, circle), of_circle in together.items():
        amount = Measure(sum(share.amount for share in of_circle), kinds[kind].unit)
        key = f"hand-over:{line}:{_digest(share.id.hex for share in of_circle)}"
        portions.append((kinds[kind], circle, amount, key))
    return portions


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(sorted(parts)).encode()).hexdigest()[:32]


def _is_recorded(union: UUID, key: str) -> bool:
    try:
        ledger.get_event(
            union=union, event=laws.id_of(union=union, what="event", key=key)
        )
    except NotFound:
        return False
    return True


def _record(union: UUID, portions: Sequence[_Portion], at: datetime) -> None:
    """Take portions out of the stores, what expires first going first."""
    today = people.local_day(union=union, at=at)
    stores = _Stores(union, today)
    drafts: list[EventDraft] = []
    problems: list[Problem] = []
    for kind, circle, amount, key in portions:
        try:
            taken = stores.take(kind, amount)
        except Refused as refused:
            problems.extend(refused.problems)
            continue
        drafts.extend(
            EventDraft(
                key=f"{key}:{number}",
                union=union,
                action=Action.CONSUME,
                provider=union,
                receiver=circle or union,
                has_point_in_time=at,
                resource_conforms_to=kind.id,
                resource_inventoried_as=resource,
                resource_quantity=part,
            )
            for number, (resource, part) in enumerate(taken)
        )
    require(problems)
    ledger_services.record_events(drafts=drafts, at=at)


class _Stores:
    """What is in the stores while portions are taken out of them, earliest expiry first."""

    def __init__(self, union: UUID, today: date) -> None:
        self.left: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
        for line in ledger.list_stock(union=union, on=today):
            self.left[line.spec.id].append((line.resource, line.onhand.amount))

    def take(self, kind: Specification, amount: Measure) -> list[tuple[UUID, Measure]]:
        """Return which stores give how much, or refuse saying what is here."""
        here = sum(onhand for _, onhand in self.left[kind.id])
        if here < amount.amount:
            params = {
                "what": kind.name,
                "here": Measure(here, kind.unit),
                "promised": amount,
            }
            raise Refused(Problem("amount", words.NOT_ENOUGH_HERE, params))
        taken: list[tuple[UUID, Measure]] = []
        missing = amount.amount
        while missing:
            resource, onhand = self.left[kind.id].pop(0)
            part = min(onhand, missing)
            missing -= part
            if part:
                taken.append((resource, Measure(part, kind.unit)))
            if onhand > part:
                self.left[kind.id].insert(0, (resource, onhand - part))
        return taken


def _mark(shares: Sequence[Share], *, by: UUID, at: datetime) -> None:
    lines: dict[UUID, Line] = {}
    for share in shares:
        line = lines.setdefault(share.line_id, share.line)
        line.taken += share.amount
    ids = [share.id for share in shares]
    for start in range(0, len(ids), _AT_ONCE):
        Share.objects.filter(id__in=ids[start : start + _AT_ONCE]).update(
            status="handed", handed_by=by, handed_at=at
        )
    Line.objects.bulk_update(lines.values(), ["taken"])


def _count_received(row: Round, shares: Sequence[Share], at: datetime) -> None:
    """Count what was received against needs of once; a need received in full is met."""
    received: dict[tuple[UUID, UUID], int] = defaultdict(int)
    for share in shares:
        if share.person is not None:
            received[share.line.kind, share.person] += share.amount
    needs = Need.objects.filter(
        union=row.union,
        status="open",
        per="once",
        kind__in={kind for kind, _ in received},
        person__in={person for _, person in received},
    )
    before, changed = [], []
    for need in needs.order_by("due", "id"):
        part = min(received[need.kind, need.person], need.amount - need.received)
        if part:
            received[need.kind, need.person] -= part
            before.append(copy.copy(need))
            need.received += part
            need.status = "met" if need.received == need.amount else "open"
            changed.append(need)
    Need.objects.bulk_update(changed, ["received", "status"])
    if changed:
        kinds = {need.kind for need in changed}
        publishing.publish_kinds(union=row.union, at=at, kinds=kinds, before=before)


def _close_if_done(row: Round) -> None:
    if row.status != "shared":
        return
    if not Share.objects.filter(
        line__round=row, status="waiting", amount__gt=0
    ).exists():
        row.status = "closed"
        row.save(update_fields=["status"])
