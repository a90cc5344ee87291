"""State, change and withdraw needs: one's own, or typed for someone (I-3, I-22)."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds, tables
from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.flows import Specification
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.needs import permissions, queries, words
from commonweal.rooms.needs.models import Need
from commonweal.rooms.needs.queries import NeedView
from commonweal.rooms.needs.services import publishing
from commonweal.rooms.needs.translate import drafts as drafting
from commonweal.rooms.needs.translate import written
from commonweal.rooms.needs.translate.drafts import NeedDraft

#: Rows of a list or file of needs that are taken in at once.
MOST_ROWS = 20_000

#: A withdrawn need is remembered so long, for forms that are sent twice.
_REMEMBER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list or file came to."""

    needs: int
    people: int


@deeds.deed
def state_need(*, draft: NeedDraft, by: UUID, at: datetime) -> NeedView:
    """State one need. The same key again gives the first need back, unchanged."""
    return queries.view_of(_keep((draft,), by=by, at=at)[0])


@deeds.deed
def state_needs(*, drafts: Sequence[NeedDraft], by: UUID, at: datetime) -> Taken:
    """State many needs, for one or more people: all of them or none."""
    return _taken(_keep(drafts, by=by, at=at))


@deeds.deed
def state_written(
    *, lines: Sequence[written.Written], by: UUID, at: datetime
) -> tuple[NeedView, ...]:
    """State needs as people wrote them, in a form or on a paper list."""
    return tuple(queries.view_of(row) for row in _keep_written(lines, by=by, at=at))


@deeds.deed
def import_needs(
    *, content: bytes, filename: str, key: str, by: UUID, at: datetime
) -> Taken:
    """Take in a CSV or XLSX table of needs: all rows or none."""
    return _taken(_keep_written(_table(content, filename, key), by=by, at=at))


def preview_import(
    *, content: bytes, filename: str, key: str, by: UUID, at: datetime
) -> tuple[NeedDraft, ...]:
    """Return what a table would come to, or refuse as taking it in would."""
    union = permissions.union_of(by=by, at=at)
    drafts = written.drafts_of(_table(content, filename, key), union=union, default=by)
    require(_problems(drafts, union=union, by=by, at=at))
    return drafts


@deeds.deed
def change_need(
    *, need: UUID, changes: Mapping[str, str], by: UUID, at: datetime
) -> NeedView:
    """Change parts of a need, given as written; parts not given stay as they are."""
    row = _for_change(need, by=by, at=at)
    kind = ledger.get_specification(union=row.union, specification=row.kind)
    parts = _as_written(row, kind)
    parts.update({name: text for name, text in changes.items() if name in parts})
    line = replace(written.Written(key="a change", who=str(row.person)), **parts)  # type: ignore[arg-type]  # parts are all text
    draft = written.drafts_of([line], union=row.union, default=row.person)[0]
    today = people.local_day(union=row.union, at=at)
    require(drafting.problems_with(draft, kind, today))
    before = copy.copy(row)
    _write(row, draft, at)
    row.received = min(row.received, row.amount)
    row.save()
    _publish_after(before, at)
    return queries.view_of(row)


@deeds.deed
def withdraw_need(*, need: UUID, by: UUID, at: datetime) -> None:
    """Take a need back. Twice changes nothing; it is forgotten in a fortnight."""
    row = _row(need, by=by, at=at)
    if row.status == "withdrawn":
        return
    before = copy.copy(row)
    today = people.local_day(union=row.union, at=at)
    row.status = "withdrawn"
    row.changed_at = at
    row.keep_until = min(row.keep_until, today + _REMEMBER)
    row.save()
    _publish_after(before, at)


@deeds.deed
def accept_baseline(
    *, lines: Sequence[written.Written], by: UUID, at: datetime
) -> tuple[NeedView, ...]:
    """State the suggested lines someone kept, as they changed them.

    The age band and the activity that were looked up do not come here and are not kept.
    """
    return tuple(queries.view_of(row) for row in _keep_written(lines, by=by, at=at))


def _table(content: bytes, filename: str, key: str) -> tuple[written.Written, ...]:
    rows = tables.read_table(
        content,
        filename=filename,
        required=written.COLUMNS_REQUIRED,
        optional=written.COLUMNS_OPTIONAL,
        limit=MOST_ROWS,
    )
    return written.written_rows(rows, key=key)


def _keep_written(
    lines: Sequence[written.Written], *, by: UUID, at: datetime
) -> list[Need]:
    union = permissions.union_of(by=by, at=at)
    drafts = written.drafts_of(lines, union=union, default=by)
    return _keep(drafts, by=by, at=at)


def _keep(drafts: Sequence[NeedDraft], *, by: UUID, at: datetime) -> list[Need]:
    union = permissions.union_of(by=by, at=at)
    wanted = {_id(union, by, draft): draft for draft in drafts}
    before = Need.objects.in_bulk(list(wanted))
    new = {id_: draft for id_, draft in wanted.items() if id_ not in before}
    if new or not drafts:
        require(_problems(tuple(new.values()), union=union, by=by, at=at))
        rows = _rows(new, union=union, by=by, at=at)
        before.update({row.id: row for row in Need.objects.bulk_create(rows)})
        publishing.publish_kinds(
            union=union, at=at, kinds={draft.kind for draft in new.values()}
        )
    return [before[id_] for id_ in wanted]


def _id(union: UUID, by: UUID, draft: NeedDraft) -> UUID:
    return ids.id_from_key(union, f"state_need:{by}:{draft.key}")


def _problems(
    drafts: Sequence[NeedDraft], *, union: UUID, by: UUID, at: datetime
) -> tuple[Problem, ...]:
    """Return everything wrong with new needs, and refuse for whom ``by`` may not type."""
    if not drafts:
        return (Problem("what", words.NO_ROWS),)
    if len(drafts) > MOST_ROWS:
        return (Problem("what", words.TOO_MANY_ROWS, {"limit": MOST_ROWS}),)
    here = _here({draft.person for draft in drafts}, union)
    listed = ledger.list_specifications(union=union, with_money=False)
    kinds = {kind.id: kind for kind in listed}
    today = people.local_day(union=union, at=at)
    problems = [
        problem
        for draft in drafts
        for problem in drafting.problems_with(draft, kinds.get(draft.kind), today)
    ]
    for person in here.values():
        permissions.require_for(by=by, person=person, union=union, at=at)
    if any(draft.row is not None for draft in drafts):
        problems.extend(_stated_before(drafts, here, union))
    return tables.shortened(problems)


def _here(wanted: set[UUID], union: UUID) -> dict[UUID, people.PersonView]:
    """Return the people who are meant, or refuse; one is asked for alone."""
    if len(wanted) == 1:
        found = people.find_person(person=next(iter(wanted)))
        here = {found.id: found} if found and found.union == union else {}
    else:
        here = {one.id: one for one in people.list_people(union=union)}
    if not wanted.issubset(here):
        raise NotFound(Problem("who", words.NO_PERSON))
    return {person: here[person] for person in wanted}


def _stated_before(
    drafts: Sequence[NeedDraft], here: dict[UUID, people.PersonView], union: UUID
) -> tuple[Problem, ...]:
    """Say which rows of a list are stated already: a file sent again doubles nothing."""
    standing = set(
        Need.objects.filter(
            union=union, status="open", person__in={draft.person for draft in drafts}
        ).values_list("person", "kind", "per", "due", "tier", "is_wish", "amount")
    )
    return tuple(
        Problem("what", words.STATED_ALREADY, {"who": here[d.person].name}, d.row)
        for d in drafts
        if (d.person, d.kind, d.per, d.due, d.tier, d.is_wish, d.quantity.amount)
        in standing
    )


def _rows(
    drafts: dict[UUID, NeedDraft], *, union: UUID, by: UUID, at: datetime
) -> list[Need]:
    today = people.local_day(union=union, at=at)
    keep_days = charter.whole(union=union, key="needs.keep_days", on=today)
    rows = []
    for id_, draft in drafts.items():
        row = Need(
            id=id_,
            union=union,
            person=draft.person,
            kind=draft.kind,
            typed_by=None if draft.person == by else by,
            stated_at=at,
            keep_until=today + timedelta(days=keep_days),
        )
        _write(row, draft, at)
        rows.append(row)
    return rows


def _write(row: Need, draft: NeedDraft, at: datetime) -> None:
    row.amount = draft.quantity.amount
    row.per = draft.per
    row.due = draft.due
    row.begins = draft.begins
    row.ends = draft.ends
    row.tier = draft.tier
    row.is_wish = draft.is_wish
    row.changed_at = at


def _as_written(row: Need, kind: Specification) -> dict[str, str]:
    days = {"due": row.due, "begins": row.begins, "ends": row.ends}
    return {
        "what": str(row.kind),
        "amount": f"{Measure(row.amount, kind.unit).decimal:f}",
        "unit": kind.unit.code,
        "per": row.per,
        "tier": row.tier,
        "wish": "yes" if row.is_wish else "no",
        **{name: "" if day is None else day.isoformat() for name, day in days.items()},
    }


def _for_change(need: UUID, *, by: UUID, at: datetime) -> Need:
    row = _row(need, by=by, at=at)
    if row.status != "open":
        raise Refused(Problem("need", words.NOT_OPEN))
    return row


def _row(need: UUID, *, by: UUID, at: datetime) -> Need:
    """Return a need for change, to its person or whoever may type for them."""
    union = permissions.union_of(by=by, at=at)
    row = Need.objects.select_for_update().filter(id=need, union=union).first()
    if row is None:
        raise NotFound(Problem("need", words.NO_NEED))
    try:
        person = people.get_person(person=row.person)
        permissions.require_for(by=by, person=person, union=union, at=at)
    except NotYours:
        raise NotFound(Problem("need", words.NO_NEED)) from None
    return row


def _publish_after(before: Need, at: datetime) -> None:
    publishing.publish_kinds(
        union=before.union, at=at, kinds={before.kind}, before=[before]
    )


def _taken(rows: Sequence[Need]) -> Taken:
    return Taken(needs=len(rows), people=len({row.person for row in rows}))
