"""Deeds of emergencies: declared by three together, capped, and over by themselves.

Nothing undoes an emergency: what it changes carries its last day from the start. Only
the assembly lets it go on. Giving food, shelter or medicine never waits for any of this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.core.vf.units import UNITS
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import (
    Brought,
    Delegation,
    Emergency,
    EmergencyUse,
    Motion,
    Prolonging,
    RosterSeat,
    Signer,
)
from commonweal.rooms.governance.queries import powers
from commonweal.rooms.governance.services import (
    _emergency_reading,
    bodies,
    register,
)
from commonweal.rooms.governance.words import powers as words


@deeds.deed
def ask_emergency(
    *, draft: words.EmergencyDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Ask others to declare an emergency with oneself; it lapses when nobody joins."""
    permissions.require_associate(by=by, union=union, at=at)
    emergency = ids.id_from_key(union, f"ask_emergency:{by}:{key}")
    if Emergency.objects.filter(id=emergency).exists():
        return emergency
    hours, cap, problems = _emergency_reading.read(draft, union, at)
    require(
        [*problems, *_emergency_reading.problems_with_another(draft.hazard, union, at)]
    )
    row = Emergency.objects.create(
        id=emergency,
        union_id=union,
        hazard=draft.hazard.strip(),
        changes=dict(draft.changes),
        cap=cap.amount,
        currency=cap.unit.code,
        hours=hours,
        asked_by=by,
        asked_at=at,
    )
    _sign(row, by, at)
    _tell(row, "emergency.asked", at)
    return emergency


@deeds.deed
def join_emergency(*, emergency: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Declare it with those who asked; the third (second of the roster) puts it in force."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _locked(emergency, union)
    if row.signers.filter(person_id=by).exists():
        return
    state = powers.state_of(row, at)
    if state != "asked":
        raise Refused(Problem("", says.LAPSED if state == "lapsed" else says.IS_OVER))
    _sign(row, by, at)
    if not powers.emergency_view(row, by, at).n_more:
        _declare(row, at, ends_at=at + timedelta(hours=row.hours), motion=None)


@deeds.part_of_a_deed
def declare_by_decision(  # noqa: PLR0913 - what, how long, how much, by which decision
    *,
    motion: Motion,
    decision: int,
    hazard: str,
    changes: Mapping[str, str],
    cap: Measure | None,
    hours: int,
    at: datetime,
) -> UUID:
    """Declare an emergency by a decision of the assembly."""
    union = motion.union_id
    row = Emergency(
        id=ids.id_from_key(motion.id, "emergency"),
        union_id=union,
        hazard=hazard,
        changes=dict(changes),
        cap=0 if cap is None else cap.amount,
        currency=charter.currency_of(union=union),
        hours=hours,
        asked_at=at,
        motion=motion,
        decision=decision,
    )
    if cap is not None:
        require(_emergency_reading.problems_with_cap(cap, union, at))
    _declare(row, at, ends_at=at + timedelta(hours=hours), motion=motion)
    return row.id


@deeds.part_of_a_deed
def prolong_by_decision(
    *, emergency: UUID, motion: Motion, decision: int, hours: int, at: datetime
) -> None:
    """Let an emergency go on, as far as enough of the assembly agreed."""
    row = _locked(emergency, motion.union_id)
    if powers.state_of(row, at) != "in_force" or row.ends_at is None:
        raise Refused(Problem("of", says.IS_OVER))
    until = row.ends_at + timedelta(hours=hours)
    on = people.local_day(union=row.union_id, at=at)
    problem = powers.problem_with_prolonging(
        union=row.union_id, emergency=str(row.id), hours=hours, on=on
    )
    require([problem] if problem else [])
    _emergency_reading.require_enough(row, motion, until)
    Prolonging.objects.create(
        id=ids.id_from_key(motion.id, "prolonging"),
        emergency=row,
        motion=motion,
        decision=decision,
        until=until,
    )
    row.ends_at = until
    row.review_due = _review_due(row)
    row.save(update_fields=["ends_at", "review_due"])
    _write_rules(row, decision, at)
    _tell(row, "emergency.prolonged", at)


@deeds.deed
def note_use(  # noqa: PLR0913 - what was given, how much, under which emergency
    *,
    emergency: UUID,
    what: str,
    amount: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> None:
    """Write down what was given out or spent, also afterwards; nobody's need is named."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _locked(emergency, union)
    use = ids.id_from_key(row.id, f"note_use:{key}")
    if EmergencyUse.objects.filter(id=use).exists():
        return
    late = timedelta(hours=words.AFTERWARDS_HOURS)
    if row.ends_at is None or row.declared_at is None or at > row.ends_at + late:
        raise Refused(Problem("", says.IS_OVER))
    problems = _emergency_reading.problems_with_line(
        what, "what", words.USE_LETTERS, says.SAY_WHAT
    )
    spent = _emergency_reading.money(amount, row.currency, problems)
    left = row.cap - powers.spent_of(row).amount
    if spent.amount > left:
        facts = {
            "cap": str(Measure(row.cap, spent.unit)),
            "left": str(Measure(left, spent.unit)),
        }
        problems.append(Problem("amount", says.ABOVE_THE_CAP, facts))
    require(problems)
    EmergencyUse.objects.create(
        id=use,
        emergency=row,
        words=what.strip(),
        amount=spent.amount,
        by=by,
        day=people.local_day(union=union, at=at),
        noted_at=at,
    )


@deeds.deed
def review_emergency(
    *, emergency: UUID, text: str, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down the review; anybody who did not declare it can."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _locked(emergency, union)
    if powers.state_of(row, at) != "over":
        raise Refused(Problem("", says.NOT_REVIEWED_YET))
    if row.signers.filter(person_id=by).exists():
        raise NotYours(Problem("", says.NOT_BY_WHO_DECLARED))
    require(
        _emergency_reading.problems_with_line(
            text, "text", words.REVIEW_LETTERS, says.REVIEW_NEEDED
        )
    )
    row.review = text.strip()
    row.reviewed_on = people.local_day(union=union, at=at)
    row.save(update_fields=["review", "reviewed_on"])


@deeds.part_of_a_deed
def forget_person_in_powers(*, person: UUID, union: UUID, at: datetime) -> None:
    """Forget who declared, noted, went as a delegate or sat on the roster."""
    del at
    RosterSeat.objects.filter(union_id=union, person_id=person).delete()
    Delegation.objects.filter(union_id=union, alternate=person).update(alternate=None)
    Brought.objects.filter(by=person).update(by=None)
    Brought.objects.filter(doubted_by=person).update(doubted_by=None)
    Emergency.objects.filter(union_id=union, asked_by=person).update(asked_by=None)
    Signer.objects.filter(person_id=person).update(person_id=None)
    EmergencyUse.objects.filter(by=person).update(by=None)


def _declare(
    row: Emergency, at: datetime, *, ends_at: datetime, motion: Motion | None
) -> None:
    row.declared_at = at
    row.ends_at = ends_at
    row.review_due = _review_due(row)
    if row.decision is None:
        on = people.local_day(union=row.union_id, at=at)
        row.decision = register.enter(
            union=row.union_id,
            title=words.EMERGENCY_TITLE % {"hazard": row.hazard},
            text=_text(row),
            kind="emergency",
            body=bodies.assembly_of(union=row.union_id, at=at),
            tags=("emergency",),
            decided_on=on,
            review_on=row.review_due,
            expires_on=people.local_day(union=row.union_id, at=ends_at),
            at=at,
        )
    row.motion = motion
    row.save()
    _write_rules(row, row.decision, at)
    _tell(row, "emergency.declared", at)


def _write_rules(row: Emergency, decision: int, at: datetime) -> None:
    """Write what the emergency changes, each with its last day: it ends by itself."""
    assert row.ends_at is not None  # noqa: S101 - it is declared
    last_day = people.local_day(union=row.union_id, at=row.ends_at)
    begins = max(people.local_day(union=row.union_id, at=at), at.date())
    changes: dict[tuple[str, str], object] = {
        (key, ""): value for key, value in row.changes.items()
    }
    if row.cap:
        subject = row.hazard[: charter_words.SUBJECT_LETTERS]
        changes["spend.allowed", subject] = Measure(row.cap, UNITS[row.currency])
    for (key, subject), value in changes.items():
        charter_services.set_rule(
            union=row.union_id,
            key=key,
            subject=subject,
            value=value,
            from_day=begins,
            until=max(last_day, begins),
            decision=decision,
            at=at,
        )


def _review_due(row: Emergency) -> date:
    assert row.ends_at is not None  # noqa: S101 - it is declared
    ends_on = people.local_day(union=row.union_id, at=row.ends_at)
    return ends_on + timedelta(days=words.REVIEW_DAYS)


def _text(row: Emergency) -> str:
    lines = [row.hazard, *(f"{key} = {value}" for key, value in row.changes.items())]
    return "\n".join(lines)


def _sign(row: Emergency, by: UUID, at: datetime) -> None:
    on = people.local_day(union=row.union_id, at=at)
    Signer.objects.create(
        id=ids.id_from_key(row.id, f"signer:{by}"),
        emergency=row,
        person_id=by,
        on_roster=powers.is_on_roster(union=row.union_id, person=by, on=on),
        signed_at=at,
    )


def _locked(emergency: UUID, union: UUID) -> Emergency:
    row = (
        Emergency.objects.select_for_update(of=("self",))
        .filter(union_id=union, id=emergency)
        .first()
    )
    if row is None:
        raise NotFound(Problem("emergency", says.NO_EMERGENCY))
    return row


def _tell(row: Emergency, kind: str, at: datetime) -> None:
    ends = row.ends_at or at
    notices.tell(
        union=row.union_id,
        to=None,
        kind=kind,
        facts={
            "hazard": row.hazard[:120],
            "day": people.local_day(union=row.union_id, at=ends).isoformat(),
        },
        key=f"{kind}:{row.id}:{ends.isoformat()}",
        at=at,
    )
