"""Rows of the register as values: steps, versions, and the lines of lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter.words import FOUNDING_DECISION
from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_
from commonweal.rooms.governance.models import (
    Body,
    Entry,
    EntryIndex,
    Standing,
    Supersession,
    Wording,
)
from commonweal.rooms.governance.queries import clauses, standing
from commonweal.rooms.governance.words import register as words

THE_ASSEMBLY = N_("the assembly")
KEY_HOLDERS = N_("the key-holders")
#: More decisions of the charter without an entry are shown in pages.
MOST_BARE = 1_000
#: More decisions do not come between two looks of the index.
MOST_AT_ONCE = 100_000


def imported_on(entry: Entry) -> date | None:
    """Return the day an old register was taken in, for an entry that came with it."""
    return entry.recorded_at.date() if entry.is_imported else None


def steps_of(entry: Entry) -> tuple[words.StepView, ...]:
    """Return the steps of an entry whose standings are at hand, in order."""
    return tuple(step_of(row) for row in entry.standings.all())


def step_of(row: Standing) -> words.StepView:
    """Return a step as a value."""
    return words.StepView(
        status=row.status,  # type: ignore[arg-type]  # the database knows the words
        on=row.on,
        decision=row.decision,
        review_on=row.review_on,
        expires_on=row.expires_on,
    )


def wording_of(row: Wording) -> words.WordingView:
    """Return a version of a text as a value."""
    return words.WordingView(
        version=row.version,
        text=row.text,
        hash=row.hash,
        decision=row.decision,
        from_day=row.from_day,
        clauses=clauses.clauses_of(row.text),
    )


def with_steps(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Fetch entries with their standings and tags at hand."""
    return rows.prefetch_related(
        Prefetch("standings", Standing.objects.order_by("number")), "tags"
    )


def lines_of(
    entries: Sequence[Entry], *, union: UUID, on: date
) -> list[words.EntryLine]:
    """Return entries as lines, as they stand on a day; those of later days are left out."""
    superseded = _superseded_by(union, [entry.number for entry in entries])
    asked = _Asked(union, entries)
    found = []
    for entry in entries:
        stands = standing.stands_on(
            steps_of(entry), kind=entry.kind, on=on, imported_on=imported_on(entry)
        )
        if stands is not None:
            newer = superseded.get(entry.number, ()) if _is_over(stands) else ()
            found.append(_line(entry, stands, newer, asked.of(entry)))
    return found


def bare_decisions(union: UUID) -> tuple[charter.DecisionView, ...]:
    """Return decisions the charter holds alone: the founding, rules of key-holders.

    The index knows those up to the last that it was told of; the others are looked up.
    """
    known = EntryIndex.objects.filter(union_id=union)
    numbers = set(
        known.filter(entry__isnull=True).values_list("number", flat=True)[:MOST_BARE]
    )
    bare = charter.list_decisions(union=union, numbers=numbers) if numbers else ()
    return (*new_bare_decisions(union), *bare)


def new_bare_decisions(union: UUID) -> tuple[charter.DecisionView, ...]:
    """Return those that came since the index was told of any."""
    known = EntryIndex.objects.filter(union_id=union).order_by("-number")
    last = known.values_list("number", flat=True).first() or 0
    if charter.find_last_decision(union=union) == last:
        return ()
    newer = charter.list_decisions(union=union, after=last, limit=MOST_AT_ONCE)
    numbers = [row.number for row in newer]
    entered = set(
        Entry.objects.filter(union_id=union, number__in=numbers).values_list(
            "number", flat=True
        )
    )
    return tuple(row for row in newer if row.number not in entered)


def bare_lines(
    decisions: Iterable[charter.DecisionView], *, union: UUID, on: date
) -> list[words.EntryLine]:
    """Return such decisions as lines: in force while a rule of theirs is, or will be."""
    wanted = [row for row in decisions if row.decided_on <= on]
    if not wanted:
        return []
    setting, holding = charter.list_holding(union=union, on=on)
    return [_bare_line(row, is_over=row.number in setting - holding) for row in wanted]


def _bare_line(row: charter.DecisionView, *, is_over: bool) -> words.EntryLine:
    return words.EntryLine(
        number=row.number,
        old_number="",
        title=row.title,
        kind="founding" if row.number == FOUNDING_DECISION else "charter",
        status="superseded" if is_over else "in_force",
        is_overdue=False,
        decided_on=row.decided_on,
        review_on=None,
        expires_on=None,
        body=None,
        ask=KEY_HOLDERS,
        tags=(),
        from_charter=True,
    )


def _is_over(stands: standing.Stands) -> bool:
    return stands.status == "superseded"


def _superseded_by(
    union: UUID, numbers: Sequence[int]
) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = Supersession.objects.filter(union_id=union, older__in=numbers)
    for older, newer in rows.order_by("newer").values_list("older", "newer"):
        found[older] = (*found.get(older, ()), newer)
    return found


class _Asked:
    """Who to ask about entries: a person still here, else words, else the body."""

    def __init__(self, union: UUID, entries: Sequence[Entry]) -> None:
        persons = {entry.ask_person_id for entry in entries if entry.ask_person_id}
        bodies = {entry.body_id for entry in entries if entry.body_id}
        here = people.list_people(union=union) if persons else ()
        self._names = {person.id: person.name for person in here}
        rows = Body.objects.filter(union_id=union, id__in=bodies) if bodies else ()
        self._bodies = {body.id: body.name or THE_ASSEMBLY for body in rows}

    def of(self, entry: Entry) -> str:
        """Say who to ask about an entry."""
        name = self._names.get(entry.ask_person_id) if entry.ask_person_id else None
        body = self._bodies.get(entry.body_id) if entry.body_id else None
        return name or entry.ask or body or THE_ASSEMBLY


def _line(
    entry: Entry, stands: standing.Stands, newer: tuple[int, ...], ask: str
) -> words.EntryLine:
    return words.EntryLine(
        number=entry.number,
        old_number=entry.old_number,
        title=entry.title,
        kind=entry.kind,
        status=stands.status,
        is_overdue=stands.is_overdue,
        decided_on=entry.decided_on,
        review_on=stands.review_on,
        expires_on=stands.expires_on,
        body=entry.body_id,
        ask=ask,
        tags=tuple(sorted(tag.tag for tag in entry.tags.all())),
        from_charter=False,
        superseded_by=newer,
    )
