"""Open rounds, ask and rank in them, close or withdraw them (story 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.ledger import queries as ledger
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure, Unit, measure_of
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.needs import permissions, words
from commonweal.rooms.needs.models import Line, Preference, Request, Round, Share
from commonweal.rooms.needs.queries import rounds
from commonweal.rooms.needs.queries.rounds import RoundView
from commonweal.rooms.needs.translate.drafts import MOST_A_DAY
from commonweal.rooms.needs.translate.rounds import RoundDraft, problems_with_round

#: The methods in which people ask for something in the round itself.
ASKED_IN_ROUND = frozenset({"request", "fair_turn", "lottery"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What someone asks of a line, as written; an empty amount or 0 takes it back."""

    line: UUID
    amount: str
    tier: str = "dignity"
    is_wish: bool = False


@deeds.deed
def open_round(*, draft: RoundDraft, by: UUID, at: datetime) -> RoundView:
    """Open a round over what is in store. The same key again gives the first round."""
    union = permissions.union_of(by=by, at=at)
    permissions.require_rounds(by=by, union=union, at=at)
    round_id = ids.id_from_key(union, f"open_round:{by}:{draft.key}")
    if not Round.objects.filter(id=round_id).exists():
        kinds = {kind.id: kind for kind in ledger.list_specifications(union=union)}
        today = people.local_day(union=union, at=at)
        free = rounds.list_free_stock(union=union, on=today)
        require(problems_with_round(draft, kinds, free))
        rule = charter.rule_in_force(union=union, key="rounds.default_method", on=today)
        row = Round.objects.create(
            id=round_id,
            union=union,
            name=draft.name.strip(),
            method=draft.method or str(rule.value),
            decision=rule.decision,
            usual=str(rule.value),
            from_day=draft.from_day,
            days=draft.days,
            opened_by=by,
            opened_at=at,
        )
        Line.objects.bulk_create(_lines(row, draft, free))
    return rounds.get_round(round_id=round_id, union=union)


@deeds.deed
def ask_in_round(
    *, round_id: UUID, asked: Sequence[Asked], person: UUID, by: UUID, at: datetime
) -> None:
    """Ask for things in an open round; asking again replaces what was asked before."""
    row, typed_by = _open_for(round_id, person=person, by=by, at=at)
    if row.method not in ASKED_IN_ROUND:
        raise Refused(Problem("round", words.METHOD_TAKES_NO_REQUESTS))
    lines = {line.id: line for line in row.lines.all()}
    kinds = {kind.id: kind for kind in ledger.list_specifications(union=row.union)}
    problems: list[Problem] = []
    wanted: list[Request] = []
    for number, one in enumerate(asked, start=1):
        if one.line not in lines:
            raise NotFound(Problem("line", words.NO_LINE))
        line = lines[one.line]
        try:
            amount = _amount_asked(one, kinds[line.kind].unit)
        except Refused as refused:
            problems.extend(problem.at_row(number) for problem in refused.problems)
            continue
        if amount:
            wanted.append(_request(line, one, amount, person, typed_by, at))
    require(problems)
    touched = [one.line for one in asked]
    Request.objects.filter(line__in=touched, person=person).delete()
    Request.objects.bulk_create(wanted)


@deeds.deed
def rank_in_round(
    *,
    round_id: UUID,
    places: Mapping[UUID, int],
    person: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Say in which order the things of a round are liked; what has no place is not."""
    row, typed_by = _open_for(round_id, person=person, by=by, at=at)
    if row.method != "preferences":
        raise Refused(Problem("round", words.METHOD_TAKES_NO_RANKING))
    lines = {line.id for line in row.lines.all()}
    if not lines.issuperset(places):
        raise NotFound(Problem("line", words.NO_LINE))
    if len(set(places.values())) != len(places):
        raise Refused(Problem("places", words.RANKED_TWICE))
    Preference.objects.filter(line__round=row, person=person).delete()
    in_order = sorted(places, key=lambda line: places[line])
    Preference.objects.bulk_create(
        Preference(line_id=line, person=person, place=place, typed_by=typed_by)
        for place, line in enumerate(in_order, start=1)
    )


@deeds.deed
def withdraw_round(*, round_id: UUID, by: UUID, at: datetime) -> None:
    """Take back a round that was not shared; what was asked in it is forgotten."""
    row = _for_stewards(round_id, by=by, at=at)
    if row.status in {"shared", "closed"}:
        raise Refused(Problem("round", words.ROUND_IS_SHARED))
    Request.objects.filter(line__round=row).delete()
    Preference.objects.filter(line__round=row).delete()
    row.status = "withdrawn"
    row.save()


@deeds.deed
def close_round(*, round_id: UUID, by: UUID, at: datetime) -> None:
    """End a round; shares still waiting go back to the store. Twice changes nothing."""
    row = _for_stewards(round_id, by=by, at=at)
    if row.status == "withdrawn" or (row.status == "open" and row.method != "free"):
        raise Refused(Problem("round", words.ROUND_IS_NOT_SHARED))
    waiting = Share.objects.filter(line__round=row, status="waiting", amount__gt=0)
    waiting.update(status="given_back")
    row.status = "closed"
    row.save()


def _for_stewards(round_id: UUID, *, by: UUID, at: datetime) -> Round:
    union = permissions.union_of(by=by, at=at)
    permissions.require_rounds(by=by, union=union, at=at)
    return rounds.get_row(round_id=round_id, union=union, lock=True)


def _open_for(
    round_id: UUID, *, person: UUID, by: UUID, at: datetime
) -> tuple[Round, UUID | None]:
    """Return a round that still takes requests, and who types if not the person."""
    union = permissions.union_of(by=by, at=at)
    typed_by = permissions.require_for(
        by=by, person=people.get_person(person=person), union=union, at=at
    )
    row = rounds.get_row(round_id=round_id, union=union, lock=True)
    if row.status != "open":
        raise Refused(Problem("round", words.ROUND_IS_NOT_OPEN))
    return row, typed_by


def _lines(row: Round, draft: RoundDraft, free: Mapping[UUID, Measure]) -> list[Line]:
    lines = []
    for place, line in enumerate(draft.lines, start=1):
        amount = line.amount or free[line.kind]
        lines.append(
            Line(
                id=ids.id_from_key(row.id, f"line:{place}"),
                round=row,
                place=place,
                kind=line.kind,
                label=line.label.strip(),
                available=amount.amount,
                portion=line.portion.amount if line.portion else 1,
            )
        )
    return lines


def _amount_asked(one: Asked, unit: Unit) -> int:
    if not one.amount.strip():
        return 0
    if one.tier not in words.TIERS:
        raise Refused(Problem("tier", words.TIER, {"tier": one.tier[:40]}))
    measure = measure_of(one.amount, unit, field="amount")
    if measure.amount < 0:
        said = {"amount": measure}
        raise Refused(Problem("amount", words.AMOUNT_IS_NOT_POSITIVE, said))
    if measure.amount > 366 * MOST_A_DAY.get(unit.dimension, 1000) * unit.steps:
        raise Refused(Problem("amount", words.ABSURD, {"amount": measure}))
    return measure.amount


def _request(  # noqa: PLR0913, PLR0917 - the columns of a request
    line: Line,
    one: Asked,
    amount: int,
    person: UUID,
    typed_by: UUID | None,
    at: datetime,
) -> Request:
    return Request(
        line=line,
        person=person,
        amount=amount,
        tier=one.tier,
        is_wish=one.is_wish,
        typed_by=typed_by,
        asked_at=at,
    )
