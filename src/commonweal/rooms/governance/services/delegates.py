"""Deeds of delegates, at home: sent by a decision, they bring results; we decide (I-18).

A delegate's act within the mandate stands. What is outside it was never more than a
proposal: it comes home as a motion, and nothing changes unless that is adopted.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Brought, Delegation, Motion
from commonweal.rooms.governance.queries import bodies, delegates, powers
from commonweal.rooms.governance.queries.effect_checks import mandate_draft
from commonweal.rooms.governance.queries.effect_reading import Effect
from commonweal.rooms.governance.services import bringing
from commonweal.rooms.governance.words import MotionDraft
from commonweal.rooms.governance.words import powers as words

_QUESTION_MATTER = "agreement"
_TITLE, _SENTENCE = 120, 280


@deeds.part_of_a_deed
def send_by_decision(
    *, effect: Effect, person: UUID, motion: Motion, decision: int, at: datetime
) -> UUID:
    """Give somebody the mandate to speak for the union at a meeting."""
    union = motion.union_id
    key = f"{motion.id}:{effect.place}:{person}"
    given = people_services.give_by_decision(
        union=union,
        draft=mandate_draft(effect, person),
        body=motion.body_id,
        decision=decision,
        key=key,
        at=at,
    )
    stance, said = effect.text("stance"), effect.text("instructions")
    ends = powers.range_of(said) if stance == "range" else None
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    row, _made = Delegation.objects.get_or_create(
        id=ids.id_from_key(union, f"delegation:{key}"),
        defaults={
            "union_id": union,
            "motion": motion,
            "decision": decision,
            "mandate": given.id,
            "alternate": effect.id("alternate"),
            "meeting": effect.text("meeting"),
            "topic": effect.text("topic"),
            "stance": stance,
            "positions": lines if stance in {"bound", "ranked"} else [],
            "least": ends[0] if ends else None,
            "most": ends[1] if ends else None,
            "instructions": said,
            "red_lines": effect.text("red_lines"),
            "report_due": _report_due(effect, union, given.ends, at),
        },
    )
    notices.tell(
        union=union,
        to=person,
        kind="delegate.asked",
        facts={"meeting": row.meeting},
        key=f"delegate.asked:{row.id}",
        at=at,
    )
    return row.id


@deeds.deed
def answer_delegation(
    *, delegation: UUID, accepts: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Accept to go, or decline: needs no reason and has no consequence.

    When the delegate declines, the alternate can still accept and go instead.
    """
    permissions.require_associate(by=by, union=union, at=at)
    row, _mandate = _of(delegation, union, by, at)
    answer = "accepted" if accepts else "declined"
    if row.answer == answer:
        return
    goes_instead = accepts and row.answer == "declined" and by == row.alternate
    if row.answer and not goes_instead:
        raise Refused(Problem("", says.ANSWERED_ALREADY))
    row.answer = answer
    row.answered_at = at
    row.save(update_fields=["answer", "answered_at"])


def bring_home(  # noqa: PLR0913 - what came, from which meeting, by whom
    *,
    delegation: UUID,
    draft: words.BroughtDraft,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> UUID:
    """Type in what a meeting came to: within the mandate, or else a question home."""
    permissions.require_associate(by=by, union=union, at=at)
    row, _mandate = _of(delegation, union, by, at)
    brought = ids.id_from_key(row.id, f"bring_home:{key}")
    if Brought.objects.filter(id=brought).exists():
        return brought
    require(_problems_with(draft, row))
    why_not = delegates.why_outside(row, draft.chosen, at=at)
    question = None
    if why_not:
        question = _ask_home(row, draft.words, by=by, key=f"{brought}", at=at)
    return _write(row, draft, brought, (why_not, question), by=by, at=at)


def doubt(*, brought: UUID, why: str, union: UUID, by: UUID, at: datetime) -> None:
    """Say that something was outside the mandate: it becomes a question home at once."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _brought(brought, union)
    if row.doubted_by == by:
        return
    if not row.within:
        raise Refused(Problem("", says.DOUBTED_ALREADY))
    if "\x00" in why:
        raise Refused(Problem("why", says.HAS_CONTROLS))
    if not why.strip():
        raise Refused(Problem("why", says.SAY_WHY))
    if len(why) > words.DOUBT_LETTERS:
        raise Refused(Problem("why", says.TOO_LONG, {"most": words.DOUBT_LETTERS}))
    question = _ask_home(row.delegation, row.words, by=by, key=f"doubt:{row.id}", at=at)
    _write_doubt(row.id, union, question, (by, why.strip()))


@deeds.deed
def _write(  # noqa: PLR0913 - the columns of what is brought home
    row: Delegation,
    draft: words.BroughtDraft,
    brought: UUID,
    came: tuple[str, UUID | None],
    *,
    by: UUID,
    at: datetime,
) -> UUID:
    why_not, question = came
    Brought.objects.get_or_create(
        id=brought,
        defaults={
            "delegation": row,
            "words": draft.words.strip(),
            "chosen": draft.chosen.strip(),
            "within": not why_not,
            "why_not": why_not,
            "by": by,
            "at": at,
            "motion_id": question,
        },
    )
    return brought


@deeds.deed
def _write_doubt(
    brought: UUID, union: UUID, question: UUID, said: tuple[UUID, str]
) -> None:
    row = _brought(brought, union, lock=True)
    if row.within:
        row.within = False
        row.motion_id = question
        row.doubted_by, row.doubt = said
        row.save()


def _ask_home(row: Delegation, asked: str, *, by: UUID, key: str, at: datetime) -> UUID:
    """Bring a draft motion to the assembly; bringing it twice brings one."""
    facts = {"meeting": row.meeting, "topic": row.topic}
    draft = MotionDraft(
        title=(words.QUESTION_TITLE % facts)[:_TITLE],
        sentence=words.QUESTION_SENTENCE[:_SENTENCE],
        text=asked.strip(),
        matter=_QUESTION_MATTER,
        body=bodies.assembly_id(row.union_id),
    )
    return bringing.bring_motion(
        draft=draft, union=row.union_id, by=by, key=f"question_home:{key}", at=at
    )


def _problems_with(draft: words.BroughtDraft, row: Delegation) -> list[Problem]:
    problems = []
    if not draft.words.strip():
        problems.append(Problem("words", says.SAY_WHAT))
    elif "\x00" in draft.words + draft.chosen:
        problems.append(Problem("words", says.HAS_CONTROLS))
    elif len(draft.words) > words.BROUGHT_LETTERS:
        facts = {"most": words.BROUGHT_LETTERS}
        problems.append(Problem("words", says.TOO_LONG, facts))
    if row.stance == "range" and draft.chosen.strip():
        try:
            Decimal(draft.chosen.strip().replace(",", "."))
        except InvalidOperation:
            facts_of = {"value": draft.chosen[:40]}
            problems.append(Problem("chosen", says.NOT_A_NUMBER, facts_of))
    return problems


def _report_due(effect: Effect, union: UUID, ends: date, at: datetime) -> date:
    on = people.local_day(union=union, at=at)
    days = effect.whole("report_days")
    if days is None:
        days = charter.whole(union=union, key="delegates.report_days", on=on)
    return ends + timedelta(days=days)


def _of(
    delegation: UUID, union: UUID, by: UUID, at: datetime
) -> tuple[Delegation, people.MandateView]:
    """Return a delegation of one's own: as the delegate, or as the alternate."""
    row = Delegation.objects.filter(union_id=union, id=delegation).first()
    if row is None:
        raise NotFound(Problem("delegation", says.NO_DELEGATION))
    mandate = people.get_mandate(union=union, mandate=row.mandate, at=at)
    if by not in {mandate.person, row.alternate}:
        raise NotYours(Problem("", says.ONLY_THE_DELEGATE))
    return row, mandate


def _brought(brought: UUID, union: UUID, *, lock: bool = False) -> Brought:
    rows = Brought.objects.filter(delegation__union_id=union, id=brought)
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.select_related("delegation").first()
    if row is None:
        raise NotFound(Problem("brought", says.NO_DELEGATION))
    return row
