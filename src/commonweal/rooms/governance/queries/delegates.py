"""Questions about delegates: what they may say for us, and what they brought home."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.vf.problems import N_, NotFound, Problem
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Brought, Delegation
from commonweal.rooms.governance.words import powers as words

LIST_LIMIT = 100
_ACCEPTED = frozenset({"adopted", "carried_out", "blocked"})
_DECLINED = frozenset({"not_adopted", "withdrawn", "lapsed"})

EXPLORES = N_("A delegate who explores agrees to nothing.")
A_PROPOSAL = N_("It is brought home as a proposal.")
NOT_AMONG = N_("It is not among what we decided beforehand.")
OUT_OF_RANGE = N_("It is outside the range we decided.")
OVER = N_("The mandate is over, or was not reported on in time.")
NOT_ACCEPTED = N_("The delegate has not accepted the mandate.")


def list_delegations(
    *, union: UUID, person: UUID, at: datetime
) -> tuple[words.DelegationView, ...]:
    """List delegates, newest decision first."""
    rows = Delegation.objects.filter(union_id=union).order_by("-decision", "id")
    return tuple(_view(row, person, at) for row in rows[:LIST_LIMIT])


def get_delegation(
    *, union: UUID, delegation: UUID, person: UUID, at: datetime
) -> words.DelegationView:
    """Return one delegate's mandate with what came home."""
    row = Delegation.objects.filter(union_id=union, id=delegation).first()
    if row is None:
        raise NotFound(Problem("delegation", says.NO_DELEGATION))
    return _view(row, person, at)


def why_outside(  # noqa: PLR0911 - one reason a line
    row: Delegation, chosen: str, *, at: datetime
) -> str:
    """Say why something is outside the mandate; empty when it is within."""
    chosen = chosen.strip()
    if row.answer != "accepted":
        return NOT_ACCEPTED
    if _state(row, at) != "in_force":
        return OVER
    if row.stance == "explore":
        return EXPLORES
    if not chosen:
        return A_PROPOSAL
    if row.stance == "range":
        return "" if _in_range(row, chosen) else OUT_OF_RANGE
    known = {position.casefold() for position in row.positions}
    return "" if chosen.casefold() in known else NOT_AMONG


def _in_range(row: Delegation, chosen: str) -> bool:
    try:
        number = Decimal(chosen.replace(",", "."))
    except InvalidOperation:
        return False
    if row.least is None or row.most is None or not number.is_finite():
        return False
    return row.least <= number <= row.most


def _state(row: Delegation, at: datetime) -> str:  # noqa: PLR0911 - one state a line
    """Say how a delegation stands; a recall or an end of its mandate ends it too."""
    if row.answer == "declined":
        return "declined"
    mandate = people.get_mandate(union=row.union_id, mandate=row.mandate, at=at)
    on = people.local_day(union=row.union_id, at=at)
    if mandate.status == "ended":
        return "over"
    if on > row.report_due and not _is_reported(row):
        return "lapsed"
    if not row.answer:
        return "asked"
    # What was agreed while it held may be typed in until the report is due.
    return "over" if on > row.report_due else "in_force"


def _is_reported(row: Delegation) -> bool:
    return bool(people.list_reports(union=row.union_id, mandate=row.mandate))


def _view(row: Delegation, person: UUID, at: datetime) -> words.DelegationView:
    mandate = people.get_mandate(union=row.union_id, mandate=row.mandate, at=at)
    on = people.local_day(union=row.union_id, at=at)
    alternate = (
        people.find_person(person=row.alternate) if row.alternate is not None else None
    )
    is_reported = _is_reported(row)
    return words.DelegationView(
        id=row.id,
        mandate=row.mandate,
        person=mandate.person,
        person_name=mandate.person_name,
        alternate=row.alternate,
        alternate_name=alternate.name if alternate else "",
        meeting=row.meeting,
        topic=row.topic,
        stance=row.stance,
        stance_words=words.STANCES[row.stance],
        positions=tuple(row.positions),
        least=row.least,
        most=row.most,
        instructions=row.instructions,
        red_lines=row.red_lines,
        begins=mandate.begins,
        ends=mandate.ends,
        report_due=row.report_due,
        is_reported=is_reported,
        is_overdue=not is_reported and on > row.report_due,
        decision=row.decision,
        motion=row.motion_id,
        state=_state(row, at),
        is_mine=person in {mandate.person, row.alternate},
        brought=tuple(
            _brought_view(one, row)
            for one in row.brought.select_related("motion").order_by("at", "id")
        ),
    )


def _brought_view(one: Brought, row: Delegation) -> words.BroughtView:
    answer = "stands"
    if one.motion is not None:
        answer = "asked"
        if one.motion.stage in _ACCEPTED:
            answer = "accepted"
        elif one.motion.stage in _DECLINED:
            answer = "declined"
    return words.BroughtView(
        id=one.id,
        words=one.words,
        chosen=one.chosen,
        within=one.within,
        why_not=one.why_not,
        day=people.local_day(union=row.union_id, at=one.at),
        motion=one.motion_id,
        answer=answer,
        doubt=one.doubt,
    )
