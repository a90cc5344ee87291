"""The pen of the register: one step, one version at a time, under the entry's lock."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.rooms.governance.errors import register as says
from commonweal.rooms.governance.models import (
    Entry,
    Standing,
    Supersession,
    Wording,
)
from commonweal.rooms.governance.queries import (
    register,
    register_rows,
    standing,
)
from commonweal.rooms.governance.services import _indexing
from commonweal.rooms.governance.words import register as words


def locked(union: UUID, number: int) -> Entry:
    """Return an entry, held until the deed is done; refuse one that is not there."""
    entry = (
        Entry.objects.select_for_update().filter(union_id=union, number=number).first()
    )
    if entry is not None:
        return entry
    facts = {"number": number}
    if register.is_of_charter(union=union, number=number):
        raise Refused(Problem("number", says.IS_CHARTER, facts))
    raise NotFound(Problem("number", says.NO_ENTRY, facts))


def last_step(entry: Entry) -> words.StepView:
    """Return how an entry stands by its last written step."""
    return register_rows.step_of(entry.standings.order_by("-number")[0])


def catch_up(entry: Entry, *, on: date, at: datetime) -> words.StepView:
    """Write the steps that days have made until a day; return the last."""
    last = last_step(entry)
    imported = register_rows.imported_on(entry)
    while True:
        made = standing.due_step(last, kind=entry.kind, on=on, imported_on=imported)
        if made is None:
            return last
        write_step(entry, made, at=at)
        last = made


def write_step(entry: Entry, step: words.StepView, *, at: datetime) -> None:
    """Write a step after the last one."""
    number = entry.standings.count() + 1
    as_standing(entry, step, number=number, at=at).save(force_insert=True)


def as_standing(
    entry: Entry, step: words.StepView, *, number: int, at: datetime
) -> Standing:
    """Make a step of an entry."""
    return Standing(
        entry=entry,
        number=number,
        status=step.status,
        on=step.on,
        decision=step.decision,
        review_on=step.review_on,
        expires_on=step.expires_on,
        recorded_at=at,
    )


def supersede(union: UUID, *, newer: int, older: int, on: date, at: datetime) -> None:
    """Put an older entry out of force; a newer one has taken its place."""
    entry = locked(union, older)
    Supersession.objects.create(union_id=union, newer=newer, older=older)
    last = catch_up(entry, on=on, at=at)
    gone = words.StepView(
        status="superseded",
        on=max(on, last.on),
        decision=newer,
        review_on=None,
        expires_on=None,
    )
    write_step(entry, gone, at=at)
    _indexing.index(union, [entry.id])


def write_text(
    entry: Entry, text: str, *, decision: int, from_day: date, at: datetime
) -> int:
    """Write the next version of a text; returns its number."""
    last = entry.wordings.order_by("-version").first()
    version = last.version + 1 if last else 1
    wording = as_wording(
        entry, text, version=version, decision=decision, from_day=from_day, at=at
    )
    if last is not None:
        wording.from_day = max(from_day, last.from_day)
    wording.save(force_insert=True)
    return version


def as_wording(  # noqa: PLR0913 - the columns of a version
    entry: Entry,
    text: str,
    *,
    version: int,
    decision: int,
    from_day: date,
    at: datetime,
) -> Wording:
    """Make a version of a text, sealed by its hash."""
    tidy = _tidy(text)
    return Wording(
        entry=entry,
        version=version,
        text=tidy,
        hash=hash_of(tidy),
        decision=decision,
        from_day=from_day,
        recorded_at=at,
    )


def hash_of(text: str) -> str:
    """Return what seals a text."""
    return hashlib.sha256(_tidy(text).encode()).hexdigest()


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def person_called(union: UUID, name: str) -> UUID | None:
    """Return the one person present who is called so, if there is exactly one."""
    wanted = name.casefold()
    found = [
        person.id
        for person in people.list_people(union=union)
        if wanted and person.name.casefold() == wanted
    ]
    return found[0] if len(found) == 1 else None
