"""The deed that takes in an old register: all of it or nothing, and once.

Every decision keeps its old number beside the new one. Taking the same table in again
changes nothing; a table that grew brings what is new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds, tables
from commonweal.commons.charter import services as charter
from commonweal.commons.notices import services as notices
from commonweal.commons.people import permissions
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, require
from commonweal.rooms.governance.errors import register as says
from commonweal.rooms.governance.models import (
    Entry,
    Standing,
    Supersession,
    Tag,
    Wording,
)
from commonweal.rooms.governance.queries import register as queries
from commonweal.rooms.governance.queries import register_checks as checks
from commonweal.rooms.governance.services import _indexing, _register_pen
from commonweal.rooms.governance.translate import register_csv
from commonweal.rooms.governance.translate.register_csv import OldDecision, OldRegister
from commonweal.rooms.governance.words import register as words

#: Rows that are shown before a table is taken in.
MOST_SHOWN = 20
_DAY = timedelta(days=1)


@deeds.deed
def import_register(
    *, content: bytes, filename: str, union: UUID, by: UUID, at: datetime
) -> words.Imported:
    """Take in an old register; refuse it with every problem, by row and column."""
    permissions.require(by=by, union=union, scope="paper", at=at)
    found, known, outside = _read(content, filename, union, at)
    new = [row for row in found.rows if register_csv.key_of(row.number) not in known]
    if new:
        numbers = _write(new, union=union, at=at)
        for row, older in outside:
            if row.number in numbers:
                on = row.decided_on or at.date()
                _register_pen.supersede(
                    union, newer=numbers[row.number], older=older, on=on, at=at
                )
        notices.tell(
            union=union, to=None, kind="register.imported", facts={"n": len(new)},
            key=f"register.imported:{min(numbers.values())}", at=at,
        )  # fmt: skip
    return words.Imported(len(new), len(found.rows) - len(new))


def look_at_register(
    *, content: bytes, filename: str, union: UUID, by: UUID, at: datetime
) -> words.ImportLook:
    """Say what a table would bring, without taking it in; refuse as the deed would."""
    permissions.require(by=by, union=union, scope="paper", at=at)
    found, known, _ = _read(content, filename, union, at)
    new = [row for row in found.rows if register_csv.key_of(row.number) not in known]
    return words.ImportLook(
        n_new=len(new),
        n_known=len(found.rows) - len(new),
        lines=tuple(
            words.ImportLine(
                row.number, row.decided_on or at.date(), row.title, _status(row)
            )
            for row in new[:MOST_SHOWN]
        ),
    )


def _read(
    content: bytes, filename: str, union: UUID, at: datetime
) -> tuple[OldRegister, dict[str, Entry], list[tuple[OldDecision, int]]]:
    """Read a table and hold it against the register; refuse with all problems."""
    today = people.local_day(union=union, at=at)
    found = register_csv.read(content, filename=filename, on=today)
    known = _known(union)
    here = {
        register_csv.key_of(row.number): known[register_csv.key_of(row.number)]
        for row in found.rows
        if register_csv.key_of(row.number) in known
    }
    problems = found.problems
    problems += _problems_with_known(found.rows, here)
    outside, more = _outside(found, known, here, union)
    problems += more
    problems.sort(key=lambda problem: problem.row or 0)
    require(tables.shortened(problems))
    return found, here, outside


def _known(union: UUID) -> dict[str, Entry]:
    old = Entry.objects.filter(union_id=union).exclude(old_number="")
    return {register_csv.key_of(entry.old_number): entry for entry in old}


def _problems_with_known(
    rows: Sequence[OldDecision], here: Mapping[str, Entry]
) -> list[Problem]:
    """Refuse a row that says of a known number what the register does not."""
    problems = []
    entries = [entry.id for entry in here.values()]
    first = Wording.objects.filter(entry__in=entries, version=1)
    texts = dict(first.values_list("entry_id", "hash"))
    for row in rows:
        entry = here.get(register_csv.key_of(row.number))
        if entry is None:
            continue
        said = (row.title, row.decided_on, _register_pen.hash_of(_text(row)))
        if said != (entry.title, entry.decided_on, texts.get(entry.id)):
            facts = {
                "number": row.number,
                "known": entry.number,
                "title": entry.title,
                "day": entry.decided_on.isoformat(),
            }
            problems.append(Problem("number", says.KNOWN_OTHERWISE, facts, row.row))
    return problems


def _outside(
    found: OldRegister,
    known: Mapping[str, Entry],
    here: Mapping[str, Entry],
    union: UUID,
) -> tuple[list[tuple[OldDecision, int]], list[Problem]]:
    """Find what new rows take the place of in the register itself."""
    wanted = [
        (newer, here[register_csv.key_of(row.number)].number)
        for row in found.rows
        if register_csv.key_of(row.number) in here
        for newer in row.superseded_by
    ]
    problems: list[Problem] = []
    for row, written in found.elsewhere:
        entry = known.get(register_csv.key_of(written))
        number = entry.number if entry else _own_number(written)
        if number is None:
            facts = {"number": written[:40]}
            problems.append(
                Problem("supersedes", says.NO_SUCH_REFERENCE, facts, row.row)
            )
        else:
            wanted.append((row, number))
    outside = [
        pair for pair in wanted if register_csv.key_of(pair[0].number) not in here
    ]
    for row, number in outside:
        wrong = queries.problems_with_number(
            union=union,
            number=number,
            on=row.decided_on or date.max,
            field="supersedes",
        )
        problems += [problem.at_row(row.row) for problem in wrong]
    return outside, problems


def _own_number(written: str) -> int | None:
    """Read “#12”: a decision of the register itself, by its own number."""
    digits = written.removeprefix("#").strip()
    is_own = written.startswith("#") and digits.isascii() and digits.isdigit()
    return int(digits[:9]) if is_own else None


def _write(
    rows: Sequence[OldDecision], *, union: UUID, at: datetime
) -> Mapping[str, int]:
    """Write rows, older before newer; return the number of each old number."""
    persons = _persons(union)
    numbers: dict[str, int] = {}
    entries: list[Entry] = []
    for row in rows:
        number = charter.record_decision(union=union, title=row.title, at=at)
        numbers[row.number] = number
        entries.append(_entry(row, number, union=union, persons=persons, at=at))
    Entry.objects.bulk_create(entries, batch_size=_indexing.AT_ONCE)
    pairs = list(zip(rows, entries, strict=True))
    wordings = [
        _register_pen.as_wording(
            entry, _text(row), version=1, decision=entry.number,
            from_day=entry.decided_on, at=at,
        )
        for row, entry in pairs
    ]  # fmt: skip
    Wording.objects.bulk_create(wordings, batch_size=_indexing.AT_ONCE)
    steps = [
        _register_pen.as_standing(entry, step, number=place, at=at)
        for row, entry in pairs
        for place, step in enumerate(_steps(row, entry, numbers, at), start=1)
    ]
    Standing.objects.bulk_create(steps, batch_size=_indexing.AT_ONCE)
    tags = [
        Tag(entry=entry, tag=tag)
        for row, entry in pairs
        for tag in sorted({checks.tidy_tag(tag) for tag in row.tags} - {""})
    ]
    Tag.objects.bulk_create(tags, batch_size=_indexing.AT_ONCE)
    places = [
        Supersession(union_id=union, newer=numbers[newer], older=numbers[row.number])
        for row in rows
        for newer in dict.fromkeys(one.number for one in row.superseded_by)
        if newer in numbers
    ]
    Supersession.objects.bulk_create(places, batch_size=_indexing.AT_ONCE)
    _indexing.index(union, [entry.id for entry in entries])
    return numbers


def _entry(
    row: OldDecision,
    number: int,
    *,
    union: UUID,
    persons: Mapping[str, UUID | None],
    at: datetime,
) -> Entry:
    person = persons.get(row.ask.casefold())
    is_done = _status(row) in {"carried_out", "proposed"}
    return Entry(
        id=ids.id_from_key(union, f"register:{number}"),
        union_id=union,
        number=number,
        old_number=row.number,
        title=row.title,
        kind="act" if is_done else "agreement",
        decided_on=row.decided_on or at.date(),
        is_imported=True,
        recorded_at=at,
        ask="" if person else row.ask,
        ask_person_id=person,
    )


def _persons(union: UUID) -> dict[str, UUID | None]:
    """Return who is here by name; a name that two share is nobody's."""
    found: dict[str, UUID | None] = {}
    for person in people.list_people(union=union):
        name = person.name.casefold()
        found[name] = None if name in found else person.id
    return found


def _text(row: OldDecision) -> str:
    """Return the words of a row; where there is only a title, it is the decision."""
    return row.text or row.title


def _status(row: OldDecision) -> words.Status:
    return row.status or ("superseded" if row.superseded_by else "in_force")


def _steps(
    row: OldDecision, entry: Entry, numbers: Mapping[str, int], at: datetime
) -> list[words.StepView]:
    """Return how an old decision stood since when, as far as the table says."""
    status, day = _status(row), entry.decided_on
    review = row.review_on if status in {"in_force", "suspended"} else None
    now = words.StepView(
        status=status, on=day, decision=entry.number, review_on=review, expires_on=None
    )
    newer = min(
        row.superseded_by, key=lambda one: one.decided_on or date.max, default=None
    )
    if status == "superseded" and newer is not None:
        over, by = newer.decided_on, numbers.get(newer.number)
    elif status == "expired" and row.review_on and row.review_on < at.date():
        over, by = row.review_on + _DAY, None
    else:
        return [now]
    begun = words.StepView(
        status="in_force",
        on=day,
        decision=entry.number,
        review_on=None,
        expires_on=None,
    )
    ended = words.StepView(
        status=status, on=over or day, decision=by, review_on=None, expires_on=None
    )
    return [begun, ended]
