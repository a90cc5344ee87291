"""Questions about motions: lists, and one with everything a page needs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonweal.commons.people import queries as people
from commonweal.rooms.governance.models import (
    Answer,
    Asked,
    Body,
    Motion,
    Version,
    Voter,
)
from commonweal.rooms.governance.queries import (
    bodies,
    may,
    stages,
    votes,
    wordings,
)
from commonweal.rooms.governance.words import (
    AskedView,
    MotionLine,
    MotionView,
    StepView,
)
from commonweal.rooms.governance.words import motions as words
from commonweal.rooms.governance.words.bodies import ASSEMBLY_NAME
from commonweal.rooms.governance.words.defaults import (
    MATTER_WORDS,
    PROCESS_WORDS,
    SECRECY_WORDS,
)

LIST_LIMIT = 200


def list_motions(  # noqa: PLR0913 - whose list, of what, from where on
    *,
    union: UUID,
    person: UUID,
    at: datetime,
    stage: str = "",
    body: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> tuple[MotionLine, ...]:
    """List motions, newest first; ``before`` an id, to page.

    ``stage``: one of ``STAGES``, or "going" (not ended; no drafts), "mine", "waiting"
    (for my answer), "ended".
    """
    rows = Motion.objects.filter(union_id=union)
    if body is not None:
        rows = rows.filter(body=body)
    rows = _in_stage(rows, stage, person, at)
    last = Motion.objects.filter(union_id=union, id=before).first() if before else None
    if last is not None:
        rows = rows.filter(
            Q(brought_at__lt=last.brought_at)
            | Q(brought_at=last.brought_at, id__lt=last.id)
        )
    found = list(
        rows.select_related("body").order_by("-brought_at", "-id")[
            : min(limit, LIST_LIMIT)
        ]
    )
    standing = {
        (one.motion_id, one.number): one
        for one in Version.objects.filter(motion__in=found).defer("text")
    }
    waiting = set(
        Motion.objects.filter(_waits_for(person), id__in=[one.id for one in found])
        .filter(closes_at__gt=at)
        .values_list("id", flat=True)
    )
    today = people.local_day(union=union, at=at)
    usual: dict[tuple[object, ...], str] = {}
    return tuple(
        _line(
            row,
            standing[row.id, row.current],
            at,
            process=_process(row, today, usual),
            is_mine=row.brought_by == person,
            waits_for_me=row.id in waiting,
        )
        for row in found
    )


def get_motion(*, union: UUID, motion: UUID, person: UUID, at: datetime) -> MotionView:
    """Return a motion with everything a page needs, or refuse."""
    row = votes.find_row(union=union, motion=motion)
    today = people.local_day(union=union, at=at)
    rule = stages.rule_of(row, today)
    found = wordings.list_versions(union=union, motion=motion, person=person)
    stage = stages.stage_on(row, at)
    return MotionView(
        id=row.id,
        union=union,
        body=bodies.get_body(union=union, body=row.body_id, person=person),
        matter=row.matter,
        matter_words=MATTER_WORDS[row.matter],
        rule=rule,
        process_words=PROCESS_WORDS[rule.process],
        secrecy_words=SECRECY_WORDS[rule.secrecy],
        stage=stage,
        attempt=row.attempt,
        version=next(one for one in found if one.is_current),
        n_versions=len(found),
        brought_by=row.brought_by,
        brought_by_name=stages.name_of(union, row.brought_by),
        brought_at=row.brought_at,
        about=row.about,
        breach=row.breach,
        new_facts=row.new_facts,
        burdens=row.burdens,
        seats=row.seats,
        budget=row.budget,
        currency=row.currency,
        quotas=tuple((one[0], one[1], one[2], one[3]) for one in row.quotas),
        discussed_from=row.discussed_from,
        freeze_from=stages.freeze_from(row, today),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        challenge_until=row.challenge_until,
        is_extended=row.is_extended,
        is_lengthened=row.is_lengthened,
        text_hash=row.text_hash,
        list_hash=row.list_hash,
        dry_run=stages.sentences(row.dry_run),
        participation=votes.participation_of(row),
        outcome=row.outcome,
        winners=tuple(row.winners),
        result=row.result,
        words=stages.sentences(row.words),
        open_answers=votes.open_answers(row),
        decision=row.decision,
        blocked_why=stages.sentences(row.blocked_why),
        waits_for_tellers=stage == "open"
        and rule.secrecy == "urn"
        and not stages.is_taking(row, at),
        voices=wordings.list_voices(union=union, motion=motion, person=person, at=at),
        asked=_asked(row),
        steps=_steps(row),
        own_answer=votes.own_answer(union=union, motion=motion, person=person),
        may=may.deeds_of(row, person, at),
    )


def motion_of_decision(*, union: UUID, decision: int) -> UUID | None:
    """Return the motion a decision of the register came from, if any."""
    rows = Motion.objects.filter(union_id=union, decision=decision)
    return rows.values_list("id", flat=True).first()


def _in_stage(
    rows: QuerySet[Motion], stage: str, person: UUID, at: datetime
) -> QuerySet[Motion]:
    narrowed = {
        "": Q(),
        "mine": Q(brought_by=person),
        "going": ~Q(stage__in=[*words.ENDED, "draft"]),
        "ended": Q(stage__in=words.ENDED),
        "waiting": _waits_for(person) & Q(closes_at__gt=at),
        "open": Q(stage="open") | Q(stage="frozen", opens_at__lte=at),
        "frozen": Q(stage="frozen", opens_at__gt=at),
    }
    return rows.filter(narrowed.get(stage, Q(stage=stage)))


def _waits_for(person: UUID) -> Q:
    """Say of open motions whether this person may answer and has not."""
    voters = Voter.objects.filter(
        motion=OuterRef("id"), round=OuterRef("round"), person_id=person
    )
    answers = Answer.objects.filter(
        motion=OuterRef("id"), round=OuterRef("round"), person_id=person
    )
    return Q(stage="open") & Q(Exists(voters)) & ~Q(Exists(answers))


def _process(row: Motion, on: date, known: dict[tuple[object, ...], str]) -> str:
    """Return how a motion is decided, asking once for each body and matter."""
    if row.rule is not None and row.stage not in {"draft", "discussion"}:
        return str(row.rule["process"])
    asked = (row.body_id, row.matter, row.is_called_in)
    if asked not in known:
        known[asked] = stages.rule_to_pin(row, on).process
    return known[asked]


def _line(  # noqa: PLR0913 - a line is all of this
    row: Motion,
    version: Version,
    at: datetime,
    *,
    process: str,
    is_mine: bool,
    waits_for_me: bool,
) -> MotionLine:
    return MotionLine(
        id=row.id,
        title=version.title,
        sentence=version.sentence,
        matter=row.matter,
        body=row.body_id,
        body_name=_body_name(row.body),
        stage=stages.stage_on(row, at),
        process=process,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        brought_at=row.brought_at,
        decision=row.decision,
        outcome=row.outcome,
        is_mine=is_mine,
        waits_for_me=waits_for_me,
    )


def _body_name(body: Body) -> str:
    return body.name or ASSEMBLY_NAME


def _asked(row: Motion) -> tuple[AskedView, ...]:
    found = list(Asked.objects.filter(motion=row).order_by("asked_at", "id"))
    if not found:
        return ()
    names = people.names_of(
        union=row.union_id, persons=(one.person_id for one in found)
    )
    spoke = set(row.voices.filter(kind="advice").values_list("by", flat=True))
    return tuple(
        AskedView(one.person_id, names[one.person_id], one.why, one.person_id in spoke)
        for one in found
        if one.person_id in names
    )


def _steps(row: Motion) -> tuple[StepView, ...]:
    found = list(row.steps.order_by("number"))
    names = people.names_of(union=row.union_id, persons=(one.by for one in found))
    return tuple(
        StepView(
            number=one.number,
            kind=one.kind,
            stage=one.stage,
            at=one.at,
            by_name=names.get(one.by, "") if one.by else "",
            facts=one.facts,
        )
        for one in found
    )
