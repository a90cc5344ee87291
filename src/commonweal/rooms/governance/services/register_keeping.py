"""What days do to the register: remind of reviews, write down ends and suspensions.

Nobody's rights hang on this running: whoever looks sees how an entry stands on the day
(``queries.standing``). It only says so to everybody, and writes the step down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import Entry, EntryIndex
from commonweal.rooms.governance.queries import register_rows as rows
from commonweal.rooms.governance.queries import standing
from commonweal.rooms.governance.services import _indexing, _register_pen
from commonweal.rooms.governance.words import register as words

#: More at once, as after an old register came in, are told in one notice.
MOST_TOLD = 20
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing to say about an entry, once."""

    kind: str
    entry: Entry
    day: date
    when: str
    until: date | None = None


@deeds.deed
def keep_register(*, union: UUID, at: datetime) -> int:
    """Write down what days have done and remind of reviews; says how many were told.

    Doing it twice on a day changes nothing and tells nobody again. Where the index of
    the search is missing, as after a move to another node, it is made anew.
    """
    today = people.local_day(union=union, at=at)
    index_register(union=union)
    soon = today + timedelta(days=max(words.REMINDER_DAYS))
    due = EntryIndex.objects.filter(
        union_id=union, status__in=["in_force", "suspended"], due_on__lte=soon
    )
    entries = rows.with_steps(
        Entry.objects.filter(id__in=due.values("entry")).order_by("number")
    )
    told = []
    moved = []
    for entry in entries:
        last = rows.steps_of(entry)[-1]
        made = _register_pen.catch_up(entry, on=today, at=at)
        if made != last:
            moved.append(entry.id)
        told += _to_tell(entry, made, today, is_moved=made != last)
    _indexing.index(union, moved)
    _tell(union, told, today, at)
    return len(told)


@deeds.part_of_a_deed
def index_register(*, union: UUID) -> None:
    """Write what is missing in the index of the search, which can always be made anew."""
    missing = Entry.objects.filter(union_id=union, index__isnull=True)
    _indexing.index(union, list(missing.values_list("id", flat=True)))


def _to_tell(
    entry: Entry, last: words.StepView, today: date, *, is_moved: bool
) -> list[_Told]:
    if is_moved:
        moved_on = last.on if last.status == "suspended" else last.on - _DAY
        return [_Told(f"register.{last.status}", entry, moved_on, last.status)]
    day = standing.due_on(last)
    if day is None or last.status != "in_force":
        return []
    if day < today:
        until = standing.holds_until(
            last, kind=entry.kind, imported_on=rows.imported_on(entry)
        )
        late = _Told("register.overdue", entry, day, "overdue", until)
        return [late] if until is not None else []
    ahead = (day - today).days
    reached = [days for days in words.REMINDER_DAYS if ahead <= days]
    kind = "register.ends" if day == last.expires_on else "register.review"
    return [_Told(kind, entry, day, str(min(reached)))] if reached else []


def _tell(union: UUID, told: list[_Told], today: date, at: datetime) -> None:
    """Tell everybody; many at once in one notice a month."""
    if len(told) > MOST_TOLD:
        notices.tell(
            union=union,
            to=None,
            kind="register.many_due",
            facts={"n": len(told)},
            key=f"register.many_due:{today:%Y-%m}",
            at=at,
        )
        return
    for one in told:
        facts: dict[str, object] = {
            "number": one.entry.number,
            "title": one.entry.title,
            "day": one.day.isoformat(),
        }
        if one.until is not None:
            facts["until"] = one.until.isoformat()
        notices.tell(
            union=union,
            to=None,
            kind=one.kind,
            facts=facts,
            key=f"register:{one.entry.number}:{one.day}:{one.when}",
            at=at,
        )
