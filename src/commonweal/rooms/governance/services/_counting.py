"""The close of a motion: quorum, the one extension, the count, and what follows."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.tally.words import Sentence
from commonweal.core.vf import ids
from commonweal.rooms.governance.errors import votes as says
from commonweal.rooms.governance.models import Answer, Motion, Voice, Voter
from commonweal.rooms.governance.queries import stages
from commonweal.rooms.governance.services import _rows, effects, register, verifying
from commonweal.rooms.governance.words import Counted, Rule
from commonweal.rooms.governance.words.register import KIND_OF_MATTER

#: What stops a motion, and what it counts as when nobody else saw its reason.
_STOPS = {"objection": "concern", "block": "reservations"}
#: After so many returns a motion ends, whatever its method.
_RETURNS_MOST = 3


def close(row: Motion, at: datetime) -> bool:
    """Count an open motion, once; extend it once when too few have answered.

    Raises
    ------
    Refused
        The urn is not counted by two tellers who agree, or the lot is not drawn yet.
    """
    rule = _pinned(row)
    answered = len(verifying.casts_of(row.id))
    needed = rule.quorum_of(row.n_voters)
    if answered < needed and not row.is_extended and row.n_voters:
        return _extend(row, rule, at)
    row.n_answered = answered
    row.save()
    _keep(row, _counted(row, needed, at))
    if row.outcome == "returned":
        if row.attempt < _RETURNS_MOST:
            return _return(row, at)
        row.outcome = "not_adopted"
        row.words += _rows.as_plain((Sentence(says.ATTEMPTS_OVER),))
    row.challenge_until = at + timedelta(hours=rule.challenge_hours)
    _rows.step(row, "counted", stage="closed", at=at, facts={"outcome": row.outcome})
    _rows.tell(row, "motion.counted", at=at)
    return True


def settle(row: Motion, at: datetime) -> bool:
    """End the window of a closed motion: adopt and carry out, or leave things as they are."""
    if row.outcome != "adopted":
        _rows.step(row, "not_adopted", stage="not_adopted", at=at)
        _rows.tell(row, "motion.not_adopted", at=at)
        return True
    row.decision = _enter(row, at)
    _rows.step(row, "adopted", stage="adopted", at=at, facts={"decision": row.decision})
    carry_out(row, at)
    return True


def carry_out(row: Motion, at: datetime) -> bool:
    """Do what was decided, all of it or nothing; says whether it is done."""
    done = effects.carry_out(
        motion=row.id, union=row.union_id, at=at, decision=row.decision
    )
    facts: dict[str, object] = {"decision": row.decision or 0}
    if done.is_done:
        row.blocked_why = []
        if row.decision:
            on = people.local_day(union=row.union_id, at=at)
            register.note_carried_out(
                union=row.union_id, number=row.decision, on=on, at=at
            )
        _rows.step(row, "carried_out", stage="carried_out", at=at, facts=facts)
        _rows.tell(row, "motion.decided", at=at, facts=facts)
        return True
    row.blocked_why = _rows.as_plain(done.problems)
    _rows.step(
        row, "blocked", stage="blocked", at=at, facts={**facts, "hands": done.hands}
    )
    _rows.tell(row, "motion.blocked", at=at, facts=facts)
    return False


def give_up(row: Motion, at: datetime) -> bool:
    """End a motion whose objections were not integrated in time."""
    row.outcome = "not_adopted"
    row.words = _rows.as_plain((Sentence(says.NOT_INTEGRATED),))
    _rows.step(row, "not_integrated", stage="not_adopted", at=at)
    _rows.tell(row, "motion.not_adopted", at=at)
    return True


def silent(row: Motion) -> frozenset[UUID]:
    """Return who may answer and has not. For reminders to themselves only."""
    voters = Voter.objects.filter(motion=row, round=row.round, person_id__isnull=False)
    answers = Answer.objects.filter(motion=row, round=row.round)
    answered = set(answers.values_list("person_id", flat=True))
    may_answer = set(voters.values_list("person_id", flat=True))
    return frozenset(one for one in may_answer - answered if one is not None)


def _pinned(row: Motion) -> Rule:
    on = people.local_day(union=row.union_id, at=row.opens_at or row.brought_at)
    return stages.rule_of(row, on)


def _soften(row: Motion) -> None:
    """Count what stops a motion milder when nobody else saw the reason of these words."""
    tested = Voice.objects.filter(motion=row, kind="objection", status="not_seen")
    unseen = set(tested.values_list("words", flat=True))
    if not unseen:
        return
    for one in Answer.objects.filter(motion=row, round=row.round, is_sealed=False):
        milder = _STOPS.get(str(one.answer))
        if milder is not None and one.reason.strip() in unseen:
            one.answer = milder
            one.save(update_fields=["answer"])


def _extend(row: Motion, rule: Rule, at: datetime) -> bool:
    row.is_extended = True
    row.closes_at = at + timedelta(days=rule.open_days)
    facts = {"closes": _rows.written(row.closes_at)}
    asked = silent(row)
    _rows.step(row, "extended", stage="open", at=at, facts=facts)
    _rows.tell(row, "motion.extended", at=at, to=asked, facts=facts)
    return True


def _counted(row: Motion, needed: int, at: datetime) -> Counted:
    """Count; where too few answered there is nothing to count, and nothing to link."""
    if row.n_voters and row.n_answered >= needed:
        _soften(row)
        return verifying.count_motion(motion=row.id, at=at)
    verifying.unlink(motion=row.id, at=at)
    if not row.n_voters:
        return Counted("not_adopted", (), {}, (Sentence(says.NO_VOTERS),))
    facts = {"answered": row.n_answered, "voters": row.n_voters, "needed": needed}
    return Counted("not_adopted", (), {}, (Sentence(says.QUORUM_MISSED, facts),))


def _keep(row: Motion, counted: Counted) -> None:
    row.outcome = counted.outcome
    row.winners = list(counted.winners)
    row.result = dict(counted.result)
    row.words = _rows.as_plain(counted.words)


def _return(row: Motion, at: datetime) -> bool:
    """Take a motion back to the talk with its objections, which everybody can read now."""
    _voice_objections(row, at)
    row.returned_at = row.returned_at or at
    row.attempt += 1
    _rows.step(row, "returned", stage="discussion", at=at)
    _rows.tell(row, "motion.returned", at=at)
    return True


def _voice_objections(row: Motion, at: datetime) -> None:
    """Write objections and blocks down as voices, so that they are talked over."""
    rows = Answer.objects.filter(motion=row, round=row.round).exclude(reason="")
    is_open = _pinned(row).secrecy == "open"
    for one in rows:
        if one.answer not in {*_STOPS, "concern"}:
            continue
        kind = "objection" if one.answer in _STOPS else "concern"
        Voice.objects.get_or_create(
            id=ids.id_from_key(row.id, f"answered:{row.round}:{one.id}"),
            defaults={
                "motion": row,
                "kind": kind,
                "words": one.reason.strip(),
                "by": one.person_id if is_open else None,
                "at": at,
                "version": row.current,
                "attempt": row.attempt,
                "round": row.round,
            },
        )


def _enter(row: Motion, at: datetime) -> int:
    """Enter an adopted motion in the register; gives its number."""
    version = stages.current_version(row)
    chosen = [one.label for one in stages.options_of(version) if one.key in row.winners]
    text = "\n\n".join([version.text, *(f"→ {label}" for label in chosen)])
    on = people.local_day(union=row.union_id, at=at)
    is_circle = row.body.kind == "circle"
    return register.enter(
        union=row.union_id,
        title=version.title,
        text=text,
        kind=KIND_OF_MATTER[row.matter],
        body=row.body_id,
        tags=(),
        decided_on=on,
        review_on=max(version.review_on, on + timedelta(days=1)),
        motion=row.id,
        ask=row.body.name if is_circle else row.brought_by,
        at=at,
    )
