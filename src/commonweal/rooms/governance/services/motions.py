"""Deeds of motions: bring one, write another wording, withdraw."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Body, Motion, Version
from commonweal.rooms.governance.queries import bodies, effects, stages
from commonweal.rooms.governance.services import (
    _drafts,
    _recalling,
    _rows,
    _turning,
)
from commonweal.rooms.governance.services.bodies import body_row
from commonweal.rooms.governance.words import EffectDraft, MotionDraft, TextDraft
from commonweal.rooms.governance.words import motions as words
from commonweal.rooms.governance.words.defaults import MATTERS


@deeds.deed
def bring_motion(
    *, draft: MotionDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Bring a motion as a draft; anybody of the body may."""
    permissions.require_associate(by=by, union=union, at=at)
    motion = ids.id_from_key(union, f"bring_motion:{by}:{key}")
    if Motion.objects.filter(id=motion).exists():
        return motion
    body = body_row(union=union, body=draft.body, at=at)
    permissions.require_member(by=by, body=body, at=at)
    # Two at the same moment: one after the other, so that places are counted right.
    body = Body.objects.select_for_update().get(id=body.id)
    if draft.matter not in bodies.matters_of(union, body.id):
        known = draft.matter in MATTERS
        raise Refused(
            Problem("matter", says.NOT_FOR_CIRCLES)
            if known
            else bodies.unknown_matter(draft.matter)
        )
    if draft.matter == "recall" and not draft.effects:
        draft = replace(draft, effects=_recalling.effects_of(draft, union, at))
    row = _row(motion, draft, body, by=by, at=at)
    reader = _reader(row, at)
    text = _text_of(draft)
    require(
        [
            *reader.problems_with(text),
            *_problems_with_motion(draft, row, reader),
            *_recalling.problems_with(draft, union, at),
            *effects.problems_with(
                union=union, draft=draft, body=body.id, on=reader.today
            ),
            *_problems_with_place(row, by, reader),
        ]
    )
    row.save(force_insert=True)
    _write(row, text, number=1, why="", by=by, at=at, reader=reader)
    _rows.step(row, "brought", stage="draft", at=at, by=by)
    return motion


@deeds.deed
def write_version(  # noqa: PLR0913 - what is written, why, by whom
    *,
    motion: UUID,
    text: TextDraft,
    why: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> int:
    """Write another wording; gives its number.

    Whoever brought the motion writes what stands from now on. A wording of somebody
    else stands beside it until the bringer takes it.
    """
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    version = ids.id_from_key(row.id, f"write_version:{by}:{key}")
    found = Version.objects.filter(id=version).first()
    if found is not None:
        return found.number
    _turning.catch_up(row, now)
    require_open_text(row)
    reader = _reader(row, now)
    problems = reader.problems_with(text)
    problems += effects.problems_with(
        union=union, draft=draft_of(row, text), body=row.body_id, on=reader.today
    )
    if len(why.strip()) > words.WORDS_LETTERS:
        problems += _drafts.problems_with_text("why", why, words.WORDS_LETTERS, "")
    require(problems)
    number = Version.objects.filter(motion=row).count() + 1
    _write(row, text, number=number, why=why, by=by, at=now, reader=reader, id=version)
    if row.brought_by == by:
        row.current = number
        row.save(update_fields=["current"])
    return number


@deeds.deed
def take_version(
    *, motion: UUID, number: int, union: UUID, by: UUID, at: datetime
) -> None:
    """Let a wording stand, as whoever brought the motion."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    require_open_text(row)
    if not Version.objects.filter(motion=row, number=number).exists():
        most = Version.objects.filter(motion=row).count()
        facts = {"number": number, "most": most}
        raise NotFound(Problem("number", says.NO_VERSION, facts))
    if row.current == number:
        return
    row.current = number
    _rows.step(
        row, "took_version", stage=row.stage, at=now, by=by, facts={"number": number}
    )


@deeds.deed
def withdraw_motion(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw one's own motion; what others said of it stays readable."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    if row.stage == "withdrawn":
        return
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    if row.stage in {"closed", "adopted", "blocked"}:
        raise Refused(Problem("", says.IS_COUNTED))
    require_going(row)
    was_asked = row.stage in {"frozen", "open", "discussion"}
    _turning.void_answers(row)
    _rows.step(row, "withdrawn", stage="withdrawn", at=now, by=by)
    if was_asked:
        _rows.tell(row, "motion.withdrawn", at=now)


def require_going(row: Motion) -> None:
    """Refuse when nothing happens to a motion any more."""
    if row.stage in words.ENDED:
        raise Refused(Problem("", says.IS_ENDED, {"stage": row.stage}))


def require_open_text(row: Motion) -> None:
    """Refuse unless the text can still be changed."""
    require_going(row)
    if row.stage in {"frozen", "open"}:
        raise Refused(Problem("", says.FROZEN))
    if row.stage not in {"draft", "discussion"}:
        raise Refused(Problem("", says.NOT_IN_TALK, {"stage": row.stage}))


def draft_of(row: Motion, text: TextDraft) -> MotionDraft:
    """Return a motion and a wording of it as one draft."""
    return MotionDraft(
        title=text.title,
        sentence=text.sentence,
        text=text.text,
        matter=row.matter,
        body=row.body_id,
        options=text.options,
        effects=text.effects,
        seats=row.seats,
        about=row.about,
        review_on=text.review_on,
        quotas=tuple((one[0], one[1], one[2], one[3]) for one in row.quotas),
        breach=row.breach,
        new_facts=row.new_facts,
        burdens=row.burdens,
    )


def text_of_version(version: Version) -> TextDraft:
    """Return a kept wording as it would be written again."""
    return TextDraft(
        title=version.title,
        sentence=version.sentence,
        text=version.text,
        options=tuple(
            words.OptionDraft(one.label, str(one.cost), one.person, one.note)
            for one in stages.options_of(version)
        ),
        effects=stages.effects_of(version),
        review_on=version.review_on,
    )


def _text_of(draft: MotionDraft) -> TextDraft:
    return TextDraft(
        title=draft.title,
        sentence=draft.sentence,
        text=draft.text,
        options=draft.options,
        effects=draft.effects,
        review_on=draft.review_on,
    )


def _row(
    motion: UUID, draft: MotionDraft, body: Body, *, by: UUID, at: datetime
) -> Motion:
    currency = people.get_union(union=body.union_id).currency
    return Motion(
        id=motion,
        union_id=body.union_id,
        body=body,
        matter=draft.matter,
        brought_by=by,
        brought_at=at,
        about=draft.about,
        breach=draft.breach.strip(),
        new_facts=draft.new_facts.strip(),
        burdens=draft.burdens.strip(),
        seats=draft.seats,
        budget=_drafts.money(draft.budget, currency),
        currency=currency,
        quotas=[list(one) for one in draft.quotas],
    )


def _reader(row: Motion, at: datetime) -> _drafts.Reader:
    today = people.local_day(union=row.union_id, at=at)
    return _drafts.Reader(
        union=row.union_id,
        rule=stages.rule_to_pin(row, today),
        currency=row.currency,
        today=today,
        budget=row.budget,
    )


def _problems_with_motion(
    draft: MotionDraft, row: Motion, reader: _drafts.Reader
) -> list[Problem]:
    problems = []
    if not 1 <= draft.seats <= words.SEATS_MOST:
        problems.append(Problem("seats", says.SEATS, {"most": words.SEATS_MOST}))
        row.seats = 1
    if reader.rule.process == "shares" and row.budget <= 0:
        problems.append(Problem("budget", says.NEEDS_BUDGET))
    if any(not _is_quota(one) for one in draft.quotas):
        problems.append(Problem("quotas", says.QUOTAS))
    for field in ("breach", "new_facts", "burdens"):
        text = getattr(draft, field)
        if text.strip():
            problems += _drafts.problems_with_text(field, text, words.WORDS_LETTERS, "")
    if draft.matter == "membership" and draft.about is not None:
        found = people.find_person(person=draft.about)
        if found is None or found.union != row.union_id:
            problems.append(Problem("about", says.UNKNOWN_PERSON))
    return problems


def _is_quota(quota: tuple[str, str, int, int]) -> bool:
    feature, value, least, most = quota
    return bool(feature.strip() and value.strip()) and 0 <= least <= most


def _problems_with_place(
    row: Motion, by: UUID, reader: _drafts.Reader
) -> list[Problem]:
    """Say when somebody has as many motions of this kind going as there is place for."""
    most = charter.whole(
        union=row.union_id, key="decide.open_per_matter", on=reader.today
    )
    going = Motion.objects.filter(
        union_id=row.union_id,
        body=row.body_id,
        matter=row.matter,
        brought_by=by,
        stage__in=words.GOING_ON,
    ).order_by("-brought_at")
    found = list(going[:most])
    if len(found) < most:
        return []
    facts = {"title": stages.current_version(found[0]).title, "most": most}
    return [Problem("", says.ONE_AT_A_TIME, facts)]


def _write(  # noqa: PLR0913 - a version is all of this
    row: Motion,
    text: TextDraft,
    *,
    number: int,
    why: str,
    by: UUID,
    at: datetime,
    reader: _drafts.Reader,
    id: UUID | None = None,  # noqa: A002 - the row's own name for it
) -> None:
    Version.objects.create(
        id=id or ids.id_from_key(row.id, f"version:{number}"),
        motion=row,
        number=number,
        title=text.title.strip(),
        sentence=text.sentence.strip(),
        text=text.text.strip(),
        options=reader.options(text),
        effects=[_plain(one) for one in text.effects],
        review_on=reader.review_on(text),
        why=why.strip(),
        by=by,
        at=at,
    )


def _plain(effect: EffectDraft) -> dict[str, object]:
    return {"kind": effect.kind, "params": dict(effect.params)}
