"""Deeds on who eats: out, in, a late plate, guests, what is usual, the list typed back.

Everybody eats with us unless they said otherwise. All of it can be done twice without
doubling anything; after sign-out has closed, the kitchen types what stands on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.kitchen import errors, permissions, words
from commonweal.rooms.kitchen.models import Answer, Guests, Meal, Usual
from commonweal.rooms.kitchen.queries import dishes, presence
from commonweal.rooms.kitchen.queries import meals as queries
from commonweal.rooms.kitchen.services import meals, whole

GUESTS_MAX = 200
USUAL_AHEAD_DAYS_MAX = 730
_SAYS = ("out", "in", "late")


@deeds.deed
def opt_out(*, sign: words.SignDraft, union: UUID, by: UUID, at: datetime) -> None:
    """Eat elsewhere this time. Twice changes nothing."""
    row = _sign(sign, union=union, by=by, at=at)
    _answer(row, sign.person, by=by, at=at, said={"is_in": False})


@deeds.deed
def opt_in(*, sign: words.SignDraft, union: UUID, by: UUID, at: datetime) -> None:
    """Eat here after all. Twice changes nothing."""
    row = _sign(sign, union=union, by=by, at=at)
    _answer(row, sign.person, by=by, at=at, said={"is_in": True})


@deeds.deed
def ask_late_plate(
    *, sign: words.SignDraft, wanted: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Ask for a plate to be kept, or no more. Whoever asks for one eats."""
    row = _sign(sign, union=union, by=by, at=at)
    said: dict[str, bool] = {"late_plate": wanted}
    if wanted:
        said["is_in"] = True
    _answer(row, sign.person, by=by, at=at, said=said)


@deeds.deed
def add_guests(
    *, draft: words.GuestDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Bring guests. The same form twice brings them once."""
    guests = ids.id_from_key(union, f"add_guests:{key}")
    if Guests.objects.filter(id=guests, meal__union_id=union).exists():
        return guests
    sign = words.SignDraft(meal=draft.meal, person=draft.host, seen=draft.seen)
    row = _sign(sign, union=union, by=by, at=at)
    problems = [
        *whole.problems_with_codes(draft.codes),
        *whole.problems_with_size(draft.size),
    ]
    n = whole.read("n", draft.n, (1, GUESTS_MAX), problems)
    codes = list(dishes.in_order(draft.codes))
    same = Guests.objects.filter(meal=row, host_id=draft.host, n=n, size=draft.size)
    if not problems and any(party.codes == codes for party in same):
        problems.append(errors.guests_twice(n))
    require(problems)
    Guests.objects.create(
        id=guests,
        meal=row,
        host_id=draft.host,
        n=n,
        size=draft.size,
        codes=codes,
        made_by=by,
        made_at=at,
        keep_until=_keep_until(row),
    )
    return guests


@deeds.deed
def remove_guests(*, guests: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say that guests do not come. Twice changes nothing."""
    party = Guests.objects.filter(id=guests, meal__union_id=union).first()
    if party is None:
        return
    sign = words.SignDraft(meal=party.meal_id, person=party.host_id)
    _sign(sign, union=union, by=by, at=at)
    party.delete()


# --- what is usual ------------------------------------------------------------------------


@deeds.deed
def set_usual(*, draft: words.UsualDraft, union: UUID, by: UUID, at: datetime) -> UUID:
    """Say on which days and at which meals somebody eats here, and which plate."""
    permissions.require_for(person=draft.person, by=by, union=union, at=at)
    today = people.local_day(union=union, at=at)
    problems = [
        *whole.problems_with_size(draft.size),
        *_days_problems(draft.starts_on, draft.ends_on, today),
    ]
    for meal_time, weekdays in (draft.eats or {}).items():
        if meal_time not in words.TIMES:
            problems.append(
                errors.not_a_choice("eats", meal_time, ", ".join(words.TIMES))
            )
        problems.extend(
            errors.not_a_choice("eats", day, ", ".join(words.WEEKDAYS))
            for day in weekdays
            if day not in words.WEEKDAYS
        )
    require(problems)
    return _keep_usual(draft, union=union, by=by, at=at)


@deeds.deed
def be_away(
    *, person: UUID, days: tuple[date, date], union: UUID, by: UUID, at: datetime
) -> UUID:
    """Eat elsewhere from the first to the last of these days. Nobody asks why."""
    permissions.require_for(person=person, by=by, union=union, at=at)
    first, last = days
    today = people.local_day(union=union, at=at)
    require(_days_problems(first, last, today))
    lasting = Usual.objects.filter(
        union_id=union, person_id=person, ends_on__isnull=True
    )
    usual = presence.covering(lasting, first)
    draft = words.UsualDraft(
        person=person,
        starts_on=first,
        ends_on=last,
        eats={},
        size="whole" if usual is None else usual.size,
    )
    return _keep_usual(draft, union=union, by=by, at=at)


@deeds.deed
def end_usual(*, usual: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Take back what was said of usual days or days away. Twice changes nothing."""
    row = Usual.objects.filter(union_id=union, id=usual).first()
    if row is None:
        return
    permissions.require_for(person=row.person_id, by=by, union=union, at=at)
    row.delete()


def _days_problems(first: date, last: date | None, today: date) -> list[Problem]:
    problems = []
    if last is not None and last < first:
        problems.append(errors.ends_too_early("ends_on", first.isoformat()))
    elif last is not None and last < today:
        problems.append(errors.already_past("ends_on", last.isoformat()))
    for field, day in (("starts_on", first), ("ends_on", last)):
        if day is not None and (day - today).days > USUAL_AHEAD_DAYS_MAX:
            problems.append(
                errors.too_far(field, day.isoformat(), USUAL_AHEAD_DAYS_MAX)
            )
    return problems


def _keep_usual(
    draft: words.UsualDraft, *, union: UUID, by: UUID, at: datetime
) -> UUID:
    today = people.local_day(union=union, at=at)
    days = charter.whole(union=union, key="kitchen.codes_days", on=today)
    eats = (
        None if draft.eats is None else {k: list(v) for k, v in draft.eats.items() if v}
    )
    usual = ids.id_from_key(draft.person, f"usual:{draft.starts_on}:{draft.ends_on}")
    said = {
        "eats": eats,
        "size": draft.size,
        "late_plate": draft.late_plate,
        "made_by": by,
        "made_at": at,
        "keep_until": max(draft.ends_on or today, today + timedelta(days=days)),
    }
    Usual.objects.update_or_create(
        id=usual,
        defaults=said,
        create_defaults=said
        | {
            "union_id": union,
            "person_id": draft.person,
            "starts_on": draft.starts_on,
            "ends_on": draft.ends_on,
        },
    )
    return usual


# --- the list in the kitchen ----------------------------------------------------------------


@deeds.deed
def type_list(*, draft: words.PaperDraft, union: UUID, by: UUID, at: datetime) -> int:
    """Type the list of the kitchen, all lines or none; after closing too (I-22).

    Typing it twice changes nothing: a line says how it is, not what to add.
    """
    return _type_list(draft, union=union, by=by, at=at)


@deeds.deed
def type_lists(
    *, drafts: Sequence[words.PaperDraft], union: UUID, by: UUID, at: datetime
) -> int:
    """Type the list of a week, meal by meal: all of it or nothing."""
    problems: list[Problem] = []
    n_lines = 0
    for draft in drafts:
        try:
            n_lines += _type_list(draft, union=union, by=by, at=at)
        except NotYours:
            raise
        except Refused as refused:
            problems.extend(refused.problems)
    require(problems)
    return n_lines


def _type_list(draft: words.PaperDraft, *, union: UUID, by: UUID, at: datetime) -> int:
    row = meals.require_planned(union, draft.meal)
    names = {person.id: person.name for person in people.list_people(union=union)}
    problems: list[Problem] = []
    numbers: list[int] = []
    seen: set[UUID] = set()
    for number, line in enumerate(draft.rows, start=1):
        since = len(problems)
        if line.person not in names:
            problems.append(errors.no_person("person"))
        elif line.person in seen:
            problems.append(errors.typed_twice(names[line.person]))
        if line.says not in _SAYS:
            problems.append(errors.not_a_choice("says", line.says, ", ".join(_SAYS)))
        numbers.append(
            whole.read("guests", line.guests.strip() or "0", (0, GUESTS_MAX), problems)
        )
        seen.add(line.person)
        problems[since:] = [problem.at_row(number) for problem in problems[since:]]
    _require_typist(row, by=by, at=at)
    require(problems)
    for line, n_guests in zip(draft.rows, numbers, strict=True):
        late = line.says == "late"
        said = {"is_in": line.says != "out", "late_plate": late}
        _answer(row, line.person, by=by, at=at, said=said)
        if line.guests.strip():
            _guests_on_paper(row, line.person, n_guests, by=by, at=at)
    return len(draft.rows)


def _require_typist(row: Meal, *, by: UUID, at: datetime) -> None:
    if row.closes_at <= at or permissions.may_kitchen(by=by, union=row.union_id, at=at):
        permissions.require_kitchen(by=by, union=row.union_id, at=at)
    else:
        permissions.require_paper(by=by, union=row.union_id, at=at)


def _guests_on_paper(row: Meal, host: UUID, n: int, *, by: UUID, at: datetime) -> None:
    """Let somebody's guests be as many as the list says; those noted before count."""
    on_paper = ids.id_from_key(row.id, f"guests_on_paper:{host}")
    missing = n
    parties = Guests.objects.filter(meal=row, host_id=host).exclude(id=on_paper)
    for party in parties.order_by("made_at", "id"):
        if party.n <= missing:
            missing -= party.n
        else:
            party.delete()
    if not missing:
        Guests.objects.filter(id=on_paper).delete()
        return
    said = {"n": missing, "size": "whole", "made_by": by, "made_at": at}
    Guests.objects.update_or_create(
        id=on_paper,
        defaults=said,
        create_defaults=said
        | {"meal": row, "host_id": host, "keep_until": _keep_until(row)},
    )


# --- for all of them ----------------------------------------------------------------------


def _sign(sign: words.SignDraft, *, union: UUID, by: UUID, at: datetime) -> Meal:
    """Return the meal somebody may sign, held until the deed is done, or refuse."""
    permissions.require_for(person=sign.person, by=by, union=union, at=at)
    row = queries.get_row(union=union, meal=sign.meal, lock=True)
    if row.status != "planned":
        raise Refused(errors.meal_is_over(queries.when(row), row.status))
    now = queries.seen_of(union, row)
    if sign.seen and sign.seen != now:
        raise Refused(errors.menu_has_changed(sign.seen, now))
    if row.closes_at <= at and not permissions.may_kitchen(by=by, union=union, at=at):
        raise Refused(errors.sign_out_closed(queries.when(row), _said(row)))
    return row


def _said(row: Meal) -> str:
    """Say when sign-out closed, by the union's own clock."""
    zone = people.get_union(union=row.union_id).time_zone
    return f"{row.closes_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _answer(
    row: Meal, person: UUID, *, by: UUID, at: datetime, said: dict[str, bool]
) -> None:
    Answer.objects.update_or_create(
        meal=row,
        person_id=person,
        defaults=said | {"made_by": by, "made_at": at, "keep_until": _keep_until(row)},
    )


def _keep_until(row: Meal) -> date:
    days = charter.whole(union=row.union_id, key="kitchen.keep_days", on=row.day)
    return row.day + timedelta(days=days)
