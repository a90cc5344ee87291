"""Deeds of contribution rounds: open, pledge unseen, close with one total.

What is pledged decides what all give together. It is never compared with what comes
in, it never opens or closes anything for anybody, and nobody else can read it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.purse import permissions
from commonweal.rooms.purse.errors import kept, typed
from commonweal.rooms.purse.models import Pledge, PledgeRound
from commonweal.rooms.purse.queries import pledged
from commonweal.rooms.purse.services._written import Reader
from commonweal.rooms.purse.words import MOST_LINES, papers, together
from commonweal.rooms.purse.words import together_refusals as says

_PEOPLE_MAX = 10_000


@deeds.deed
def open_round(
    *, draft: together.RoundDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Open a contribution round (scope purse); everybody is told."""
    permissions.require_purse(by=by, union=union, at=at)
    round_id = ids.id_from_key(union, f"open_pledge_round:{key}")
    if PledgeRound.objects.filter(id=round_id).exists():
        return round_id
    today = people.local_day(union=union, at=at)
    n_people = draft.n_people or people.count_associates(union=union)
    reader = Reader(union, currency=draft.currency)
    name = reader.line(
        draft.name, field="name", most=together.NAME_LETTERS, empty=says.GIVE_A_NAME
    )
    needed = reader.amount(draft.needed, field="needed")
    reader.problems += _problems_with(draft, n_people, today)
    require(reader.problems)
    PledgeRound.objects.create(
        id=round_id,
        union_id=union,
        name=name,
        currency=reader.currency,
        needed=needed,
        months=draft.months,
        n_people=n_people,
        if_not_covered=draft.if_not_covered,
        opened_on=today,
        closes_on=draft.closes_on,
    )
    _tell(
        PledgeRound.objects.get(id=round_id), "pledges.opened",
        day=draft.closes_on.isoformat(), at=at,
    )  # fmt: skip
    return round_id


@deeds.deed
def pledge(  # noqa: PLR0913 - a pledge, its maker, and who typed it
    *,
    round_id: UUID,
    draft: together.PledgeDraft,
    person: UUID,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Pledge, or change one's pledge, until the round closes. Nothing is an answer, too."""
    _require_own(person=person, by=by, union=union, at=at)
    row = _open_round(union, round_id, on=people.local_day(union=union, at=at))
    problems = _write_pledge(row, draft, person=person, by=by, at=at)
    require(problems)


@deeds.deed
def pledge_slips(
    *,
    round_id: UUID,
    slips: tuple[papers.Slip, ...],
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Type sealed slips in: all of them or none. Nobody can read them afterwards.

    Those whose slips were typed are told so, and change their pledge where they like.
    """
    permissions.require_typing(by=by, union=union, at=at)
    row = _open_round(union, round_id, on=people.local_day(union=union, at=at))
    if not slips:
        raise Refused(Problem("", says.NO_SLIPS))
    if len(slips) > MOST_LINES:
        raise Refused(kept.too_many_lines(MOST_LINES))
    problems: list[Problem] = []
    first: dict[UUID | None, int] = {}
    for slip in slips:
        person = slip.person
        if person is None:
            found = [typed.say_whose("person")]
        elif not permissions.may_speak(by=person, union=union, at=at):
            found = [typed.no_such_person("person")]
        elif not (slip.draft.green or slip.draft.yellow or slip.draft.red):
            found = [Problem("green", says.EMPTY_SLIP)]
        elif person in first:
            facts = {"first": first[person]}
            found = [Problem("person", says.TWO_SLIPS, facts)]
        else:
            found = _write_pledge(row, slip.draft, person=person, by=by, at=at)
        first.setdefault(person, slip.row)
        problems += [problem.at_row(slip.row) for problem in found]
    require(problems)


@deeds.deed
def take_back_pledge(
    *, round_id: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Take one's pledge out of a round that is open."""
    _require_own(person=person, by=by, union=union, at=at)
    row = _open_round(union, round_id, on=people.local_day(union=union, at=at))
    pledges = Pledge.objects.filter(round=row, person_id=person)
    if person != by and pledges.filter(typed_by__isnull=True).exists():
        raise NotYours(Problem("person", says.PLEDGE_IS_THEIRS))
    n_gone, _ = pledges.delete()
    if not n_gone:
        raise NotFound(Problem("", says.NO_PLEDGE))


@deeds.deed
def close_round(*, round_id: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Close a round: scope purse before its last day is over, anybody after."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _round(union, round_id)
    if row.status == "closed":
        return
    if row.status == "withdrawn":
        raise Refused(Problem("", says.ROUND_IS_OVER))
    if people.local_day(union=union, at=at) <= row.closes_on:
        if not permissions.may_keep_purse(by=by, union=union, at=at):
            facts = {"day": row.closes_on.isoformat()}
            raise NotYours(Problem("", says.NOT_OVER_YET, facts))
        permissions.require_purse(by=by, union=union, at=at)
    _close(row, at)


@deeds.deed
def close_due_rounds(*, union: UUID, at: datetime) -> int:
    """Close the rounds whose last day is over; the worker asks every day."""
    today = people.local_day(union=union, at=at)
    rows = PledgeRound.objects.select_for_update().filter(
        union_id=union, status="open", closes_on__lt=today
    )
    due = list(rows)
    for row in due:
        _close(row, at)
    return len(due)


@deeds.deed
def withdraw_round(*, round_id: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw an open round; its pledges are forgotten at once (scope purse)."""
    permissions.require_purse(by=by, union=union, at=at)
    row = _round(union, round_id)
    if row.status == "withdrawn":
        return
    if row.status == "closed":
        raise Refused(Problem("", says.ROUND_IS_OVER))
    row.pledges.all().delete()
    row.status = "withdrawn"
    row.ended_on = people.local_day(union=union, at=at)
    row.save(update_fields=["status", "ended_on"])
    _tell(row, "pledges.withdrawn", at=at)


def _write_pledge(
    row: PledgeRound,
    draft: together.PledgeDraft,
    *,
    person: UUID,
    by: UUID,
    at: datetime,
) -> list[Problem]:
    """Write a pledge, or say what is wrong with it. What is one's own stays one's own."""
    reader = Reader(row.union_id, currency=row.currency)
    green = reader.amount(draft.green, field="green", least=0)
    yellow = reader.amount(draft.yellow or draft.green, field="yellow", least=0)
    red = reader.amount(draft.red or draft.yellow or draft.green, field="red", least=0)
    if not reader.problems:
        for field, less, more in (("yellow", green, yellow), ("red", yellow, red)):
            if more < less:
                reader.add(field, says.RISES, least=reader.measure(less))
    own = Pledge.objects.filter(round=row, person_id=person, typed_by__isnull=True)
    if by != person and own.exists():
        reader.add("person", says.PLEDGE_IS_THEIRS)
    if reader.problems:
        return reader.problems
    values = {
        "green": green,
        "yellow": yellow,
        "red": red,
        "typed_by": None if by == person else by,
        "made_on": people.local_day(union=row.union_id, at=at),
    }
    Pledge.objects.update_or_create(
        round=row,
        person_id=person,
        defaults=values,
        create_defaults=values | {"id": ids.id_from_key(row.id, f"pledge:{person}")},
    )
    if by != person:
        _tell_whose_slip(row, person, at)
    return []


def _tell_whose_slip(row: PledgeRound, person: UUID, at: datetime) -> None:
    day = people.local_day(union=row.union_id, at=at)
    notices.tell(
        union=row.union_id,
        to=person,
        kind="pledges.typed",
        facts={"name": row.name},
        key=f"pledges.typed:{row.id}:{person}:{day}",
        at=at,
    )


def _close(row: PledgeRound, at: datetime) -> None:
    """Add up, colour by colour; only the total is written down."""
    pledges = list(row.pledges.all())
    row.colour, row.total = pledged.colour_of(
        pledges, needed=row.needed, months=row.months
    )
    row.n_pledges = len(pledges)
    row.status = "closed"
    row.ended_on = people.local_day(union=row.union_id, at=at)
    row.save(update_fields=["colour", "total", "n_pledges", "status", "ended_on"])
    _tell(row, "pledges.covered" if row.colour else "pledges.not_covered", at=at)


def _tell(row: PledgeRound, kind: str, *, at: datetime, **facts: object) -> None:
    notices.tell(
        union=row.union_id,
        to=None,
        kind=kind,
        facts={"name": row.name, **facts},
        key=f"{kind}:{row.id}",
        at=at,
    )


def _round(union: UUID, round_id: UUID) -> PledgeRound:
    row = (
        PledgeRound.objects.select_for_update()
        .filter(union_id=union, id=round_id)
        .first()
    )
    if row is None:
        raise NotFound(Problem("round", says.NO_ROUND))
    return row


def _open_round(union: UUID, round_id: UUID, *, on: date) -> PledgeRound:
    row = _round(union, round_id)
    if row.status != "open" or on > row.closes_on:
        raise Refused(Problem("", says.ROUND_IS_OVER))
    return row


def _require_own(*, person: UUID, by: UUID, union: UUID, at: datetime) -> None:
    """Refuse unless it is one's own, or typed for somebody from a slip."""
    permissions.require_associate(by=by, union=union, at=at)
    if person != by:
        permissions.require_typing(by=by, union=union, at=at)
        if people.get_person(person=person).union != union:
            raise NotFound(Problem("person", says.NO_PERSON))


def _problems_with(
    draft: together.RoundDraft, n_people: int, today: date
) -> list[Problem]:
    problems = []
    if not 1 <= draft.months <= together.ROUND_MONTHS_MAX:
        facts: dict[str, object] = {"most": together.ROUND_MONTHS_MAX}
        problems.append(Problem("months", says.MONTHS_OUT_OF_RANGE, facts))
    if not 1 <= n_people <= _PEOPLE_MAX:
        facts = {"most": _PEOPLE_MAX}
        problems.append(Problem("n_people", says.PEOPLE_OUT_OF_RANGE, facts))
    last = today + timedelta(days=together.ROUND_DAYS_MAX)
    if not today <= draft.closes_on <= last:
        facts = {"last": last.isoformat()}
        problems.append(Problem("closes_on", says.CLOSES_OUT_OF_RANGE, facts))
    if draft.if_not_covered not in together.IF_NOT_COVERED:
        problems.append(Problem("if_not_covered", says.DECIDE_BEFOREHAND))
    return problems
